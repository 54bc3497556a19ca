"""How many replicas least request compares: a DestinationRule has no field for it."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.plan.policy import policies
from llm_api_mesh.resources.envoy_filters.patches import Patch, cluster, envoy_filter
from llm_api_mesh.spec.load_balancer import LeastRequest
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_ENVOYS_OWN = 2


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, unless Envoy's own number is wanted."""
    patches = [patch for target in mesh.backends for patch in _patches(mesh, target)]
    return envoy_filter(scope, mesh, name, patches)


def _patches(mesh: Mesh, target: Target) -> Iterator[Patch]:
    choices = {
        subset: policy.load_balancer.choices if isinstance(policy.load_balancer, LeastRequest) else _ENVOYS_OWN
        for subset, policy in policies(mesh, target.backend).items()
    }
    alike = len(set(choices.values())) == 1
    for subset, number in sorted(choices.items())[: 1 if alike else None]:
        if number != _ENVOYS_OWN:
            value = {"least_request_lb_config": {"choice_count": number}}
            yield cluster(target.host, value, None if alike else subset)
