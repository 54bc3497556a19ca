"""A gateway's cluster of a backend with passthrough: the address that its clients ask for is the gateway's own."""

from __future__ import annotations

from llm_api_mesh.resources import waves
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh.spec.load_balancer import LeastRequest, Passthrough
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if a backend needs it: without it the gateway answers every request with 503."""
    patches = [
        cluster(
            target.host,
            {
                "type": "EDS",
                "eds_cluster_config": {
                    "eds_config": {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"},
                    "service_name": f"outbound|{target.backend.port}||{target.host}",
                },
                "lb_policy": "LEAST_REQUEST",
                "least_request_lb_config": {"choice_count": LeastRequest().choices},
            },
        )
        for target in mesh.backends
        if isinstance(target.backend.load_balancer, Passthrough)
    ]
    return envoy_filter(scope, mesh, name, patches, waves.COMPLETIONS)
