"""Istio: the control plane, its proxies, and how the lab knows that they have a configuration."""
