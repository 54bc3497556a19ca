"""The longest silence of a stream: a VirtualService has no field for it."""

from __future__ import annotations

from llm_api_mesh.plan.routes import Routes
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct


def build(scope: Construct, mesh: Mesh, routes: Routes, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for the routes of streams that have one."""
    values = (
        (route.name, {"route": {"idle_timeout": envoy_duration(route.silence)}})
        for route in routes.proxy
        if route.silence
    )
    return envoy_filter(scope, mesh, name, http_routes(mesh, values))
