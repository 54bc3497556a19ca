"""How many replicas least request compares: a DestinationRule has no field for it."""

from __future__ import annotations

from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh.spec.load_balancer import LeastRequest
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_ENVOYS_OWN = 2


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, unless Envoy's own number is wanted."""
    patches = [
        cluster(target.host, {"least_request_lb_config": {"choice_count": balancer.choices}})
        for target in mesh.backends
        if isinstance(balancer := target.backend.load_balancer, LeastRequest) and balancer.choices != _ENVOYS_OWN
    ]
    return envoy_filter(scope, mesh, name, patches) if patches else None
