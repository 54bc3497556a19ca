"""Istio DestinationRule: how requests are spread over a backend's replicas, and which of them are a version."""

from __future__ import annotations

from llm_api_mesh.resources.escape_hatch import EscapeHatch
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import ConsistentHash, Cookie, LeastRequest, LoadBalancer, Random, RoundRobin
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from cdk8s import ApiObjectMetadata
from constructs import Construct

_Policy = istio.DestinationRuleSpecTrafficPolicy
_Pool = istio.DestinationRuleSpecTrafficPolicyConnectionPool
_Http = istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp
_KeepAlive = istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttpHttp2KeepAlive
_Balancer = istio.DestinationRuleSpecTrafficPolicyLoadBalancer
_Hash = istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash
_Maglev = istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashMaglev
_Cookie = istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashHttpCookie
_Simple = istio.DestinationRuleSpecTrafficPolicyLoadBalancerSimple
_Warmup = istio.DestinationRuleSpecTrafficPolicyLoadBalancerWarmup
_Subset = istio.DestinationRuleSpecSubsets

# When one of eight replicas goes, Envoy's ring, which then gives each of the others more points, also moves 8 % of the
# sessions of those that stay; Maglev's table, here of Envoy's own default size, moves 0.4 %.
_TABLE_SIZE = 65537

_SIMPLE: dict[type[LeastRequest | RoundRobin | Random], _Simple] = {
    LeastRequest: _Simple.LEAST_UNDERSCORE_REQUEST,
    RoundRobin: _Simple.ROUND_UNDERSCORE_ROBIN,
    Random: _Simple.RANDOM,
}


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(scope: Construct, mesh: Mesh) -> istio.DestinationRule:
    """Add the DestinationRule of the mesh's backend."""
    backend = mesh.backend
    return _DestinationRule(
        scope,
        "DestinationRule",
        metadata=ApiObjectMetadata(name=mesh.name),
        spec=istio.DestinationRuleSpec(
            host=backend.host(mesh),
            traffic_policy=_Policy(
                load_balancer=_balancer(backend.load_balancer),
                connection_pool=_connection_pool(backend.http2_keep_alive),
            ),
            subsets=[
                _Subset(name=version.name, labels=dict(version.pod_labels))
                for version in sorted(backend.versions, key=lambda version: version.name)
            ]
            or None,
        ),
    )


def _balancer(balancer: LoadBalancer) -> _Balancer:
    if isinstance(balancer, ConsistentHash):
        return _Balancer(
            consistent_hash=_Hash(
                http_header_name=balancer.header,
                http_cookie=_cookie(balancer.cookie) if balancer.cookie else None,
                use_source_ip=balancer.source_ip or None,
                http_query_parameter_name=balancer.query_parameter,
                maglev=_Maglev(table_size=_TABLE_SIZE),
            )
        )
    warmup = None if isinstance(balancer, Random) else balancer.warmup
    return _Balancer(
        simple=_SIMPLE[type(balancer)],
        warmup=_Warmup(duration=istio_duration(warmup)) if warmup else None,
    )


def _cookie(cookie: Cookie) -> _Cookie:
    ttl = None if cookie.ttl is None else istio_duration(cookie.ttl)
    return _Cookie(name=cookie.name, path=cookie.path, ttl=ttl)


def _connection_pool(keep_alive: Http2KeepAlive | None) -> _Pool | None:
    if keep_alive is None:
        return None
    return _Pool(
        http=_Http(
            http2_keep_alive=_KeepAlive(
                interval=istio_duration(keep_alive.interval), timeout=istio_duration(keep_alive.timeout)
            )
        )
    )
