"""The lists of slots, to which the routes of failovers lead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.documents import Document
from support.llm_gateways import find, written


def priorities(found: list[Document], number: int) -> dict[str, int]:
    """The priorities that Istio derives: the earlier the first label that an address lacks, the lower it ranks."""
    policy = find(found, "DestinationRule", f"llm-failover-{number}")["spec"]["trafficPolicy"]
    wanted = [label.split("=") for label in policy["loadBalancer"]["localityLbSetting"]["failoverPriority"]]
    entries: list[dict[str, Any]] = [
        find(found, "WorkloadEntry", f"llm-failover-{number}-{index}")["spec"] for index in range(number)
    ]
    return {
        entry["address"]: next(
            (len(wanted) - place for place, (key, value) in enumerate(wanted) if entry["labels"].get(key) != value), 0
        )
        for entry in entries
    }


@pytest.mark.parametrize("number", [2, 3, 5, 9])
def test_the_order_is_that_of_the_slots(tmp_path: Path, number: int) -> None:
    """Each address has a different priority, for any number of backends."""
    found = written(tmp_path, failover_backends=9)
    binds = [find(found, "Gateway", f"llm-slot-{slot}")["spec"]["servers"][0]["bind"] for slot in range(number)]
    assert priorities(found, number) == {address: place for place, address in enumerate(binds)}
    service = find(found, "Service", f"llm-failover-{number}")["spec"]
    rule = find(found, "DestinationRule", f"llm-failover-{number}")["spec"]
    assert rule["host"] == f"llm-failover-{number}.llm-gateway.svc.cluster.local"
    assert [(port["port"], port["targetPort"]) for port in service["ports"]] == [(80, 15700)]


def test_the_order_is_kept_only_with_outlier_detection_which_ejects_nothing(tmp_path: Path) -> None:
    """Without outlier detection Istio ignores priorities. The gateway speaks no TLS to itself."""
    policy = find(written(tmp_path), "DestinationRule", "llm-failover-2")["spec"]["trafficPolicy"]
    assert policy["outlierDetection"] == {"consecutive5xxErrors": 0, "consecutiveGatewayErrors": 0}
    assert policy["tls"] == {"mode": "DISABLE"}
    assert policy["loadBalancer"]["simple"] == "ROUND_ROBIN"
    assert policy["connectionPool"] == {"http": {"idleTimeout": "300s"}}
