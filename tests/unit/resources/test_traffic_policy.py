"""The `trafficPolicy` of a DestinationRule."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import ConsistentHash, LeastRequest, Locality, Pool, ZoneAware
from support.apps import Emit

PODS = {"app": "chat"}


@pytest.mark.parametrize(
    ("locality", "setting"),
    [
        (Locality(), {"enabled": True}),
        (
            Locality(failover={"us": "eu", "eu": "us"}, failover_priority=["tier=own", "rack"]),
            {
                "enabled": True,
                "failover": [{"from": "eu", "to": "us"}, {"from": "us", "to": "eu"}],
                "failoverPriority": ["tier=own", "rack"],
            },
        ),
        (
            Locality(distribute={"eu/b/*": {"eu/b": 100}, "eu/a/*": {"eu/b/*": 20, "eu/a/*": 80}}),
            {
                "enabled": True,
                "distribute": [
                    {"from": "eu/a/*", "to": {"eu/a/*": 80, "eu/b/*": 20}},
                    {"from": "eu/b/*", "to": {"eu/b": 100}},
                ],
            },
        ),
    ],
)
def test_locality(emit: Emit, locality: Locality, setting: dict[str, Any]) -> None:
    """Each setting is in Istio's field, with sorted localities."""
    rule = emit("DestinationRule", backend=Pool(selector=PODS, target_port=8080, locality=locality))
    assert rule["spec"]["trafficPolicy"]["loadBalancer"]["localityLbSetting"] == setting


def test_zone_aware(emit: Emit) -> None:
    """Zone awareness replaces the locality setting, as Istio takes only one of the two."""
    zones = ZoneAware(min_cluster_size=2, failover={"eu": "us"}, failover_priority=["tier=own"])
    rule = emit("DestinationRule", backend=Pool(selector=PODS, target_port=8080, locality=zones))
    assert rule["spec"]["trafficPolicy"]["loadBalancer"] == {
        "simple": "LEAST_REQUEST",
        "zoneAwareLbSetting": {
            "enabled": True,
            "failover": [{"from": "eu", "to": "us"}],
            "failoverPriority": ["tier=own"],
            "minClusterSize": 2,
        },
    }


@pytest.mark.parametrize("balancer", [LeastRequest(), ConsistentHash(header="x-session-id")])
def test_no_locality_is_preferred_by_default(emit: Emit, balancer: LeastRequest | ConsistentHash) -> None:
    """With an ejection Istio would prefer the gateway's zone by default and move sessions, so the preference is off."""
    rule = emit("DestinationRule", backend=Pool(selector=PODS, target_port=8080, load_balancer=balancer))
    assert rule["spec"]["trafficPolicy"]["loadBalancer"]["localityLbSetting"] == {"enabled": False}


@pytest.mark.parametrize(
    ("locality", "percent"),
    [
        (Locality(enabled=False), 50),
        (Locality(distribute={"eu": {"eu": 100}}), 50),
        (Locality(), 100),
        (ZoneAware(), 100),
    ],
)
def test_a_whole_place_can_be_ejected_where_another_takes_over(
    emit: Emit, locality: Locality | ZoneAware, percent: int
) -> None:
    """Most replicas may be in the locality that fails; all of these must be ejected before another one takes over."""
    policy = emit("DestinationRule", backend=Pool(selector=PODS, target_port=8080, locality=locality))["spec"][
        "trafficPolicy"
    ]
    assert policy["outlierDetection"]["maxEjectionPercent"] == percent
