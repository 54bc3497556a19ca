"""The longest silence of a stream: a VirtualService has no field for it."""

from __future__ import annotations

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "stream-silence"


def build(plan: Plan) -> Described[istio.EnvoyFilter] | None:
    """Describe the EnvoyFilter, for the routes of streams with such a limit."""
    values = (
        (route, {"route": {"idle_timeout": envoy_duration(silence)}}) for route, silence in plan.patches.stream_silence
    )
    return envoy_filter(plan, PURPOSE, http_routes(plan, values))
