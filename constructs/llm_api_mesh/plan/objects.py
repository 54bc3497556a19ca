"""The objects of a mesh by their names, which nobody else may have."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.plan import names
from llm_api_mesh.plan.legs import failovers
from llm_api_mesh.plan.providers import external_hosts
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.mesh import Mesh


def objects(mesh: Mesh) -> Iterator[tuple[str, str, str, str]]:
    """Give kind, namespace, name and the field that names it, for each object of the mesh."""
    for target in mesh.backends:
        service = target.service
        if service:
            yield "Service", mesh.namespace, service.name, f"{target.field}.name"
            yield "VirtualService", mesh.namespace, names.in_mesh(service.name), f"{target.field}.name"
        yield "VirtualService", mesh.namespace, names.versions(target), "name"
        yield "DestinationRule", mesh.namespace, target.stem, target.field
        for version in target.backend.versions:
            field = f"{target.field}.versions[{version.name}]"
            yield "DestinationRule", mesh.namespace, names.version(target, version), field
    for external in external_hosts(mesh):
        yield "ServiceEntry", mesh.namespace, external.object_name, f"{external.field}.name"
    for failover in failovers(mesh):
        field = failover.target.field
        for kind in ("DestinationRule", "ServiceEntry"):
            yield kind, mesh.namespace, failover.object_name, field
        for leg in failover.legs:
            for kind in ("Gateway", "VirtualService"):
                yield kind, mesh.namespace, leg.object_name, field
            yield "Loopback address", mesh.gateway.pod_namespace, leg.address, field
    if isinstance(mesh.gateway, Gateway):
        yield "Gateway", mesh.namespace, mesh.gateway_key.name, "gateway.name"
    yield "VirtualService", mesh.namespace, mesh.name, "name"
    yield "EnvoyFilter", mesh.gateway.pod_namespace, names.envoy_filter(mesh, "*"), "name"
