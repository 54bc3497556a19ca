"""Istio Gateway: the ports and hosts that the ingress gateway's pods serve."""

from __future__ import annotations

from collections.abc import Mapping

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.servers import Server
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh_crds.io.istio import networking as istio

_Server = istio.GatewaySpecServers
_Tls = istio.GatewaySpecServersTls


class _Gateway(EscapeHatch, istio.Gateway):
    pass


def build(plan: Plan) -> Mapping[str, Described[istio.Gateway]]:
    """Describe the API's own Gateway, unless the API uses an existing one, by its name."""
    own = plan.spec.gateway
    if not isinstance(own, Gateway):
        return {}
    name = plan.spec.gateway_key.name
    built = Described(
        _Gateway,
        "Gateway",
        metadata=metadata(plan, name),
        spec=istio.GatewaySpec(selector=dict(own.selector), servers=[_server(server) for server in plan.servers]),
    )
    return {name: built}


def _server(server: Server) -> _Server:
    return _Server(
        port=istio.GatewaySpecServersPort(number=server.port, name=server.name, protocol=server.protocol),
        hosts=list(server.hosts),
        tls=_tls(server),
    )


def _tls(server: Server) -> _Tls | None:
    if server.credential_name:
        return _Tls(mode=istio.GatewaySpecServersTlsMode.SIMPLE, credential_name=server.credential_name)
    return _Tls(https_redirect=True) if server.https_redirect else None
