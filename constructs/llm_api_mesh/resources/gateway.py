"""Istio Gateway: the ports and hosts that the ingress gateway's pods serve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.failover import PORT, Leg
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources import waves
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

_Server = istio.GatewaySpecServers
_Tls = istio.GatewaySpecServersTls


class _Gateway(EscapeHatch, istio.Gateway):
    pass


def build(scope: Construct, plan: Plan) -> Mapping[str, istio.Gateway]:
    """Add the API's own Gateway, unless the API uses an existing one; return it by its name."""
    mesh = plan.spec
    if not isinstance(mesh.gateway, Gateway):
        return {}
    gateway = _Gateway(
        scope,
        "Gateway",
        metadata=waves.metadata(mesh.gateway_key.name),
        spec=istio.GatewaySpec(
            selector=dict(mesh.gateway.selector),
            servers=[_http(mesh, mesh.gateway), *_https(mesh, mesh.gateway)],
        ),
    )
    return {mesh.gateway_key.name: gateway}


def build_legs(scope: Construct, plan: Plan) -> Mapping[str, istio.Gateway]:
    """Add a Gateway for each backend of a failover, which only the pod itself can reach; return them by their names.

    Each backend needs a Gateway, because a VirtualService can't distinguish servers of one Gateway with the same port.
    """
    return {leg.object_name: _build_leg(scope, plan.spec, leg) for leg in plan.legs}


def _build_leg(scope: Construct, mesh: Mesh, leg: Leg) -> istio.Gateway:
    return _Gateway(
        scope,
        f"Gateway-{leg.object_name}",
        metadata=waves.metadata(leg.object_name),
        spec=istio.GatewaySpec(
            selector=dict(mesh.gateway.selector),
            servers=[
                _Server(
                    port=istio.GatewaySpecServersPort(number=PORT, name="http", protocol="HTTP"),
                    bind=leg.address,
                    # Only VirtualServices of this namespace may use it, because this server doesn't check tokens and
                    # policies again.
                    hosts=[f"./{host}" for host in mesh.hosts],
                )
            ],
        ),
    )


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
