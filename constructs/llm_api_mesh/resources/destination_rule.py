"""Istio DestinationRule: how requests are spread over a backend's replicas, and which of them are a version."""

from __future__ import annotations

from llm_api_mesh.plan.policy import TrafficPolicy, traffic_policy
from llm_api_mesh.resources.escape_hatch import EscapeHatch
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import ConsistentHash, Cookie, LeastRequest, LoadBalancer, Random, RoundRobin
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target
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
_Outliers = istio.DestinationRuleSpecTrafficPolicyOutlierDetection
_Budget = istio.DestinationRuleSpecTrafficPolicyRetryBudget
_Subset = istio.DestinationRuleSpecSubsets
_Tls = istio.DestinationRuleSpecTrafficPolicyTls

_SYSTEMS = "system"  # Istio's word for the authorities of the proxy's operating system

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


def build(scope: Construct, mesh: Mesh, target: Target) -> istio.DestinationRule:
    """Add the DestinationRule of one of the mesh's backends."""
    backend = target.backend
    return _DestinationRule(
        scope,
        f"DestinationRule{target.construct}",
        metadata=ApiObjectMetadata(name=target.name),
        spec=istio.DestinationRuleSpec(
            host=target.host,
            # A provider is known to the gateway alone.
            export_to=[mesh.gateway.pod_namespace] if backend.external_service else None,
            traffic_policy=_policy(traffic_policy(mesh, backend)),
            subsets=[
                _Subset(name=version.name, labels=dict(version.pod_labels))
                for version in sorted(backend.versions, key=lambda version: version.name)
            ]
            or None,
        ),
    )


def _policy(policy: TrafficPolicy) -> _Policy:
    return _Policy(
        load_balancer=_balancer(policy.load_balancer),
        tls=_tls(policy.server_name) if policy.server_name else None,
        connection_pool=_connection_pool(policy),
        outlier_detection=_outlier_detection(policy.ejection) if policy.ejection else None,
        retry_budget=_Budget(percent=policy.retry_percent, min_retry_concurrency=policy.retry_minimum)
        if policy.retry_percent
        else None,
    )


def _tls(server_name: str) -> _Tls:
    # All three: with sni and without names Istio verifies that the certificate is somebody's, and not whose.
    return _Tls(
        mode=istio.DestinationRuleSpecTrafficPolicyTlsMode.SIMPLE,
        sni=server_name,
        subject_alt_names=[server_name],
        ca_certificates=_SYSTEMS,
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


def _connection_pool(policy: TrafficPolicy) -> _Pool:
    return _Pool(
        http=_Http(
            idle_timeout=istio_duration(policy.idle_timeout),
            # Envoy's limit for HTTP/1.1, too, whatever its name says.
            http2_max_requests=policy.max_requests,
            http2_keep_alive=_keep_alive(policy.http2_keep_alive) if policy.http2_keep_alive else None,
        )
    )


def _keep_alive(keep_alive: Http2KeepAlive) -> _KeepAlive:
    return _KeepAlive(interval=istio_duration(keep_alive.interval), timeout=istio_duration(keep_alive.timeout))


def _outlier_detection(ejection: Ejection) -> _Outliers:
    return _Outliers(
        # Both counters are said: Istio's default for this one ejects on any 5xx.
        consecutive5_xx_errors=0,
        consecutive_gateway_errors=ejection.consecutive_gateway_errors,
        interval=istio_duration(ejection.interval),
        base_ejection_time=istio_duration(ejection.base_time),
        max_ejection_percent=ejection.max_percent,
    )
