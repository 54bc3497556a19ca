"""The traffic of all examples: everything that this library writes is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from llm_api_mesh.traffic.model import Rule, Target
from support.programs import EXAMPLES, golden_yaml
from support.traffic import entry, rule, settings, traffic_in, words

REST = "all other requests"


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_routes_of_an_example_are_read(name: str) -> None:
    """Each route has requests and ends somewhere, and the shares of each split are 100 %. A host may have no routes."""
    found = traffic_in(golden_yaml(name))
    assert found.entries
    for one in found.entries:
        assert bool(one.rules) is bool(one.namespaces), one.host
        for each in one.rules:
            assert each.requests, each.name
            assert {target.kind for target in _targets(each)} <= _READ, each.name
            for split in each.splits:
                assert sum(share.percent for share in split.shares) == pytest.approx(100), (each.name, split.when)


_READ = {"Service", "provider", "external host", "InferencePool", "answer"}


def _targets(found: Rule) -> list[Target]:
    return [share.target for split in found.splits for share in split.shares]


def test_a_canary_by_buckets_and_by_weights() -> None:
    """Conversations go by their bucket and other requests by weights, with the same shares of the versions."""
    found = rule(traffic_in(golden_yaml("sticky_canary")), REST, "assistant.example.com")
    assert [split.when for split in found.splits] == [
        "without header x-session-id, of a known conversation",
        "without header x-session-id",
        "of a known conversation",
        "",
    ]
    (shares,) = found.parts(1).values()
    assert [(share.target.version, share.percent) for share in shares] == [("v1", 90), ("v2", 10)]


def test_a_failover_by_the_slots_of_a_gateway() -> None:
    """The backends of a failover in their order, with another name of the model and the limit of what goes on."""
    found = traffic_in(golden_yaml("failover"))
    azure = "falls back to provider azure (acme.openai.azure.com, as gpt-4o-mini)"
    versions = "Service ai/chat-llama, version v1 (90 %) or Service ai/chat-llama, version v2 (10 %)"
    assert words(found)["model llama-3.3-70b"] == f"goes to {versions}, and {azure}"
    assert words(found)["model qwen3-32b"] == f"goes to Service ai/chat-qwen, and {azure}"
    one = rule(found, "model qwen3-32b")
    assert settings(one)["limit of requests that go on to the next backend"] == "60 requests a minute"
    assert [split.when for split in one.splits] == ["streams", "", ""]
    assert {setting.name: setting.value for setting in one.splits[0].settings}["timeout of one try"] == "20 s"


def test_a_failover_in_a_folder_without_its_gateway(tmp_path: Path) -> None:
    """A team's own files say where requests go as well: the order is taken from the names of the slots."""
    shutil.copy(golden_yaml("failover") / "chat.k8s.yaml", tmp_path)
    alone = traffic_in(tmp_path)
    versions = "Service ai/chat-llama, version v1 (90 %) or Service ai/chat-llama, version v2 (10 %)"
    azure = "falls back to provider azure (as gpt-4o-mini, not in the folder)"
    assert words(alone)["model llama-3.3-70b"] == f"goes to {versions}, and {azure}"
    assert sorted(one.host for one in alone.entries if not one.is_in_mesh) == ["chat.example.com"]
    assert [one.source for one in alone.not_read] == [f"Gateway istio-ingress/llm-slot-{index}" for index in range(2)]
    file = tmp_path / "chat.k8s.yaml"
    file.write_text(file.read_text().replace("istio-ingress/llm-slot-1", "istio-ingress/llm-slot-7"))
    absent = "Service istio-ingress/llm-failover-2 (not in the folder; it may lead to a provider)"
    assert words(traffic_in(tmp_path))["model qwen3-32b"] == f"goes to {absent}"


def test_aliases_of_models() -> None:
    """Names of one model are kinds of requests of one rule."""
    found = rule(traffic_in(golden_yaml("models")), "model gpt-4o-mini", "llm.example.com")
    assert found.requests == ("model llama-3.1-8b", "model gpt-4o-mini", "model llama-3.1-8b-legal-lora")


def test_public_paths() -> None:
    """They are read from the route that answers requests for all others, also behind the paths of models."""
    paths = entry(traffic_in(golden_yaml("models")), "llm.example.com").public_paths
    assert paths is not None
    assert {"GET /v1/models", "POST /v1/chat/completions", "GET /v1/files/{*}/content"} <= set(paths)
    behind = entry(traffic_in(golden_yaml("models_by_path")), "by-path.example.com").public_paths
    assert behind is not None
    assert "POST /models/Qwen/Qwen3-32B/v1/chat/completions" in behind


def test_inference_pools_and_egress() -> None:
    """Pools behind a second gateway, and a provider behind an egress gateway and a proxy."""
    pools = words(traffic_in(golden_yaml("inference_pools")))
    assert pools["model qwen3-32b"] == "goes to InferencePool ai/vllm-qwen3-32b"
    found = traffic_in(golden_yaml("egress"))
    address = "istio-egressgateway.istio-egress.svc.cluster.local"
    assert f"provider openai (api.openai.com, as gpt-4o-mini, by {address})" in words(found)[REST]
    passed = "TLS connections for api.openai.com"
    assert words(found, "api.openai.com") == {passed: "goes to external host proxy.example.com"}


def test_copies_and_faults() -> None:
    """Copies of requests and fault drills are there."""
    copied = rule(traffic_in(golden_yaml("mirror")), REST, "summarizer.example.com")
    assert [(share.target.version, share.percent) for share in copied.copies] == [("v2", 5)]
    drill = rule(traffic_in(golden_yaml("fault_drill")), "header x-drill is slow", "coder.example.com")
    assert settings(drill)["fault (delay)"] == "100 % wait 20 s"
