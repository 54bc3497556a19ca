"""All that the guard knows, asked of the objects of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.guard import destination_rules, envoy_filters, ignored, proxy_build, virtual_services
from llm_api_mesh.guard.findings import Finding, Object, at, name_of
from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.names import compatible

# Istio's root namespace by default: what is there holds for all namespaces.
_EVERYWHERE = "istio-system"


def problems(name: str, release: IstioRelease, objects: Sequence[Object], mesh: Mesh | None = None) -> list[Problem]:
    """Give a problem for each field of a file's objects that doesn't do what it says; `mesh` is whose file it is."""
    return [
        Problem(
            mesh=name,
            path=f"{name_of(item)}.{found.path}",
            code=found.code,
            given=found.given,
            allowed=found.allowed,
            fix=found.fix,
        )
        for item in objects
        for found in _in_object(item, release, objects, mesh)
    ]


def _in_object(item: Object, release: IstioRelease, objects: Sequence[Object], mesh: Mesh | None) -> Iterator[Finding]:
    yield from ignored.find(item, release)
    kind = item.get("kind")
    if kind == "DestinationRule":
        yield from destination_rules.find(item, objects)
    elif kind == "VirtualService":
        yield from virtual_services.find(item, objects)
    elif kind == "EnvoyFilter":
        yield from envoy_filters.find(item, objects)
        yield from proxy_build.find(item, release)
        if mesh:
            yield from _elsewhere(item, mesh)


def _elsewhere(item: Object, mesh: Mesh) -> Iterator[Finding]:
    """An EnvoyFilter for the mesh's gateway is of no use in a namespace where no pod of it is."""
    namespace = at(item, "metadata.namespace")
    labels: Any = at(item, "spec.workloadSelector.labels") or {}
    patches = at(item, "spec.configPatches") or ()
    for_gateway = any(at(patch, "match.context") == "GATEWAY" for patch in patches)
    own = isinstance(labels, Mapping) and compatible({str(k): str(v) for k, v in labels.items()}, mesh.gateway.selector)
    if for_gateway and own and namespace not in {mesh.gateway.pod_namespace, _EVERYWHERE}:
        yield Finding(
            path="metadata.namespace",
            code="combination-ignored",
            given=f"{namespace} with context: GATEWAY, where none of the gateway's pods is",
            allowed=f"the namespace of these pods: {mesh.gateway.pod_namespace}",
        )
