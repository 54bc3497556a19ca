"""A version's own balancing, and what it leaves as it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import (
    ConsistentHash,
    Ejection,
    LeastRequest,
    Locality,
    Passthrough,
    Pool,
    Random,
    RingHash,
    RoundRobin,
    Version,
    WarmUp,
)
from support.apps import Emit

import pytest

PODS = {"app": "chat"}
WARM = WarmUp(duration=timedelta(minutes=2), minimum_percent=5)


def _rule(emit: Emit, pool: dict[str, Any], version: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The whole policy, and that of the version."""
    versions = [Version(name="v1", weight=100), Version(name="v2", weight=0, **version)]
    backend = Pool(selector=PODS, versions=versions, **pool)
    whole = emit("DestinationRule", "chat", backend=backend)["spec"]
    plain, own = (
        emit("DestinationRule", f"chat-version-{name}", backend=backend)["spec"]["subsets"][0] for name in ("v1", "v2")
    )
    assert "trafficPolicy" not in plain
    return whole["trafficPolicy"], own["trafficPolicy"]


def _differences(one: Any, other: Any, path: str = "") -> set[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = one.keys() | other.keys()
        return {found for key in keys for found in _differences(one.get(key), other.get(key), f"{path}.{key}")}
    return set() if one == other else {path}


@pytest.mark.parametrize(
    ("pool", "version", "changed"),
    [
        (
            {"concurrent_requests": 8, "replicas": 4},
            {"replicas": 1},
            {".connectionPool.http.http2MaxRequests"},
        ),
        (
            {"ejection": Ejection(max_percent=20)},
            {"ejection": Ejection(consecutive_gateway_errors=2)},
            {".outlierDetection.consecutiveGatewayErrors"},
        ),
        (
            {"load_balancer": LeastRequest(warmup=WARM)},
            {"load_balancer": LeastRequest(warmup=WarmUp(duration=timedelta(minutes=1)))},
            {".loadBalancer.warmup.duration"},
        ),
        ({"load_balancer": Random()}, {"load_balancer": RoundRobin()}, {".loadBalancer.simple"}),
        (
            {"load_balancer": ConsistentHash(header="x-session-id", algorithm=RingHash(minimum_ring_size=64))},
            {"load_balancer": ConsistentHash(header="x-session-id", algorithm=RingHash(minimum_ring_size=128))},
            {".loadBalancer.consistentHash.ringHash.minimumRingSize"},
        ),
        (
            {"load_balancer": LeastRequest(choices=2)},
            {"load_balancer": ConsistentHash(header="x-session-id")},
            {".loadBalancer.simple", ".loadBalancer.consistentHash"},
        ),
        (
            {"locality": Locality(failover={"eu": "us"})},
            {"locality": Locality(failover={"eu": "ap"})},
            {".loadBalancer.localityLbSetting.failover"},
        ),
    ],
)
def test_one_number_changes_and_all_others_stay(
    emit: Emit, pool: dict[str, Any], version: dict[str, Any], changed: set[str]
) -> None:
    """A subset's block replaces the whole one in Istio: so the version's is complete, and differs in one field."""
    assert _differences(*_rule(emit, pool, version)) == changed


def test_a_version_without_ejection_says_so(emit: Emit) -> None:
    """Left out, the pool's would be taken: so both counters are 0."""
    whole, own = _rule(emit, {}, {"ejection": None})
    assert whole["outlierDetection"]["consecutiveGatewayErrors"] == 5
    assert own["outlierDetection"] == {"consecutive5xxErrors": 0, "consecutiveGatewayErrors": 0}


def test_a_version_may_have_an_ejection_alone(emit: Emit) -> None:
    """A pool without ejection may have a version with one."""
    whole, own = _rule(emit, {"ejection": None}, {"ejection": Ejection()})
    assert "outlierDetection" not in whole
    assert own["outlierDetection"]["maxEjectionPercent"] == 50


@pytest.mark.parametrize(
    ("pool", "version", "patched"),
    [
        ({}, {"replicas": 2}, {None: 8}),
        ({}, {"load_balancer": LeastRequest(choices=8)}, {None: 8}),
        ({}, {"load_balancer": Random()}, {"v1": 8}),
        ({}, {"load_balancer": LeastRequest(choices=3)}, {"v1": 8, "v2": 3}),
        ({"load_balancer": LeastRequest(choices=2)}, {"load_balancer": LeastRequest(choices=5)}, {"v2": 5}),
        ({"load_balancer": RoundRobin()}, {"load_balancer": LeastRequest()}, {"v2": 8}),
    ],
)
def test_the_choices_are_those_of_the_right_cluster(
    emit: Emit, pool: dict[str, Any], version: dict[str, Any], patched: dict[str | None, int]
) -> None:
    """Where versions differ, each patch is for its own subset: on another algorithm's cluster it would do harm."""
    versions = [Version(name="v1", weight=100), Version(name="v2", weight=0, **version)]
    backend = Pool(selector=PODS, versions=versions, concurrent_requests=4, replicas=4, **pool)
    patches = emit("EnvoyFilter", "ai-chat-least-request", backend=backend)["spec"]["configPatches"]
    assert {
        patch["match"]["cluster"].get("subset"): patch["patch"]["value"]["least_request_lb_config"]["choice_count"]
        for patch in patches
    } == patched


def test_a_gateway_s_cluster_with_passthrough_knows_its_endpoints(emit: Emit) -> None:
    """The gateway's clients ask for the gateway's own address, so that its cluster can't be one of addresses."""
    backend = Pool(selector=PODS, load_balancer=Passthrough())
    (patch,) = emit("EnvoyFilter", "ai-chat-passthrough", backend=backend)["spec"]["configPatches"]
    assert patch["match"]["context"] == "GATEWAY"
    assert patch["patch"]["value"]["eds_cluster_config"]["service_name"] == "outbound|80||chat.ai.svc.cluster.local"
