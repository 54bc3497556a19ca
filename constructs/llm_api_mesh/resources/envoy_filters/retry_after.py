"""Retries that wait as long as the server's `Retry-After` asks for: a VirtualService has no field for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh.plan.routes import Routes
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct


def build(scope: Construct, mesh: Mesh, routes: Routes, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for every route with long answers that is retried."""
    values = (
        (route.name, {"route": {"retry_policy": {"rate_limited_retry_back_off": _back_off(longest)}}})
        for route in routes.proxy
        if route.generates and (longest := route.retries.longest_retry_after)
    )
    return envoy_filter(scope, mesh, name, http_routes(mesh, values))


def _back_off(longest: timedelta) -> dict[str, Any]:
    return {
        "reset_headers": [{"name": "retry-after", "format": "SECONDS"}],
        "max_interval": envoy_duration(longest),
    }
