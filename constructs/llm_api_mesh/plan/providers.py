"""The hosted providers of a mesh, and what the gateway does to requests on their way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan.policy import idle_timeout
from llm_api_mesh.spec.backends.base import ExternalService
from llm_api_mesh.spec.backends.provider import DOMAIN
from llm_api_mesh.spec.credentials import Credential, GoogleToken
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider as one target uses it."""

    target: Target
    service: ExternalService
    credential: Credential
    idle_timeout: timedelta

    @property
    def host(self) -> str:
        """Its name in Istio's service registry."""
        return self.target.host


def providers(mesh: Mesh) -> list[Provider]:
    """All providers of a mesh."""
    found = []
    for target in mesh.backends:
        service, credential = target.backend.external_service, target.backend.credential
        if service and credential:
            idle = idle_timeout(mesh, target.backend)
            found.append(Provider(target=target, service=service, credential=credential, idle_timeout=idle))
    return found


@dataclass(frozen=True, kw_only=True)
class ExternalHost:
    """A host outside of the mesh that the gateway may reach."""

    field: str
    """The backend that needs it, as a field of the mesh."""
    object_name: str
    host: str
    """Its name in Istio's service registry."""
    address: str
    port: int
    protocol: str


# Google's node metadata server: plain HTTP, on the node itself.
_METADATA_ADDRESS = "metadata.google.internal"
_METADATA_PORT = 80


def metadata_cluster(mesh: Mesh) -> str:
    """What Envoy calls Google's metadata server."""
    return f"outbound|{_METADATA_PORT}||{_metadata_host(mesh)}"


def external_hosts(mesh: Mesh) -> list[ExternalHost]:
    """All hosts outside of the mesh that the gateway may reach, and no others."""
    found = providers(mesh)
    hosts = [
        ExternalHost(
            field=one.target.field,
            object_name=f"{one.target.name}-{one.service.name}",
            host=one.host,
            address=one.service.address,
            port=one.service.port,
            protocol="HTTP2" if one.service.http2 else "HTTP",
        )
        for one in found
    ]
    if tokens := [one for one in found if isinstance(one.credential, GoogleToken)]:
        hosts.append(
            ExternalHost(
                field=tokens[0].target.field,
                object_name=f"{mesh.name}-google-metadata",
                host=_metadata_host(mesh),
                address=_METADATA_ADDRESS,
                port=_METADATA_PORT,
                protocol="HTTP",
            )
        )
    return hosts


def _metadata_host(mesh: Mesh) -> str:
    return f"google-metadata.{mesh.name}.{mesh.namespace}.{DOMAIN}"
