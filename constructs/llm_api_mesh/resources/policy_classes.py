"""The classes of a DestinationRule's `trafficPolicy`, and those of a subset's, which have the same fields."""

from __future__ import annotations

from typing import NamedTuple, TypeVar, cast

from llm_api_mesh_crds.io.istio import networking as istio

T = TypeVar("T")


class PolicyClasses(NamedTuple):
    """The classes with which a traffic policy is written, typed as those of the rule."""

    policy: type[istio.DestinationRuleSpecTrafficPolicy]
    connection_pool: type[istio.DestinationRuleSpecTrafficPolicyConnectionPool]
    consistent_hash: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash]
    cookie: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashHttpCookie]
    distribute: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingDistribute]
    http: type[istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp]
    http2_keep_alive: type[istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttpHttp2KeepAlive]
    load_balancer: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancer]
    locality: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting]
    locality_failover: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingFailover]
    maglev: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashMaglev]
    outlier_detection: type[istio.DestinationRuleSpecTrafficPolicyOutlierDetection]
    retry_budget: type[istio.DestinationRuleSpecTrafficPolicyRetryBudget]
    ring_hash: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashRingHash]
    simple: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerSimple]
    tcp: type[istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp]
    tcp_keepalive: type[istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive]
    tls: type[istio.DestinationRuleSpecTrafficPolicyTls]
    tls_mode: type[istio.DestinationRuleSpecTrafficPolicyTlsMode]
    warmup: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerWarmup]
    zone_aware: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerZoneAwareLbSetting]
    zone_aware_failover: type[istio.DestinationRuleSpecTrafficPolicyLoadBalancerZoneAwareLbSettingFailover]


OF_RULE = PolicyClasses(
    policy=istio.DestinationRuleSpecTrafficPolicy,
    connection_pool=istio.DestinationRuleSpecTrafficPolicyConnectionPool,
    consistent_hash=istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash,
    cookie=istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashHttpCookie,
    distribute=istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingDistribute,
    http=istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp,
    http2_keep_alive=istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttpHttp2KeepAlive,
    load_balancer=istio.DestinationRuleSpecTrafficPolicyLoadBalancer,
    locality=istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting,
    locality_failover=istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSettingFailover,
    maglev=istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashMaglev,
    outlier_detection=istio.DestinationRuleSpecTrafficPolicyOutlierDetection,
    retry_budget=istio.DestinationRuleSpecTrafficPolicyRetryBudget,
    ring_hash=istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashRingHash,
    simple=istio.DestinationRuleSpecTrafficPolicyLoadBalancerSimple,
    tcp=istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp,
    tcp_keepalive=istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive,
    tls=istio.DestinationRuleSpecTrafficPolicyTls,
    tls_mode=istio.DestinationRuleSpecTrafficPolicyTlsMode,
    warmup=istio.DestinationRuleSpecTrafficPolicyLoadBalancerWarmup,
    zone_aware=istio.DestinationRuleSpecTrafficPolicyLoadBalancerZoneAwareLbSetting,
    zone_aware_failover=istio.DestinationRuleSpecTrafficPolicyLoadBalancerZoneAwareLbSettingFailover,
)


def _twin(_: type[T], twin: type[object]) -> type[T]:
    """Return a class with the type of another class that has the same fields, which a test proves."""
    return cast("type[T]", twin)


OF_SUBSET = PolicyClasses(
    policy=_twin(OF_RULE.policy, istio.DestinationRuleSpecSubsetsTrafficPolicy),
    connection_pool=_twin(OF_RULE.connection_pool, istio.DestinationRuleSpecSubsetsTrafficPolicyConnectionPool),
    consistent_hash=_twin(
        OF_RULE.consistent_hash, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerConsistentHash
    ),
    cookie=_twin(OF_RULE.cookie, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerConsistentHashHttpCookie),
    distribute=_twin(
        OF_RULE.distribute, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerLocalityLbSettingDistribute
    ),
    http=_twin(OF_RULE.http, istio.DestinationRuleSpecSubsetsTrafficPolicyConnectionPoolHttp),
    http2_keep_alive=_twin(
        OF_RULE.http2_keep_alive, istio.DestinationRuleSpecSubsetsTrafficPolicyConnectionPoolHttpHttp2KeepAlive
    ),
    load_balancer=_twin(OF_RULE.load_balancer, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancer),
    locality=_twin(OF_RULE.locality, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerLocalityLbSetting),
    locality_failover=_twin(
        OF_RULE.locality_failover, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerLocalityLbSettingFailover
    ),
    maglev=_twin(OF_RULE.maglev, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerConsistentHashMaglev),
    outlier_detection=_twin(OF_RULE.outlier_detection, istio.DestinationRuleSpecSubsetsTrafficPolicyOutlierDetection),
    retry_budget=_twin(OF_RULE.retry_budget, istio.DestinationRuleSpecSubsetsTrafficPolicyRetryBudget),
    ring_hash=_twin(OF_RULE.ring_hash, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerConsistentHashRingHash),
    simple=_twin(OF_RULE.simple, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerSimple),
    tcp=_twin(OF_RULE.tcp, istio.DestinationRuleSpecSubsetsTrafficPolicyConnectionPoolTcp),
    tcp_keepalive=_twin(
        OF_RULE.tcp_keepalive, istio.DestinationRuleSpecSubsetsTrafficPolicyConnectionPoolTcpTcpKeepalive
    ),
    tls=_twin(OF_RULE.tls, istio.DestinationRuleSpecSubsetsTrafficPolicyTls),
    tls_mode=_twin(OF_RULE.tls_mode, istio.DestinationRuleSpecSubsetsTrafficPolicyTlsMode),
    warmup=_twin(OF_RULE.warmup, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerWarmup),
    zone_aware=_twin(OF_RULE.zone_aware, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerZoneAwareLbSetting),
    zone_aware_failover=_twin(
        OF_RULE.zone_aware_failover, istio.DestinationRuleSpecSubsetsTrafficPolicyLoadBalancerZoneAwareLbSettingFailover
    ),
)
