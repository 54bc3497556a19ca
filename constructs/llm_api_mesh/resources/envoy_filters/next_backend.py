"""Each attempt of a failover goes to the next backend: Istio's `retryRemoteLocalities` tries each backend twice."""

from __future__ import annotations

from constructs import Construct

from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh_crds.io.istio import networking as istio

_TYPE = "type.googleapis.com/envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig"

# Anthropic's status for an overload. It isn't registered, and Istio accepts only registered statuses.
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


PURPOSE = "next-backend"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for every route to a failover."""
    values = ((route, _VALUE) for route in plan.patches.next_backend)
    return envoy_filter(scope, plan, PURPOSE, http_routes(plan, values))
