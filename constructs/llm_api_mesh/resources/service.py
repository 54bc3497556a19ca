"""Kubernetes Service: the name and port of a backend's pods."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cdk8s_plus_27 import k8s

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.backends.base import KubernetesService


@cache  # each is a call to Node.js
def _number(port: int) -> k8s.IntOrString:
    return k8s.IntOrString.from_number(port)


class _Service(EscapeHatch, k8s.KubeService):
    pass


def build(plan: Plan) -> Mapping[str, Described[k8s.KubeService]]:
    """Describe the Services that backends need, by host."""
    return {target.host: _build(plan, target, target.service) for target in plan.backends if target.service is not None}


def _build(plan: Plan, target: LeafTarget, service: KubernetesService) -> Described[k8s.KubeService]:
    return Described(
        _Service,
        f"Service{target.names.id_suffix}",
        metadata=k8s.ObjectMeta(name=service.name, annotations=dict(plan.annotations(Wave.FIRST)) or None),
        spec=k8s.ServiceSpec(
            type=service.type,
            selector=dict(service.selector),
            ports=[
                k8s.ServicePort(
                    # Istio reads the protocol from either field; other tools read only one of the two.
                    name=service.port_name,
                    app_protocol=service.app_protocol,
                    port=service.port,
                    target_port=_number(service.target_port),
                )
            ],
        ),
    )
