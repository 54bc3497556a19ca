"""Kubernetes and Istio resources, one module a kind: each turns a checked `Mesh` into one imported class."""
