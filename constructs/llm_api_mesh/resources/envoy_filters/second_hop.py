"""The gateway's second hop trusts the first hop about the client's identity and permissions.

Requests reach it only through the pod's loopback interface, from the gateway itself.
"""

from __future__ import annotations

from constructs import Construct

from llm_api_mesh.plan.envoy_patches import SecondHop
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import (
    Patch,
    connection_manager,
    envoy_filter,
    without_http_filter,
)
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "second-hop"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for the listeners of all backends of a failover."""
    hop = plan.patches.second_hop
    patches = [patch for listener in hop.listeners for patch in _patches(hop, listener)] if hop else []
    return envoy_filter(scope, plan, PURPOSE, patches)


def _patches(hop: SecondHop, listener: str) -> list[Patch]:
    connections = {
        "xff_num_trusted_hops": hop.trusted_proxies,
        "skip_xff_append": hop.keeps_client_address,
        "preserve_external_request_id": hop.keeps_request_id,
        "delayed_close_timeout": f"{hop.close_delay.total_seconds():.3f}s",
    }
    return [
        connection_manager(connections, listener),
        *(without_http_filter(http_filter, listener) for http_filter in hop.removed_filters),
    ]
