"""EnvoyFilters for the API's gateway in a namespace without the gateway's pods: they patch nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import Object, value_at
from llm_api_mesh.spec.mesh import Mesh

# Istio's root namespace by default. Its EnvoyFilters apply to all namespaces.
_ROOT_NAMESPACE = "istio-system"


def find(item: Object, mesh: Mesh) -> Iterator[Problem]:
    """Find the wrong namespace of an EnvoyFilter."""
    namespace = value_at(item, "metadata.namespace")
    labels: Any = value_at(item, "spec.workloadSelector.labels") or {}
    patches = value_at(item, "spec.configPatches") or ()
    for_gateways = any(value_at(patch, "match.context") == "GATEWAY" for patch in patches)
    # With other labels, or none, the EnvoyFilter is for another gateway.
    selects_gateway = isinstance(labels, Mapping) and mesh.pod_labels.items() <= labels.items()
    if for_gateways and selects_gateway and namespace not in {mesh.pod_namespace, _ROOT_NAMESPACE}:
        yield combination_ignored(
            "metadata.namespace",
            f"the EnvoyFilter patches nothing, because namespace {namespace} has no pods of the gateway",
            f"the namespace of the gateway's pods, {mesh.pod_namespace}",
            f"Set metadata.namespace to {mesh.pod_namespace}.",
        )
