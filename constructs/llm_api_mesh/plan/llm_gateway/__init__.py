"""What follows from the specification of an LLM gateway: what its listeners, routes and clusters do for all APIs."""
