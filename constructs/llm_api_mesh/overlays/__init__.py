"""Overlays: what differs in an environment from the specification that all environments have."""
