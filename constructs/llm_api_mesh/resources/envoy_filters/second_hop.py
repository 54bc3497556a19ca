"""The gateway's second hop takes the first hop's word for who the client is, and for what he may.

Requests reach it by the pod's loopback interface only, from the gateway itself.
"""

from __future__ import annotations

from llm_api_mesh.plan.legs import failovers
from llm_api_mesh.resources.envoy_filters.patches import (
    Patch,
    connection_manager,
    envoy_filter,
    without_http_filter,
)
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

# The client's address, which the first hop has appended, and the identifier of the request stay as they are.
# A stream that breaks is told on without the second that Envoy gives its clients to read the last of an answer.
_CONNECTIONS = {
    "xff_num_trusted_hops": 1,
    "skip_xff_append": True,
    "preserve_external_request_id": True,
    "delayed_close_timeout": "0.010s",
}

# The first hop has asked these. A second time a token would be missing, since Istio takes it from the request, and an
# authorization service would count each request twice.
_ASKED_ALREADY = ("envoy.filters.http.ext_authz", "envoy.filters.http.jwt_authn", "envoy.filters.http.rbac")


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for the listeners of all backends of a failover."""
    listeners = [leg.listener for failover in failovers(mesh) for leg in failover.legs]
    patches = [patch for one in listeners for patch in _patches(one)]
    return envoy_filter(scope, mesh, name, patches)


def _patches(name: str) -> list[Patch]:
    return [
        connection_manager(_CONNECTIONS, name),
        *(without_http_filter(http_filter, name) for http_filter in _ASKED_ALREADY),
    ]
