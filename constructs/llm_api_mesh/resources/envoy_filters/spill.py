"""A limit on the requests per minute beyond a failover's first backend: a VirtualService has no field for it.

The limit is in the routes and not in the listener, so that a change of it interrupts no request.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.envoy_patches import SpillLimit
from llm_api_mesh.plan.plan import Plan
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
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "spill"

_FILTER = "envoy.filters.http.local_ratelimit"
_TYPE = "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit"

_ALWAYS = {"default_value": {"numerator": 100, "denominator": "HUNDRED"}}


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for failovers that have a limit."""
    patches = [patch for limit in plan.patches.spill for patch in _patches(limit)]
    return envoy_filter(scope, plan, PURPOSE, patches)


def _patches(limit: SpillLimit) -> list[Patch]:
    idle = {"name": _FILTER, "typed_config": {"@type": _TYPE, "stat_prefix": "spill"}}
    # The error is in the format of the OpenAI API. Nothing else in this listener answers 429 by itself.
    reply = {"filter": status_is(HTTPStatus.TOO_MANY_REQUESTS), "body_format_override": json_text(limit.body)}
    return [
        http_filter(idle, listener=limit.leg.listener),
        connection_manager({"local_reply_config": {"mappers": [reply]}}, limit.leg.listener),
        route_configuration(limit.leg.route_configuration, {"typed_per_filter_config": {_FILTER: _config(limit)}}),
    ]


def _config(limit: SpillLimit) -> dict[str, Any]:
    return {
        "@type": _TYPE,
        "stat_prefix": f"spill_{limit.leg.object_name}",
        # The bucket holds the requests of one minute, and Envoy fills it gradually.
        "token_bucket": {
            "max_tokens": limit.per_minute,
            "tokens_per_fill": limit.per_minute,
            "fill_interval": "60s",
        },
        "filter_enabled": _ALWAYS,
        "filter_enforced": _ALWAYS,
        "response_headers_to_add": [header("retry-after", str(limit.retry_after))],
    }
