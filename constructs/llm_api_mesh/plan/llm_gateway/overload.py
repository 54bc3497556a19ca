"""The file with what the proxy of deployed pods does before its memory is full: its name, and its place in a pod."""

from __future__ import annotations

FILE = "custom_bootstrap.json"
"""As Istio's own template for injected pods names the file."""

FOLDER = "/run/llm-gateway/overload"
VOLUME = "overload"

VARIABLE = "ISTIO_BOOTSTRAP_OVERRIDE"
"""The variable by which Istio's agent finds the file. It adds the file to the proxy's bootstrap."""
