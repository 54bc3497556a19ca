"""Retries that wait as long as the server's `Retry-After` requests: a VirtualService has no field for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "retry-after"


def build(plan: Plan) -> Described[istio.EnvoyFilter] | None:
    """Describe the EnvoyFilter, for routes that honour the header."""
    values = (
        (route, {"route": {"retry_policy": {"rate_limited_retry_back_off": _back_off(longest)}}})
        for route, longest in plan.patches.retry_after
    )
    return envoy_filter(plan, PURPOSE, http_routes(plan, values))


def _back_off(longest: timedelta) -> dict[str, Any]:
    return {
        "reset_headers": [{"name": "retry-after", "format": "SECONDS"}],
        "max_interval": envoy_duration(longest),
    }
