"""The traffic policies of backends and versions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    ConsistentHash,
    Ejection,
    LeastRequest,
    Locality,
    Pool,
    Random,
    RingHash,
    RoundRobin,
    Version,
    WarmUp,
)
from support.apps import LLM_GATEWAY, Emit

PODS = {"app": "chat"}


WARM = WarmUp(duration=timedelta(minutes=2), minimum_percent=5)


def _rule(emit: Emit, pool: dict[str, Any], version: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The whole policy, and that of the version."""
    versions = [Version(name="v1", weight=100), Version(name="v2", weight=0, **version)]
    backend = Pool(selector=PODS, target_port=8080, versions=versions, **pool)
    whole = emit("DestinationRule", "chat", backend=backend, gateway=LLM_GATEWAY)["spec"]
    plain, own = (one for one in whole["subsets"] if not one["name"].endswith("-no-key"))
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


def test_a_version_without_ejection_sets_both_counters_to_0(emit: Emit) -> None:
    """Without the block, Istio would apply the pool's."""
    whole, own = _rule(emit, {}, {"ejection": None})
    assert whole["outlierDetection"]["consecutiveGatewayErrors"] == 5
    assert own["outlierDetection"] == {"consecutive5xxErrors": 0, "consecutiveGatewayErrors": 0}


def test_a_version_may_have_an_ejection_alone(emit: Emit) -> None:
    """A pool without ejection may have a version with one."""
    whole, own = _rule(emit, {"ejection": None}, {"ejection": Ejection()})
    assert "outlierDetection" not in whole
    assert own["outlierDetection"]["maxEjectionPercent"] == 50
