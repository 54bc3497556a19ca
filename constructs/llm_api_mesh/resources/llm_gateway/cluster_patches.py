"""What the gateway changes in the clusters of all APIs, and in those of the second hops of failovers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.llm_gateway.headers import FROM
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.resources.envoy_filters.patches import header
from llm_api_mesh.resources.llm_gateway.patches import (
    FIRST,
    OPTIONS,
    Patch,
    clusters,
    envoy_filter,
    http,
    upstream_codec,
)
from llm_api_mesh_crds.io.istio import networking as istio

_ENVOYS_CHOICES = 2

# As in the DestinationRule of the list, which this patch replaces.
_IDLE_TIMEOUT = "300s"


def build(scope: Construct, plan: GatewayPlan) -> istio.EnvoyFilter:
    """Add the EnvoyFilter."""
    return envoy_filter(scope, plan, f"{plan.spec.name}-clusters", list(_patches(plan)), FIRST)


def _patches(plan: GatewayPlan) -> Iterator[Patch]:
    # A body that is rewritten is held whole.
    yield clusters({"per_connection_buffer_limit_bytes": plan.cluster_buffer})
    if plan.spec.choices != _ENVOYS_CHOICES:
        yield clusters({"least_request_lb_config": {"choice_count": plan.spec.choices}})
    for one in plan.lists:
        yield clusters({"typed_extension_protocol_options": {OPTIONS: _stamped()}}, one.host)


def _stamped() -> dict[str, Any]:
    """Write down whose VirtualService has led a request to a second hop, after all that a route can do.

    A route on the second hop takes requests only from its own namespace, by this header. Other clusters remove it.
    """
    mutations = [{"remove": FROM}, {"append": header(FROM, "%METADATA(ROUTE:istio:config)%")}]
    stamp = http(
        "header_mutation", "HeaderMutation", {"mutations": {"request_mutations": mutations}}, "llm-gateway/from"
    )
    return {
        "@type": f"type.googleapis.com/{OPTIONS}",
        "common_http_protocol_options": {"idle_timeout": _IDLE_TIMEOUT},
        "explicit_http_config": {"http_protocol_options": {}},
        "http_filters": [stamp, upstream_codec()],
    }
