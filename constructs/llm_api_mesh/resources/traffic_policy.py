"""The `trafficPolicy` of a DestinationRule or of one of its subsets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from llm_api_mesh.plan.routing.affinity import hashed_header
from llm_api_mesh.plan.traffic_policy import TcpKeepAlive, TrafficPolicy
from llm_api_mesh.resources.policy_classes import OF_RULE, OF_SUBSET, PolicyClasses
from llm_api_mesh.spec.consistent_hash import ConsistentHash, Cookie, Maglev
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer, Passthrough, Random, RoundRobin
from llm_api_mesh.spec.locality import AnyLocality, Locality, ZoneAware
from llm_api_mesh.spec.warm_up import WarmUp
from llm_api_mesh_crds.io.istio import networking as istio

_SYSTEMS = "system"  # Istio's name for the certificate authorities of the proxy's operating system


def of_rule(policy: TrafficPolicy) -> istio.DestinationRuleSpecTrafficPolicy:
    """Write the policy of a DestinationRule."""
    return _Writer(OF_RULE).write(policy)


def of_subset(policy: TrafficPolicy) -> istio.DestinationRuleSpecSubsetsTrafficPolicy:
    """Write the policy of a subset."""
    return cast("istio.DestinationRuleSpecSubsetsTrafficPolicy", _Writer(OF_SUBSET).write(policy))


class _Writer:
    """Writes policies with one set of classes."""

    def __init__(self, classes: PolicyClasses) -> None:
        self._new = classes

    def write(self, policy: TrafficPolicy) -> istio.DestinationRuleSpecTrafficPolicy:
        """Write the whole policy."""
        budget = None
        if policy.retry_percent:
            budget = self._new.retry_budget(percent=policy.retry_percent, min_retry_concurrency=policy.retry_minimum)
        return self._new.policy(
            load_balancer=self._load_balancer(policy.load_balancer, policy.locality),
            tls=self._tls(policy.server_name) if policy.server_name else None,
            connection_pool=self._connection_pool(policy),
            outlier_detection=self._outlier_detection(policy),
            retry_budget=budget,
        )

    def _tls(self, server_name: str) -> istio.DestinationRuleSpecTrafficPolicyTls:
        # All three are needed: with sni alone, Istio verifies that the certificate is valid, but not its name.
        return self._new.tls(
            mode=self._new.tls_mode.SIMPLE,
            sni=server_name,
            subject_alt_names=[server_name],
            ca_certificates=_SYSTEMS,
        )

    def _load_balancer(
        self, balancer: LoadBalancer, locality: AnyLocality | None
    ) -> istio.DestinationRuleSpecTrafficPolicyLoadBalancer:
        warmup = balancer.warmup if isinstance(balancer, LeastRequest | RoundRobin) else None
        return self._new.load_balancer(
            simple=self._simple(balancer),
            consistent_hash=self._consistent_hash(balancer) if isinstance(balancer, ConsistentHash) else None,
            warmup=self._warm_up(warmup) if warmup else None,
            locality_lb_setting=self._locality(locality) if isinstance(locality, Locality) else None,
            zone_aware_lb_setting=self._zone_aware(locality) if isinstance(locality, ZoneAware) else None,
        )

    def _simple(self, balancer: LoadBalancer) -> istio.DestinationRuleSpecTrafficPolicyLoadBalancerSimple | None:
        simple = self._new.simple
        return {
            LeastRequest: simple.LEAST_UNDERSCORE_REQUEST,
            RoundRobin: simple.ROUND_UNDERSCORE_ROBIN,
            Random: simple.RANDOM,
            Passthrough: simple.PASSTHROUGH,
        }.get(type(balancer))

    def _zone_aware(self, locality: ZoneAware) -> istio.DestinationRuleSpecTrafficPolicyLoadBalancerZoneAwareLbSetting:
        failover = [
            self._new.zone_aware_failover(from_=one, to=other) for one, other in sorted(locality.failover.items())
        ]
        return self._new.zone_aware(
            enabled=locality.enabled,
            min_cluster_size=locality.min_cluster_size,
            failover=failover or None,
            failover_priority=list(locality.failover_priority) or None,
        )

    def _locality(self, locality: Locality) -> istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting:
        distribute = [
            self._new.distribute(from_=place, to=_sorted(shares))
            for place, shares in sorted(locality.distribute.items())
        ]
        failover = [
            self._new.locality_failover(from_=one, to=other) for one, other in sorted(locality.failover.items())
        ]
        return self._new.locality(
            enabled=locality.enabled,
            distribute=distribute or None,
            failover=failover or None,
            failover_priority=list(locality.failover_priority) or None,
        )

    def _consistent_hash(
        self, balancer: ConsistentHash
    ) -> istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash:
        maglev = ring_hash = None
        if isinstance(balancer.algorithm, Maglev):
            maglev = self._new.maglev(table_size=balancer.algorithm.table_size)
        else:
            ring_hash = self._new.ring_hash(minimum_ring_size=balancer.algorithm.minimum_ring_size)
        return self._new.consistent_hash(
            http_header_name=hashed_header(balancer),
            # One of several keys is in the header.
            http_cookie=self._cookie(balancer.cookie) if balancer.cookie and not balancer.keys else None,
            use_source_ip=balancer.source_ip or None,
            http_query_parameter_name=balancer.query_parameter,
            maglev=maglev,
            ring_hash=ring_hash,
        )

    def _cookie(self, cookie: Cookie) -> istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashHttpCookie:
        ttl = None if cookie.ttl is None else istio_duration(cookie.ttl)
        return self._new.cookie(name=cookie.name, path=cookie.path, ttl=ttl)

    def _warm_up(self, warmup: WarmUp) -> istio.DestinationRuleSpecTrafficPolicyLoadBalancerWarmup:
        return self._new.warmup(
            duration=istio_duration(warmup.duration),
            minimum_percent=warmup.minimum_percent,
            aggression=warmup.aggression,
        )

    def _connection_pool(self, policy: TrafficPolicy) -> istio.DestinationRuleSpecTrafficPolicyConnectionPool:
        keep_alive = policy.http2_keep_alive
        http = None
        if policy.idle_timeout or policy.max_requests or policy.max_requests_per_connection or keep_alive:
            http = self._new.http(
                idle_timeout=istio_duration(policy.idle_timeout) if policy.idle_timeout else None,
                # Despite its name, this is Envoy's limit for HTTP/1.1, too.
                http2_max_requests=policy.max_requests,
                max_requests_per_connection=policy.max_requests_per_connection,
                http2_keep_alive=self._http2_keep_alive(keep_alive) if keep_alive else None,
            )
        tcp = self._new.tcp(
            connect_timeout=istio_duration(policy.connect_timeout),
            tcp_keepalive=self._tcp_keepalive(policy.tcp_keep_alive),
        )
        return self._new.connection_pool(http=http, tcp=tcp)

    def _http2_keep_alive(
        self, keep_alive: Http2KeepAlive
    ) -> istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttpHttp2KeepAlive:
        return self._new.http2_keep_alive(
            interval=istio_duration(keep_alive.interval),
            timeout=istio_duration(keep_alive.timeout),
        )

    def _tcp_keepalive(
        self, keep_alive: TcpKeepAlive
    ) -> istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive:
        return self._new.tcp_keepalive(
            time=istio_duration(keep_alive.time),
            interval=istio_duration(keep_alive.interval),
            probes=keep_alive.probes,
        )

    def _outlier_detection(
        self, policy: TrafficPolicy
    ) -> istio.DestinationRuleSpecTrafficPolicyOutlierDetection | None:
        if isinstance(policy.ejection, Ejection):
            return self._new.outlier_detection(
                # Both counters are set: Istio's default for this one ejects on any 5xx.
                consecutive5_xx_errors=0,
                consecutive_gateway_errors=policy.ejection.consecutive_gateway_errors,
                interval=istio_duration(policy.ejection.interval),
                base_ejection_time=istio_duration(policy.ejection.base_time),
                max_ejection_percent=policy.ejection.max_percent,
                min_health_percent=policy.ejection.min_health_percent or None,
            )
        if policy.of_version:  # without this block, Istio would use that of the whole DestinationRule
            return self._new.outlier_detection(consecutive5_xx_errors=0, consecutive_gateway_errors=0)
        return None


def _sorted(shares: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(shares.items()))
