"""Names of the objects that no field of the specification names."""

from __future__ import annotations

from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target
from llm_api_mesh.spec.version import Version

FAILOVER = "failover"
IN_MESH = "in-mesh"
VERSIONS = "versions"


def in_mesh(service: str) -> str:
    """The VirtualService of callers in the mesh that ask for a Service."""
    return f"{service}-{IN_MESH}"


def versions(target: Target) -> str:
    """The VirtualService that holds the weights of a backend's versions."""
    return f"{target.stem}-{VERSIONS}"


def version(target: Target, one: Version) -> str:
    """The DestinationRule of one version: by the Service, as that of another one is another rule."""
    return f"{target.service.name if target.service else target.stem}-version-{one.name}"


def failover(target: Target) -> str:
    """The list of a failover's backends."""
    return f"{target.name}-{FAILOVER}"


def leg(way: Target) -> str:
    """What leads to one backend of a failover."""
    return f"{way.name}-{way.leg}"


def routes(mesh: Mesh) -> str:
    """What the names of all the mesh's routes begin with, and no other mesh's."""
    return f"{mesh.namespace}/{mesh.name}/"


def route(mesh: Mesh, target: Target, part: str = "") -> str:
    """What the names of a target's routes begin with, or those of a part of them."""
    return "/".join(filter(None, (mesh.namespace, mesh.name, target.key, part)))


def envoy_filter(mesh: Mesh, purpose: str) -> str:
    """An EnvoyFilter, which stands in the namespace of the gateway's pods beside other teams'."""
    return f"{mesh.namespace}-{mesh.name}-{purpose}"
