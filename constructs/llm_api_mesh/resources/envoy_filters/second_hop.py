"""The gateway's second hop trusts the first hop about the client's identity and permissions.

Requests reach it only through the pod's loopback interface, from the gateway itself.
"""

from __future__ import annotations

from constructs import Construct

from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import (
    Patch,
    connection_manager,
    envoy_filter,
    without_http_filter,
)
from llm_api_mesh_crds.io.istio import networking as istio

# The client's address, which the first hop has appended, and the request's identifier stay unchanged. A broken stream
# is passed on without the second that Envoy gives its clients to read the end of an answer.
_CONNECTIONS = {
    "xff_num_trusted_hops": 1,
    "skip_xff_append": True,
    "preserve_external_request_id": True,
    "delayed_close_timeout": "0.010s",
}

# These filters have already run in the first hop. In the second hop a token would be missing, because Istio removes it
# from the request, and an authorization service would count each request twice.
_HAVE_RUN = ("envoy.filters.http.ext_authz", "envoy.filters.http.jwt_authn", "envoy.filters.http.rbac")


PURPOSE = "second-hop"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for the listeners of all backends of a failover."""
    patches = [patch for listener in plan.patches.second_hop for patch in _patches(listener)]
    return envoy_filter(scope, plan, PURPOSE, patches)


def _patches(listener: str) -> list[Patch]:
    return [
        connection_manager(_CONNECTIONS, listener),
        *(without_http_filter(http_filter, listener) for http_filter in _HAVE_RUN),
    ]
