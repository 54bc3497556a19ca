"""How many requests a minute may go beyond a failover's first backend: a VirtualService has no field for it.

The limit stands in the routes and not in the listener: a change of it touches no request that is under way.
"""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import Any

from llm_api_mesh.plan.answers import error_body
from llm_api_mesh.plan.legs import FailoverPlan, failovers
from llm_api_mesh.resources.envoy_filters.patches import (
    Patch,
    connection_manager,
    envoy_filter,
    header,
    http_filter,
    json_text,
    route_configuration,
    status_is,
)
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_MINUTE = 60

_FILTER = "envoy.filters.http.local_ratelimit"
_TYPE = "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit"

_ALWAYS = {"default_value": {"numerator": 100, "denominator": "HUNDRED"}}

_BODY = error_body(
    "All backends are busy, and as many requests as may be have gone to the last one. Try again later.",
    "rate_limit_error",
    code="spill_limit",
)


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for failovers that have a limit."""
    patches = [
        patch
        for failover in failovers(mesh)
        if failover.spill_per_minute is not None
        for patch in _patches(failover, failover.spill_per_minute)
    ]
    return envoy_filter(scope, mesh, name, patches)


def _patches(failover: FailoverPlan, per_minute: int) -> list[Patch]:
    patches = []
    for leg in failover.legs:
        if not leg.first:
            idle = {"name": _FILTER, "typed_config": {"@type": _TYPE, "stat_prefix": "spill"}}
            limit = {"typed_per_filter_config": {_FILTER: _limit(leg.object_name, per_minute)}}
            patches += [
                http_filter(idle, listener=leg.listener),
                connection_manager({"local_reply_config": {"mappers": [_answer()]}}, leg.listener),
                route_configuration(leg.route_configuration, limit),
            ]
    return patches


def _limit(name: str, per_minute: int) -> dict[str, Any]:
    return {
        "@type": _TYPE,
        "stat_prefix": f"spill_{name}",
        # It is filled drop by drop, and holds a minute's worth.
        "token_bucket": {"max_tokens": per_minute, "tokens_per_fill": per_minute, "fill_interval": f"{_MINUTE}s"},
        "filter_enabled": _ALWAYS,
        "filter_enforced": _ALWAYS,
        "response_headers_to_add": [header("retry-after", str(math.ceil(_MINUTE / per_minute)))],
    }


def _answer() -> dict[str, Any]:
    """The error as clients of OpenAI read it: nothing else in this listener answers 429 by itself."""
    return {"filter": status_is(HTTPStatus.TOO_MANY_REQUESTS), "body_format_override": json_text(_BODY)}
