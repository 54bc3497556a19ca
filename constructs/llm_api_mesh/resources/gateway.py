"""Istio Gateway: the ports and hosts that the ingress gateway's pods serve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.servers import Server
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import networking as istio

_Server = istio.GatewaySpecServers
_Tls = istio.GatewaySpecServersTls


class _Gateway(EscapeHatch, istio.Gateway):
    pass


def build(scope: Construct, plan: Plan) -> Mapping[str, istio.Gateway]:
    """Add the API's own Gateway, unless the API uses an existing one; return it by its name."""
    if not plan.servers:
        return {}
    name = plan.spec.gateway_key.name
    return {name: _gateway(scope, "Gateway", name, plan, plan.servers)}


def build_legs(scope: Construct, plan: Plan) -> Mapping[str, istio.Gateway]:
    """Add a Gateway for each backend of a failover, which only the pod itself can reach; return them by their names.

    Each backend needs a Gateway, because a VirtualService can't distinguish servers of one Gateway with the same port.
    """
    return {name: _gateway(scope, f"Gateway-{name}", name, plan, [server]) for name, server in plan.leg_servers.items()}


def _gateway(scope: Construct, construct_id: str, name: str, plan: Plan, servers: Sequence[Server]) -> istio.Gateway:
    return _Gateway(
        scope,
        construct_id,
        metadata=metadata(plan, name),
        spec=istio.GatewaySpec(selector=dict(plan.spec.pod_labels), servers=[_server(server) for server in servers]),
    )


def _server(server: Server) -> _Server:
    return _Server(
        port=istio.GatewaySpecServersPort(number=server.port, name=server.name, protocol=server.protocol),
        bind=server.bind,
        hosts=list(server.hosts),
        tls=_tls(server),
    )


def _tls(server: Server) -> _Tls | None:
    if server.credential_name:
        return _Tls(mode=istio.GatewaySpecServersTlsMode.SIMPLE, credential_name=server.credential_name)
    return _Tls(https_redirect=True) if server.https_redirect else None
