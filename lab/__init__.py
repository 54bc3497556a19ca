"""The lab: a real Kubernetes API server, istiod and Envoys on one machine, without Docker."""
