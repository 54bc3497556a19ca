"""YAML files that describe APIs and LLM gateways: their documents, and where in a file each value is."""
