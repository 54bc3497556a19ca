"""The gateway's cluster of a `Passthrough` backend: the address that its clients call is that of the gateway itself."""

from __future__ import annotations

from constructs import Construct

from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "passthrough"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if a backend needs it: without it the gateway answers every request with 503."""
    patches = [
        cluster(
            one.host,
            {
                "type": "EDS",
                "eds_cluster_config": {
                    "eds_config": {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"},
                    "service_name": f"outbound|{one.port}||{one.host}",
                },
                "lb_policy": "LEAST_REQUEST",
            },
        )
        for one in plan.patches.passthrough
    ]
    return envoy_filter(scope, plan, PURPOSE, patches, Wave.COMPLETIONS)
