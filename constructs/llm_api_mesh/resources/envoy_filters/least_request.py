"""The number of replicas that least request compares: a DestinationRule has no field for it."""

from __future__ import annotations

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "least-request"


def build(plan: Plan) -> Described[istio.EnvoyFilter] | None:
    """Describe the EnvoyFilter, for backends and versions with another number than Envoy's default."""
    patches = [
        cluster(one.host, {"least_request_lb_config": {"choice_count": one.choices}}, one.subset)
        for one in plan.patches.least_request
    ]
    return envoy_filter(plan, PURPOSE, patches)
