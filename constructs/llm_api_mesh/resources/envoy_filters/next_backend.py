"""Each attempt of a failover goes to the next backend: Istio's `retryRemoteLocalities` tries each backend twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh_crds.io.istio import networking as istio

_TYPE = "type.googleapis.com/envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig"

PURPOSE = "next-backend"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for every route to a failover."""
    values = ((route, _value(statuses)) for route, statuses in plan.patches.next_backend)
    return envoy_filter(scope, plan, PURPOSE, http_routes(plan, values))


def _value(statuses: Sequence[int]) -> dict[str, Any]:
    return {
        "route": {
            "retry_policy": {
                "retriable_status_codes": list(statuses),
                "retry_priority": {
                    "name": "envoy.retry_priorities.previous_priorities",
                    "typed_config": {"@type": _TYPE, "update_frequency": 1},
                },
            }
        }
    }
