"""What the gateway changes in the clusters of all APIs, and in those of the second hops of failovers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.inference_pools import SHADOW_PORT
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.providers import GOOGLE_METADATA
from llm_api_mesh.resources.llm_gateway.guards import only_for, origin
from llm_api_mesh.resources.llm_gateway.patches import (
    DNS_FAILURE,
    FIRST,
    OPTIONS,
    Patch,
    clusters,
    envoy_filter,
    new_cluster,
    upstream_codec,
    without_clusters,
)
from llm_api_mesh.resources.llm_gateway.shared_filters import rewriter
from llm_api_mesh.spec.load_balancer import ENVOYS_CHOICES
from llm_api_mesh_crds.io.istio import networking as istio

_GOOGLE_METADATA_ADDRESS = {"address": "metadata.google.internal", "port_value": 80}

# As in the DestinationRules of these hosts, which the patches replace.
_IDLE_TIMEOUT = "300s"


def build(scope: Construct, plan: GatewayPlan) -> istio.EnvoyFilter:
    """Add the EnvoyFilter."""
    return envoy_filter(scope, plan.spec.selector, f"{plan.spec.name}-clusters", list(_patches(plan)), FIRST)


def _patches(plan: GatewayPlan) -> Iterator[Patch]:
    # A body that is rewritten is held whole.
    yield clusters({"per_connection_buffer_limit_bytes": plan.cluster_buffer})
    if plan.spec.choices != ENVOYS_CHOICES:
        yield clusters({"least_request_lb_config": {"choice_count": plan.spec.choices}})
    if factor := plan.spec.max_load_percent:
        # Only hashes read it, and a neighbour's hash must stay as it is.
        bound = {"consistent_hashing_lb_config": {"hash_balance_factor": factor}}
        yield clusters({"common_lb_config": bound})
        # Envoy refuses a bound beside the `load_balancing_policy` that istiod gives to the clusters of inference pools,
        # which istiod sends to all gateways. Requests to pools leave by another gateway.
        yield without_clusters(SHADOW_PORT)
    for one in plan.lists:
        # By this header, a route on the second hop takes requests only from its own namespace.
        yield clusters(_with_filters(origin()), one.host)
    if plan.pools_gateway:
        # By the same header, an inference pool takes requests only from its own namespace.
        yield clusters(_with_filters(rewriter(), origin()), plan.pools_gateway.host)
    if plan.egress and plan.egress.own and plan.egress.tunnel:
        # Only TLS goes to the forward proxy, past the HTTP filters of its cluster: no route of a team leads there.
        yield clusters(_with_filters(*only_for(())), plan.egress.tunnel.host)
    if plan.takes_google_tokens:
        yield new_cluster(_google_metadata())


def _google_metadata() -> dict[str, Any]:
    """Write the cluster from which a filter fetches tokens.

    It isn't a ServiceEntry's: a route there would give the token of the gateway's identity to everyone, and istiod can
    be set to leave out the clusters to which no route leads.
    """
    endpoint = {"endpoint": {"address": {"socket_address": _GOOGLE_METADATA_ADDRESS}}}
    return {
        "name": GOOGLE_METADATA,
        "type": "STRICT_DNS",
        "dns_lookup_family": "V4_PREFERRED",
        "connect_timeout": "2s",
        "dns_failure_refresh_rate": DNS_FAILURE,
        "load_assignment": {"cluster_name": GOOGLE_METADATA, "endpoints": [{"lb_endpoints": [endpoint]}]},
    }


def _with_filters(*http_filters: dict[str, Any]) -> dict[str, Any]:
    """Write the whole of a cluster's HTTP options: a patch replaces what Istio has made of a DestinationRule."""
    options = {
        "@type": f"type.googleapis.com/{OPTIONS}",
        "common_http_protocol_options": {"idle_timeout": _IDLE_TIMEOUT},
        "explicit_http_config": {"http_protocol_options": {}},
        "http_filters": [*http_filters, upstream_codec()],
    }
    return {"typed_extension_protocol_options": {OPTIONS: options}}
