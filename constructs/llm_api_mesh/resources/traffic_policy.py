"""The `trafficPolicy` of a DestinationRule or of one of its subsets: the same fields, in classes of their own."""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan.traffic_policy import TcpKeepAlive, TrafficPolicy
from llm_api_mesh.spec.consistent_hash import ConsistentHash, Cookie, Maglev
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer, Passthrough, Random, RoundRobin
from llm_api_mesh.spec.locality import AnyLocality, Locality
from llm_api_mesh.spec.warm_up import WarmUp
from llm_api_mesh_crds.io.istio import networking as istio

_SYSTEMS = "system"  # Istio's word for the authorities of the proxy's operating system

_SIMPLE: dict[type, str] = {
    LeastRequest: "LEAST_UNDERSCORE_REQUEST",
    RoundRobin: "ROUND_UNDERSCORE_ROBIN",
    Random: "RANDOM",
    Passthrough: "PASSTHROUGH",
}


class PolicyWriter:
    """Writes policies with the classes whose names begin with `prefix`."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def write(self, policy: TrafficPolicy) -> Any:
        """Give the whole policy."""
        return self._new(
            "",
            load_balancer=self._load_balancer(policy.load_balancer, policy.locality),
            tls=self._tls(policy.server_name) if policy.server_name else None,
            connection_pool=self._connection_pool(policy),
            outlier_detection=self._outlier_detection(policy),
            retry_budget=self._new(
                "RetryBudget", percent=policy.retry_percent, min_retry_concurrency=policy.retry_minimum
            )
            if policy.retry_percent
            else None,
        )

    def _new(self, kind: str, **fields: Any) -> Any:
        return getattr(istio, self._prefix + kind)(**fields)

    def _tls(self, server_name: str) -> Any:
        # All three: with sni and without names Istio verifies that the certificate is somebody's, and not whose.
        return self._new(
            "Tls",
            mode=getattr(istio, f"{self._prefix}TlsMode").SIMPLE,
            sni=server_name,
            subject_alt_names=[server_name],
            ca_certificates=_SYSTEMS,
        )

    def _load_balancer(self, balancer: LoadBalancer, locality: AnyLocality | None) -> Any:
        near = self._near(locality) if locality else {}
        if isinstance(balancer, ConsistentHash):
            return self._new("LoadBalancer", consistent_hash=self._consistent_hash(balancer), **near)
        warmup = balancer.warmup if isinstance(balancer, LeastRequest | RoundRobin) else None
        simple = getattr(getattr(istio, f"{self._prefix}LoadBalancerSimple"), _SIMPLE[type(balancer)])
        return self._new("LoadBalancer", simple=simple, warmup=self._warm_up(warmup) if warmup else None, **near)

    def _near(self, locality: AnyLocality) -> dict[str, Any]:
        if isinstance(locality, Locality):
            return {"locality_lb_setting": self._locality(locality)}
        zones = self._new(
            "LoadBalancerZoneAwareLbSetting",
            enabled=locality.enabled,
            min_cluster_size=locality.min_cluster_size,
            failover=self._failover("ZoneAware", locality.failover),
            failover_priority=list(locality.failover_priority) or None,
        )
        return {"zone_aware_lb_setting": zones}

    def _locality(self, locality: Locality) -> Any:
        return self._new(
            "LoadBalancerLocalityLbSetting",
            enabled=locality.enabled,
            distribute=[
                self._new("LoadBalancerLocalityLbSettingDistribute", from_=place, to=dict(sorted(shares.items())))
                for place, shares in sorted(locality.distribute.items())
            ]
            or None,
            failover=self._failover("Locality", locality.failover),
            failover_priority=list(locality.failover_priority) or None,
        )

    def _failover(self, setting: str, regions: Any) -> Any:
        pairs = sorted(regions.items())
        return [
            self._new(f"LoadBalancer{setting}LbSettingFailover", from_=one, to=other) for one, other in pairs
        ] or None

    def _consistent_hash(self, balancer: ConsistentHash) -> Any:
        kind = "LoadBalancerConsistentHash"
        if isinstance(balancer.algorithm, Maglev):
            algorithm = {"maglev": self._new(f"{kind}Maglev", table_size=balancer.algorithm.table_size)}
        else:
            ring = self._new(f"{kind}RingHash", minimum_ring_size=balancer.algorithm.minimum_ring_size)
            algorithm = {"ring_hash": ring}
        return self._new(
            kind,
            http_header_name=balancer.header,
            http_cookie=self._cookie(balancer.cookie) if balancer.cookie else None,
            use_source_ip=balancer.source_ip or None,
            http_query_parameter_name=balancer.query_parameter,
            **algorithm,
        )

    def _cookie(self, cookie: Cookie) -> Any:
        ttl = None if cookie.ttl is None else istio_duration(cookie.ttl)
        return self._new("LoadBalancerConsistentHashHttpCookie", name=cookie.name, path=cookie.path, ttl=ttl)

    def _warm_up(self, warmup: WarmUp) -> Any:
        return self._new(
            "LoadBalancerWarmup",
            duration=istio_duration(warmup.duration),
            minimum_percent=warmup.minimum_percent,
            aggression=warmup.aggression,
        )

    def _connection_pool(self, policy: TrafficPolicy) -> Any:
        keep_alive = policy.http2_keep_alive
        http = {
            "idle_timeout": istio_duration(policy.idle_timeout) if policy.idle_timeout else None,
            # Envoy's limit for HTTP/1.1, too, whatever its name says.
            "http2_max_requests": policy.max_requests,
            "http2_keep_alive": self._keep_alive(keep_alive) if keep_alive else None,
        }
        tcp = self._new(
            "ConnectionPoolTcp",
            connect_timeout=istio_duration(policy.connect_timeout),
            tcp_keepalive=self._tcp_keep_alive(policy.tcp_keep_alive),
        )
        said = any(value is not None for value in http.values())
        return self._new("ConnectionPool", http=self._new("ConnectionPoolHttp", **http) if said else None, tcp=tcp)

    def _keep_alive(self, keep_alive: Http2KeepAlive) -> Any:
        return self._new(
            "ConnectionPoolHttpHttp2KeepAlive",
            interval=istio_duration(keep_alive.interval),
            timeout=istio_duration(keep_alive.timeout),
        )

    def _tcp_keep_alive(self, keep_alive: TcpKeepAlive) -> Any:
        return self._new(
            "ConnectionPoolTcpTcpKeepalive",
            time=istio_duration(keep_alive.time),
            interval=istio_duration(keep_alive.interval),
            probes=keep_alive.probes,
        )

    def _outlier_detection(self, policy: TrafficPolicy) -> Any:
        if isinstance(policy.ejection, Ejection):
            return self._new(
                "OutlierDetection",
                # Both counters are said: Istio's default for this one ejects on any 5xx.
                consecutive5_xx_errors=0,
                consecutive_gateway_errors=policy.ejection.consecutive_gateway_errors,
                interval=istio_duration(policy.ejection.interval),
                base_ejection_time=istio_duration(policy.ejection.base_time),
                max_ejection_percent=policy.ejection.max_percent,
                min_health_percent=policy.ejection.min_health_percent or None,
            )
        if policy.of_version:  # without a word, the whole DestinationRule's would be taken
            return self._new("OutlierDetection", consecutive5_xx_errors=0, consecutive_gateway_errors=0)
        return None


OF_DESTINATION_RULE = PolicyWriter("DestinationRuleSpecTrafficPolicy")
OF_SUBSET = PolicyWriter("DestinationRuleSpecSubsetsTrafficPolicy")
