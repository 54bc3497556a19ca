"""What the proxy of deployed pods does before its memory is full."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from llm_api_mesh import DeployedPods, ExistingPods
from support.llm_gateways import find, written


def manager(found: list[dict[str, Any]], name: str = "llm-overload") -> dict[str, Any]:
    file = find(found, "ConfigMap", name)["data"]["custom_bootstrap.json"]
    whole: dict[str, dict[str, Any]] = json.loads(file)
    assert whole.keys() == {"memory_allocator_manager", "overload_manager"}
    return whole["overload_manager"]


def test_the_order_of_what_it_does(tmp_path: Path) -> None:
    """New requests are refused before bodies that arrive are, and streams with large bodies are reset at last."""
    found = manager(written(tmp_path))
    triggers = {one["name"].split(".")[-1]: one["triggers"] for one in (*found["actions"], *found["loadshed_points"])}
    (monitor,) = found["resource_monitors"]
    assert {trigger["name"] for one in triggers.values() for trigger in one} == {monitor["name"]}
    shares = {name: one["threshold"]["value"] for name, (one,) in triggers.items() if "threshold" in one}
    assert shares == {"shrink_heap": 0.8, "stop_accepting_requests": 0.9, "http1_server_abort_dispatch": 0.95}
    # Streams with 256 KiB and more, those with most first.
    assert triggers["reset_high_memory_stream"][0]["scaled"] == {"scaling_threshold": 0.9, "saturation_threshold": 1}
    assert found["buffer_factory_config"] == {"minimum_account_to_track_power_of_two": 18}


def test_the_pods_of_inference_pools_have_their_own(tmp_path: Path) -> None:
    """They have as much memory as the gateway's pods, also beside existing pods."""
    pods = DeployedPods(concurrent_generations=10)
    found = written(tmp_path / "one", pods=pods, inference_pools=["ai"])
    assert manager(found, "llm-pools-overload") == manager(found)
    existing = ExistingPods(selector={"app": "gateway"}, service_account="gateway")
    found = written(tmp_path / "two", pods=existing, inference_pools=["ai"])
    assert manager(found, "llm-pools-overload")
    assert [one["metadata"]["name"] for one in found if one["kind"] == "ConfigMap"] == [
        "llm-pools-overload",
        "llm-pools",
    ]
