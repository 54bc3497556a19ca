"""Kubernetes and Istio resources, one module for each kind: each writes the objects of its kind that a plan has."""
