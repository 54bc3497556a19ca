"""What the meshes of one app take for themselves, and who took it first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.hosts import ANY_HOST, overlap
from llm_api_mesh.spec.mesh import Mesh


class Claims:
    """The names and hosts of the meshes seen so far."""

    def __init__(self) -> None:
        self._objects: dict[tuple[str, str, str], Mesh] = {}
        self._hosts: defaultdict[str, list[Mesh]] = defaultdict(list)

    def add(self, mesh: Mesh) -> list[Problem]:
        """Take what `mesh` claims; give a problem for each claim that another mesh has made already."""
        problems = [*self._add_objects(mesh), *self._add_hosts(mesh)]
        for host in mesh.hosts:
            self._hosts[host].append(mesh)
        return problems

    def _add_objects(self, mesh: Mesh) -> Iterator[Problem]:
        for kind, name, path in _objects(mesh):
            owner = self._objects.setdefault((kind, mesh.namespace, name), mesh)
            if owner is not mesh:
                service = kind == "Service"
                yield Problem(
                    mesh=mesh.name,
                    path=path,
                    code="service-claimed" if service else "name-taken",
                    given=f'{kind} "{name}" in namespace "{mesh.namespace}", which mesh "{owner.name}" has',
                    allowed="a Service of its own: two policies for one would replace each other"
                    if service
                    else "one object of a name, kind and namespace",
                    fix="",
                )

    def _add_hosts(self, mesh: Mesh) -> Iterator[Problem]:
        for index, host in enumerate(mesh.hosts):
            for claimed in sorted(self._near(host)):
                for other in self._hosts[claimed]:
                    if conflict := _conflict(mesh, other):
                        yield Problem(
                            mesh=mesh.name,
                            path=f"hosts[{index}]",
                            code="host-claimed",
                            given=f'"{host}", of which mesh "{other.name}" has "{claimed}" on the same ingress',
                            allowed=conflict,
                            fix="",
                        )

    def _near(self, host: str) -> Iterable[str]:
        """Find the claimed hosts that overlap with `host`: by look-up, as an app may have thousands of them."""
        if host.startswith(ANY_HOST):
            return [claimed for claimed in self._hosts if overlap(claimed, host)]
        labels = host.split(".")
        wildcards = (".".join(["*", *labels[index:]]) for index in range(1, len(labels) + 1))
        return [claimed for claimed in (host, *wildcards) if claimed in self._hosts]


def _objects(mesh: Mesh) -> Iterator[tuple[str, str, str]]:
    """Give kind, name and the field that names it, for each object of the mesh."""
    service = mesh.backend.service(mesh)
    if service:
        yield "Service", service.name, "backend.name"
    if isinstance(mesh.gateway, Gateway):
        yield "Gateway", mesh.gateway_ref.name, "gateway.name"
    yield "VirtualService", mesh.name, "name"


def _conflict(mesh: Mesh, other: Mesh) -> str | None:
    """Say what would have to be different for both meshes to serve one host; None if they can."""
    if mesh.gateway_ref == other.gateway_ref:
        # Istio merges VirtualServices of one host in an order that nobody states.
        return (
            "on one gateway, a match that no request of the other mesh meets" if mesh.match.meets(other.match) else None
        )
    one, two = mesh.gateway, other.gateway
    if isinstance(one, Gateway) and isinstance(two, Gateway) and one.shares_pods_with(two) and one.ports & two.ports:
        return "one Gateway for a host: give one of the meshes a GatewayRef to the other's, and each a match"
    return None
