"""Each attempt of a failover goes to the next backend: Istio's own `retryRemoteLocalities` asks each of them twice."""

from __future__ import annotations

from llm_api_mesh.plan.routes import Routes
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_TYPE = "type.googleapis.com/envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig"

# Anthropic's word for an overload, which isn't registered: Istio takes registered ones only.
_OVERLOADED = 529

_VALUE = {
    "route": {
        "retry_policy": {
            "retriable_status_codes": [_OVERLOADED],
            "retry_priority": {
                "name": "envoy.retry_priorities.previous_priorities",
                "typed_config": {"@type": _TYPE, "update_frequency": 1},
            },
        }
    }
}


def build(scope: Construct, mesh: Mesh, routes: Routes, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for every route to a failover."""
    values = ((route.name, _VALUE) for route in routes.gateway if route.retries.next_priority)
    return envoy_filter(scope, mesh, name, http_routes(mesh, values))
