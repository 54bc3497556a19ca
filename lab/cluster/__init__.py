"""A Kubernetes API server, and what other parts of a cluster would write to it."""
