"""The DestinationRule's policy and subsets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Cookie,
    Ejection,
    Http2KeepAlive,
    LeastRequest,
    Maglev,
    Passthrough,
    Pool,
    Random,
    Retries,
    RingHash,
    RoundRobin,
    Version,
    WarmUp,
)
from llm_api_mesh.spec.load_balancer import LoadBalancer
from support.apps import LLM_GATEWAY, Emit

PODS = {"app": "chat"}
MINUTE = timedelta(minutes=1)
MAGLEV = {"tableSize": 65537}
NEVER_NEAR = {"localityLbSetting": {"enabled": False}}


def test_default_policy(emit: Emit) -> None:
    """Least request, the Service's full name, connections that end before the server's, and a retry budget."""
    assert emit("DestinationRule")["spec"] == {
        "host": "chat.ai.svc.cluster.local",
        "trafficPolicy": {
            "connectionPool": {
                "http": {"idleTimeout": "4s"},
                "tcp": {"connectTimeout": "2s", "tcpKeepalive": {"interval": "10s", "probes": 3, "time": "30s"}},
            },
            "loadBalancer": {"simple": "LEAST_REQUEST", **NEVER_NEAR},
            "outlierDetection": {
                "baseEjectionTime": "30s",
                "consecutive5xxErrors": 0,
                "consecutiveGatewayErrors": 5,
                "interval": "5s",
                "maxEjectionPercent": 50,
                "minHealthPercent": 1,
            },
            "retryBudget": {"minRetryConcurrency": 10, "percent": 20},
        },
    }


@pytest.mark.parametrize(
    ("balancer", "policy"),
    [
        (
            LeastRequest(warmup=WarmUp(duration=MINUTE)),
            {"simple": "LEAST_REQUEST", "warmup": {"aggression": 1, "duration": "60s", "minimumPercent": 10}},
        ),
        (RoundRobin(), {"simple": "ROUND_ROBIN"}),
        (
            RoundRobin(warmup=WarmUp(duration=timedelta(milliseconds=1500), minimum_percent=25, aggression=2)),
            {"simple": "ROUND_ROBIN", "warmup": {"aggression": 2, "duration": "1500ms", "minimumPercent": 25}},
        ),
        (Random(), {"simple": "RANDOM"}),
        (
            ConsistentHash(header="X-Session-Id"),
            {"consistentHash": {"httpHeaderName": "x-session-id", "maglev": MAGLEV}},
        ),
        (
            ConsistentHash(header="x-session-id", algorithm=Maglev(table_size=251)),
            {"consistentHash": {"httpHeaderName": "x-session-id", "maglev": {"tableSize": 251}}},
        ),
        (
            ConsistentHash(header="x-session-id", algorithm=RingHash(minimum_ring_size=4096)),
            {"consistentHash": {"httpHeaderName": "x-session-id", "ringHash": {"minimumRingSize": 4096}}},
        ),
        (ConsistentHash(source_ip=True), {"consistentHash": {"useSourceIp": True, "maglev": MAGLEV}}),
        (
            ConsistentHash(query_parameter="user"),
            {"consistentHash": {"httpQueryParameterName": "user", "maglev": MAGLEV}},
        ),
        (
            ConsistentHash(cookie=Cookie(name="Chat")),
            {"consistentHash": {"httpCookie": {"name": "Chat"}, "maglev": MAGLEV}},
        ),
        (
            ConsistentHash(cookie=Cookie(name="chat", path="/v1", ttl=timedelta(0))),
            {"consistentHash": {"httpCookie": {"name": "chat", "path": "/v1", "ttl": "0s"}, "maglev": MAGLEV}},
        ),
    ],
)
def test_balancers(emit: Emit, balancer: LoadBalancer, policy: dict[str, Any]) -> None:
    """Each algorithm has Istio's name and its own settings."""
    rule = emit("DestinationRule", backend=Pool(selector=PODS, target_port=8080, load_balancer=balancer))
    assert rule["spec"]["trafficPolicy"]["loadBalancer"] == {**policy, **NEVER_NEAR}


def test_only_callers_in_the_mesh_choose_the_address_with_passthrough(emit: Emit) -> None:
    """The gateway's clients call the gateway's address, so the gateway has a rule of its own, which balances."""
    options: dict[str, Any] = {
        "backend": Pool(selector=PODS, target_port=8080, load_balancer=Passthrough()),
        "gateway": LLM_GATEWAY,
    }
    callers = emit("DestinationRule", **options)["spec"]
    assert callers["exportTo"] == ["."]
    assert callers["trafficPolicy"]["loadBalancer"] == {"simple": "PASSTHROUGH", **NEVER_NEAR}
    gateway = emit("DestinationRule", "chat-at-gateway", **options)["spec"]
    assert gateway["exportTo"] == ["llm-gateway"]
    assert gateway["trafficPolicy"].pop("loadBalancer") == {"simple": "LEAST_REQUEST", **NEVER_NEAR}
    callers["trafficPolicy"].pop("loadBalancer")
    assert {**gateway, "exportTo": ["."]} == callers


def test_keep_alive(emit: Emit) -> None:
    """PINGs are a part of the connection pool's HTTP settings."""
    keep_alive = Http2KeepAlive(interval=MINUTE, timeout=timedelta(seconds=5))
    rule = emit(
        "DestinationRule", backend=Pool(selector=PODS, target_port=8080, protocol="h2c", http2_keep_alive=keep_alive)
    )
    assert rule["spec"]["trafficPolicy"]["connectionPool"]["http"]["http2KeepAlive"] == {
        "interval": "60s",
        "timeout": "5s",
    }


@pytest.mark.parametrize("version", [{}, {"load_balancer": Random()}])
def test_a_connection_has_a_number_of_requests(emit: Emit, version: dict[str, Any]) -> None:
    """The number also holds for a version that has its own policy."""
    versions = [Version(name="v1", weight=100), Version(name="v2", weight=0, **version)]
    pool = Pool(selector=PODS, target_port=8080, max_requests_per_connection=1, versions=versions)
    spec = emit("DestinationRule", backend=pool)["spec"]
    policies = [one["trafficPolicy"] for one in (spec, *spec["subsets"]) if "trafficPolicy" in one]
    assert len(policies) == 1 + bool(version)
    for policy in policies:
        assert policy["connectionPool"]["http"] == {"idleTimeout": "4s", "maxRequestsPerConnection": 1}


def test_a_number_of_requests_needs_no_other_setting(emit: Emit) -> None:
    """A gRPC pool has no other HTTP settings of connections."""
    pool = Pool(selector=PODS, target_port=8080, protocol="grpc", max_requests_per_connection=50)
    http = emit("DestinationRule", backend=pool)["spec"]["trafficPolicy"]["connectionPool"]["http"]
    assert http == {"maxRequestsPerConnection": 50}


def test_limit_of_all_replicas(emit: Emit) -> None:
    """The limit is the number of requests of one replica, multiplied by the number of replicas."""
    pool = Pool(selector=PODS, target_port=8080, concurrent_requests=64, replicas=3)
    rule = emit("DestinationRule", backend=pool, gateway=LLM_GATEWAY)
    assert rule["spec"]["trafficPolicy"]["connectionPool"]["http"]["http2MaxRequests"] == 192


def test_the_server_s_keep_alive_is_undercut(emit: Emit) -> None:
    """The proxy closes an idle connection one second before the server would."""
    rule = emit("DestinationRule", budget=Budget(server_keep_alive=timedelta(seconds=75)))
    assert rule["spec"]["trafficPolicy"]["connectionPool"]["http"]["idleTimeout"] == "74s"


@pytest.mark.parametrize(
    ("budget", "http"),
    [
        (Budget(), {}),
        (Budget(connect_timeout=timedelta(seconds=2)), {}),
        (Budget(server_keep_alive=timedelta(seconds=5)), {"http": {"idleTimeout": "4s"}}),
    ],
)
def test_a_grpc_server_keeps_idle_connections(emit: Emit, budget: Budget, http: dict[str, Any]) -> None:
    """A gRPC server announces that it closes a connection: the default isn't used, only the user's time is."""
    pool = Pool(selector=PODS, target_port=8080, protocol="grpc", versions=[Version(name="v1", load_balancer=Random())])
    rule = emit("DestinationRule", backend=pool, budget=budget)["spec"]
    for policy in (rule["trafficPolicy"], rule["subsets"][0]["trafficPolicy"]):
        assert {name: value for name, value in policy["connectionPool"].items() if name != "tcp"} == http


def test_no_ejection_and_no_retries(emit: Emit) -> None:
    """Ejection and retries that are off aren't in the rule."""
    policy = emit(
        "DestinationRule", backend=Pool(selector=PODS, target_port=8080, ejection=None), retries=Retries(attempts=0)
    )["spec"]["trafficPolicy"]
    assert policy.keys() == {"connectionPool", "loadBalancer"}


def test_ejection_as_given(emit: Emit) -> None:
    """Each number is in Istio's field."""
    ejection = Ejection(
        consecutive_gateway_errors=3, base_time=MINUTE, interval=MINUTE, max_percent=100, min_health_percent=0
    )
    policy = emit("DestinationRule", backend=Pool(selector=PODS, target_port=8080, ejection=ejection))["spec"][
        "trafficPolicy"
    ]
    assert policy["outlierDetection"] == {
        "baseEjectionTime": "60s",
        "consecutive5xxErrors": 0,
        "consecutiveGatewayErrors": 3,
        "interval": "60s",
        "maxEjectionPercent": 100,
    }


def test_every_version_is_a_subset_with_any_weight(emit: Emit) -> None:
    """With 100 and 0 both subsets exist, so that the next step of a canary changes only weights."""
    versions = [Version(name="v2", weight=0, labels={"version": "2.0"}), Version(name="v1", weight=100)]
    backend = Pool(selector=PODS, target_port=8080, versions=versions)
    assert emit("DestinationRule", backend=backend)["spec"]["subsets"] == [
        {"name": "v1", "labels": {"version": "v1"}},
        {"name": "v2", "labels": {"version": "2.0"}},
    ]


def test_for_argo_cd_every_version_has_a_rule(emit: Emit) -> None:
    """Argo CD prunes whole objects: a version's rule is created before the routes to it and removed after them."""
    backend = Pool(
        selector=PODS, target_port=8080, versions=[Version(name="v1", weight=1), Version(name="v2", weight=0)]
    )
    options: dict[str, Any] = {"backend": backend, "argo_cd": True}
    rules = {name: emit("DestinationRule", f"chat-version-{name}", **options)["spec"] for name in ("v1", "v2")}
    host = "chat.ai.svc.cluster.local"
    assert rules == {
        "v1": {"host": host, "subsets": [{"name": "v1", "labels": {"version": "v1"}}]},
        "v2": {"host": host, "subsets": [{"name": "v2", "labels": {"version": "v2"}}]},
    }
    assert "subsets" not in emit("DestinationRule", **options)["spec"]


def test_full_names_in_another_domain(emit: Emit) -> None:
    """Full names end with the cluster's domain."""
    rule = emit(
        "DestinationRule", backend=Pool(name="llm", selector=PODS, target_port=8080), cluster_domain="k8s.example.org"
    )
    assert rule["spec"]["host"] == "llm.ai.svc.k8s.example.org"


def test_for_argo_cd_requests_without_a_key_have_their_subset_in_a_rule_of_its_own(emit: Emit) -> None:
    """Argo CD creates it before the routes and removes it after them, like the rule of a version."""
    balancer = ConsistentHash(header="x-session-id")
    plain = Pool(selector=PODS, target_port=8080, load_balancer=balancer)
    assert "subsets" not in emit("DestinationRule", "chat", backend=plain, argo_cd=True)["spec"]
    (subset,) = emit("DestinationRule", "chat-version-no-key", backend=plain, argo_cd=True)["spec"]["subsets"]
    assert subset["name"] == "no-key"
    one = plain.model_copy(update={"versions": [Version(name="v1")]})
    for name in ("v1", "v1-no-key"):
        (subset,) = emit("DestinationRule", f"chat-version-{name}", backend=one, argo_cd=True)["spec"]["subsets"]
        assert subset["name"] == name
