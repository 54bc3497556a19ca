"""Istio Gateway: the ports and hosts that the ingress gateway's pods serve."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.legs import PORT, failovers
from llm_api_mesh.resources import waves
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_Server = istio.GatewaySpecServers
_Tls = istio.GatewaySpecServersTls


class _Gateway(EscapeHatch, istio.Gateway):
    pass


def build(scope: Construct, mesh: Mesh) -> istio.Gateway | None:
    """Add the mesh's own Gateway; none where it uses one that is there already."""
    if not isinstance(mesh.gateway, Gateway):
        return None
    return _Gateway(
        scope,
        "Gateway",
        metadata=waves.metadata(mesh.gateway_key.name),
        spec=istio.GatewaySpec(
            selector=dict(mesh.gateway.selector),
            servers=[_http(mesh, mesh.gateway), *_https(mesh, mesh.gateway)],
        ),
    )


def build_legs(scope: Construct, mesh: Mesh) -> dict[str, istio.Gateway]:
    """Add a Gateway for each backend of a failover, which nobody outside of the pod reaches; give them by their names.

    A Gateway each, as a VirtualService can't tell the servers of one Gateway apart that have one port.
    """
    return {
        leg.object_name: _Gateway(
            scope,
            f"Gateway-{leg.object_name}",
            metadata=waves.metadata(leg.object_name),
            spec=istio.GatewaySpec(
                selector=dict(mesh.gateway.selector),
                servers=[
                    _Server(
                        port=istio.GatewaySpecServersPort(number=PORT, name="http", protocol="HTTP"),
                        bind=leg.address,
                        # For VirtualServices of this namespace alone: nothing here asks for tokens and policies again.
                        hosts=[f"./{host}" for host in mesh.hosts],
                    )
                ],
            ),
        )
        for failover in failovers(mesh)
        for leg in failover.legs
    }


def _http(mesh: Mesh, gateway: Gateway) -> _Server:
    redirect = bool(gateway.certificates) and gateway.https_redirect
    return _Server(
        port=istio.GatewaySpecServersPort(number=gateway.http_port, name="http", protocol="HTTP"),
        hosts=list(mesh.hosts),
        tls=_Tls(https_redirect=True) if redirect else None,
    )


def _https(mesh: Mesh, gateway: Gateway) -> Iterator[_Server]:
    for certificate in sorted(gateway.certificates, key=lambda one: one.credential_name):
        yield _Server(
            port=istio.GatewaySpecServersPort(
                number=gateway.https_port, name=certificate.port_name(mesh.name), protocol="HTTPS"
            ),
            hosts=list(certificate.hosts or mesh.hosts),
            tls=_Tls(mode=istio.GatewaySpecServersTlsMode.SIMPLE, credential_name=certificate.credential_name),
        )
