"""Istio DestinationRule: how requests are spread over a backend's replicas, and which of them are a version."""

from __future__ import annotations

from llm_api_mesh.plan.policy import traffic_policy, version_policy
from llm_api_mesh.resources.escape_hatch import EscapeHatch
from llm_api_mesh.resources.traffic_policy import OF_DESTINATION_RULE, OF_SUBSET
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target
from llm_api_mesh.spec.version import Version
from llm_api_mesh_crds.io.istio import networking as istio

from cdk8s import ApiObjectMetadata
from constructs import Construct

_Subset = istio.DestinationRuleSpecSubsets


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(scope: Construct, mesh: Mesh, target: Target) -> istio.DestinationRule:
    """Add the DestinationRule of one of the mesh's backends."""
    backend = target.backend
    return _DestinationRule(
        scope,
        f"DestinationRule{target.construct}",
        metadata=ApiObjectMetadata(name=target.name),
        spec=istio.DestinationRuleSpec(
            host=target.host,
            # A provider is known to the gateway alone.
            export_to=[mesh.gateway.pod_namespace] if backend.external_service else None,
            traffic_policy=OF_DESTINATION_RULE.write(traffic_policy(mesh, backend)),
            subsets=[
                _subset(mesh, target, version) for version in sorted(backend.versions, key=lambda version: version.name)
            ]
            or None,
        ),
    )


def _subset(mesh: Mesh, target: Target, version: Version) -> _Subset:
    policy = version_policy(mesh, target.backend, version)
    return _Subset(
        name=version.name,
        labels=dict(version.pod_labels),
        traffic_policy=OF_SUBSET.write(policy) if policy else None,
    )
