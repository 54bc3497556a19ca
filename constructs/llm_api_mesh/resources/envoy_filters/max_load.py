"""The bound of a replica's load with a consistent hash: a DestinationRule has no field for it."""

from __future__ import annotations

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "max-load"


def build(plan: Plan) -> Described[istio.EnvoyFilter] | None:
    """Describe the EnvoyFilter, for backends and versions with another bound than the gateway's clusters."""
    patches = [
        cluster(
            one.host,
            {"common_lb_config": {"consistent_hashing_lb_config": {"hash_balance_factor": one.percent}}},
            one.subset,
        )
        for one in plan.patches.max_load
    ]
    return envoy_filter(plan, PURPOSE, patches)
