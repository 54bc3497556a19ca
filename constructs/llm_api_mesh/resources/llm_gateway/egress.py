"""The listener that passes on TLS to the hosts of providers: an egress gateway's, or the gateway's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cdk8s import ApiObject, ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.egress import Egress, ProviderHost, Tunnel
from llm_api_mesh.plan.traffic_policy import TCP_KEEP_ALIVE
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh_crds.io.istio import networking as istio

_CONNECT_TIMEOUT = "2s"

_Policy = istio.DestinationRuleSpecTrafficPolicy
_Pool = istio.DestinationRuleSpecTrafficPolicyConnectionPool
_Tcp = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp
_KeepAlive = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive
_Subset = istio.DestinationRuleSpecSubsets
_SubsetPolicy = istio.DestinationRuleSpecSubsetsTrafficPolicy
_Tunnel = istio.DestinationRuleSpecSubsetsTrafficPolicyTunnel
_Server = istio.GatewaySpecServers
_Route = istio.VirtualServiceSpecTlsRoute
_Destination = istio.VirtualServiceSpecTlsRouteDestination


class _ServiceEntry(EscapeHatch, istio.ServiceEntry):
    pass


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


class _VirtualService(EscapeHatch, istio.VirtualService):
    pass


class _Gateway(EscapeHatch, istio.Gateway):
    pass


def build(scope: Construct, egress: Egress) -> Mapping[str, ApiObject]:
    """Add the objects; return them by kind and name."""
    return {f"{one.kind}/{one.name}": one for one in _objects(scope, egress)}


def _objects(scope: Construct, egress: Egress) -> Iterator[ApiObject]:
    if egress.tunnel:
        yield _proxy(scope, egress.tunnel)
        yield _rule(scope, egress.tunnel, egress.hosts)
    else:
        for one in egress.hosts:
            yield _host(scope, one)
    yield _virtual_service(scope, egress)
    yield _gateway(scope, egress)


def _proxy(scope: Construct, tunnel: Tunnel) -> istio.ServiceEntry:
    endpoint = istio.ServiceEntrySpecEndpoints(address=tunnel.address)
    # What goes there is TLS, in a tunnel. With TCP, sidecars of the namespace would lead all connections to this port
    # there, whatever their address.
    port = istio.ServiceEntrySpecPorts(name="tls", number=tunnel.port, protocol="TLS")
    return _entry(scope, tunnel.object_name, tunnel.host, port, [endpoint])


def _host(scope: Construct, one: ProviderHost) -> istio.ServiceEntry:
    port = istio.ServiceEntrySpecPorts(name="tls", number=one.port, protocol="TLS")
    return _entry(scope, one.object_name, one.address, port)


def _entry(
    scope: Construct,
    name: str,
    host: str,
    port: istio.ServiceEntrySpecPorts,
    endpoints: list[istio.ServiceEntrySpecEndpoints] | None = None,
) -> istio.ServiceEntry:
    return _ServiceEntry(
        scope,
        f"ServiceEntry-{name}",
        metadata=ApiObjectMetadata(name=name),
        spec=istio.ServiceEntrySpec(
            hosts=[host],
            export_to=["."],
            location=istio.ServiceEntrySpecLocation.MESH_UNDERSCORE_EXTERNAL,
            resolution=istio.ServiceEntrySpecResolution.DNS,
            ports=[port],
            endpoints=endpoints,
        ),
    )


def _rule(scope: Construct, tunnel: Tunnel, hosts: tuple[ProviderHost, ...]) -> istio.DestinationRule:
    keep_alive = _KeepAlive(
        time=istio_duration(TCP_KEEP_ALIVE.time),
        interval=istio_duration(TCP_KEEP_ALIVE.interval),
        probes=TCP_KEEP_ALIVE.probes,
    )
    return _DestinationRule(
        scope,
        f"DestinationRule-{tunnel.object_name}",
        metadata=ApiObjectMetadata(name=tunnel.object_name),
        spec=istio.DestinationRuleSpec(
            host=tunnel.host,
            export_to=["."],
            traffic_policy=_Policy(
                connection_pool=_Pool(tcp=_Tcp(connect_timeout=_CONNECT_TIMEOUT, tcp_keepalive=keep_alive))
            ),
            # Istio reads a tunnel from the subset to which a route leads.
            subsets=[
                _Subset(
                    name=one.name,
                    traffic_policy=_SubsetPolicy(
                        tunnel=_Tunnel(protocol="CONNECT", target_host=one.address, target_port=one.port)
                    ),
                )
                for one in hosts
            ],
        ),
    )


def _virtual_service(scope: Construct, egress: Egress) -> istio.VirtualService:
    return _VirtualService(
        scope,
        f"VirtualService-{egress.object_name}",
        metadata=ApiObjectMetadata(name=egress.object_name),
        spec=istio.VirtualServiceSpec(
            hosts=[one.address for one in egress.hosts],
            gateways=[f"{egress.namespace}/{egress.object_name}"],
            export_to=["."],
            tls=[
                istio.VirtualServiceSpecTls(
                    match=[istio.VirtualServiceSpecTlsMatch(sni_hosts=[one.address])],
                    route=[_Route(destination=_destination(one, egress.tunnel))],
                )
                for one in egress.hosts
            ],
        ),
    )


def _destination(one: ProviderHost, tunnel: Tunnel | None) -> _Destination:
    port = istio.VirtualServiceSpecTlsRouteDestinationPort(number=tunnel.port if tunnel else one.port)
    if tunnel:
        return _Destination(host=tunnel.host, subset=one.name, port=port)
    return _Destination(host=one.address, port=port)


def _gateway(scope: Construct, egress: Egress) -> istio.Gateway:
    return _Gateway(
        scope,
        f"Gateway-{egress.object_name}",
        metadata=ApiObjectMetadata(name=egress.object_name),
        spec=istio.GatewaySpec(
            selector=dict(egress.selector),
            servers=[
                _Server(
                    port=istio.GatewaySpecServersPort(number=egress.port, name="tls-providers", protocol="TLS"),
                    bind=egress.bind,
                    hosts=[f"./{one.address}" for one in egress.hosts],
                    tls=istio.GatewaySpecServersTls(mode=istio.GatewaySpecServersTlsMode.PASSTHROUGH),
                )
            ],
        ),
    )
