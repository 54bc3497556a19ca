"""The Istio Gateways: for clients, for the redirect to HTTPS, and for the second hops of failovers."""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.servers import GatewayObject, Server
from llm_api_mesh_crds.io.istio import networking as istio

_PERMANENT_REDIRECT = 308

_Server = istio.GatewaySpecServers
_Tls = istio.GatewaySpecServersTls
_Route = istio.VirtualServiceSpecHttp
_Mode = istio.GatewaySpecServersTlsMode
_Redirect = istio.VirtualServiceSpecHttpRedirect

_MIN_TLS = {"1.3": istio.GatewaySpecServersTlsMinProtocolVersion.TLSV1_UNDERSCORE_3}


class _Gateway(EscapeHatch, istio.Gateway):
    pass


class _VirtualService(EscapeHatch, istio.VirtualService):
    pass


def build_slots(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.Gateway]:
    """Add the Gateways of the slots; return them by their names."""
    return {one.name: _build(scope, plan, one) for one in plan.slot_gateways}


def build_redirect(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.VirtualService]:
    """Add the redirect to HTTPS, if there is one; return its VirtualService by its name.

    308 and not Istio's `httpsRedirect`, whose 301 turns a POST into a GET and leads to port 443.
    """
    if plan.redirect is None:
        return {}
    gateway = plan.redirect
    _build(scope, plan, gateway)
    port = plan.spec.https_port
    redirect = _Redirect(scheme="https", port=port, redirect_code=_PERMANENT_REDIRECT)
    route = _Route(name="https", redirect=redirect)
    hosts = sorted({host.partition("/")[2] for server in gateway.servers for host in server.hosts})
    virtual_service = _VirtualService(
        scope,
        f"VirtualService-{gateway.name}",
        metadata=ApiObjectMetadata(name=gateway.name),
        spec=istio.VirtualServiceSpec(
            hosts=hosts, gateways=[f"{plan.spec.namespace}/{gateway.name}"], export_to=["."], http=[route]
        ),
    )
    return {gateway.name: virtual_service}


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.Gateway]:
    """Add the Gateway that the APIs attach to; return it by its name."""
    return {plan.public_gateway.name: _build(scope, plan, plan.public_gateway)}


def _build(scope: Construct, plan: GatewayPlan, gateway: GatewayObject) -> istio.Gateway:
    return _Gateway(
        scope,
        f"Gateway-{gateway.name}",
        metadata=ApiObjectMetadata(name=gateway.name),
        spec=istio.GatewaySpec(
            selector=dict(plan.spec.selector), servers=[_server(server) for server in gateway.servers]
        ),
    )


def _server(server: Server) -> _Server:
    tls = _tls(server)
    protocol = "HTTPS" if tls else "HTTP"
    return _Server(
        port=istio.GatewaySpecServersPort(number=server.port, name=server.port_name, protocol=protocol),
        bind=server.bind,
        hosts=list(server.hosts),
        tls=tls,
    )


def _tls(server: Server) -> _Tls | None:
    if server.credential_name is None:
        return None
    clients = server.client_certificates
    mode = _Mode.SIMPLE
    if clients:
        mode = _Mode.MUTUAL if clients.required else _Mode.OPTIONAL_UNDERSCORE_MUTUAL
    return _Tls(
        mode=mode,
        credential_name=server.credential_name,
        ca_cert_credential_name=clients.credential_name if clients else None,
        min_protocol_version=_MIN_TLS[server.min_tls_version] if server.min_tls_version else None,
    )
