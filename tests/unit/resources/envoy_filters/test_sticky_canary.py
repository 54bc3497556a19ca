"""Sessions that keep their version."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Cookie,
    Failover,
    KeyFromEnvironment,
    LeastRequest,
    LlmApiMesh,
    OpenAI,
    Pool,
    Version,
)
from support.apps import Emit, Synth

QUICK = Budget(quick=timedelta(seconds=30))
OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))


def test_a_sticky_canary_is_sticky_behind_a_failover(emit: Emit) -> None:
    """The patch matches the weighted route, which is at the second hop."""
    versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
    keyed = Pool(
        selector={"app": "llama"},
        target_port=8080,
        load_balancer=ConsistentHash(header="x-session-id"),
        versions=versions,
    )
    backend = Failover(backends=[keyed, OPENAI])
    patches = emit("EnvoyFilter", "ai.chat.sticky-canary", backend=backend, budget=QUICK)["spec"]["configPatches"]
    routes = [patch["match"]["routeConfiguration"]["vhost"]["route"]["name"] for patch in patches]
    assert routes == [f"llm/ai/chat/failover/pool/primary/sticky{end}" for end in ("/quick", "")]


BY_SESSION = ConsistentHash(header="x-session-id")


def pool(first: int | None, *others: int, balancer: object = BY_SESSION) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate((first, *others), 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer, versions=versions)  # type: ignore[arg-type]


def sticky(emit: Emit, **changes: object) -> list[dict[str, Any]]:
    patches = emit("EnvoyFilter", "ai.chat.sticky-canary", **changes)["spec"]["configPatches"]
    return [{"route": patch["match"]["routeConfiguration"]["vhost"]["route"], **patch["patch"]} for patch in patches]


def test_weights_with_a_key_are_drawn_by_the_key(emit: Emit) -> None:
    """The weighted routes are patched by their names, with the key written once."""
    value = {
        "route": {
            "hash_policy": [{"header": {"header_name": "x-session-id"}}],
            "weighted_clusters": {"use_hash_policy": True},
        }
    }
    assert sticky(emit, backend=pool(90, 10), budget=QUICK) == [
        {"route": {"name": name}, "operation": "MERGE_AND_REPLACE_LIST", "value": value}
        for name in ("llm/ai/chat/primary/sticky/quick", "llm/ai/chat/primary/sticky")
    ]


def test_istio_1_30_cannot_replace_a_list(emit: Emit) -> None:
    """For that release the patch merges, and doesn't write the key."""
    (patch,) = sticky(emit, backend=pool(90, 10), istio="1.30")
    assert (patch["operation"], patch["value"]) == (
        "MERGE",
        {"route": {"weighted_clusters": {"use_hash_policy": True}}},
    )


@pytest.mark.parametrize(
    ("key", "policy"),
    [
        ({"cookie": Cookie(name="chat")}, {"cookie": {"name": "chat"}}),
        (
            {"cookie": Cookie(name="chat", path="/", ttl=timedelta(milliseconds=1500))},
            {"cookie": {"name": "chat", "path": "/", "ttl": "1.5s"}},
        ),
        ({"cookie": Cookie(name="chat", ttl=timedelta(0))}, {"cookie": {"name": "chat", "ttl": "0s"}}),
        ({"query_parameter": "user"}, {"query_parameter": {"name": "user"}}),
        ({"source_ip": True}, {"connection_properties": {"source_ip": True}}),
    ],
)
def test_every_key_is_stated_as_istio_does(emit: Emit, key: dict[str, Any], policy: dict[str, Any]) -> None:
    """Each key has Envoy's own fields."""
    (patch,) = sticky(emit, backend=pool(90, 10, balancer=ConsistentHash(**key)))
    assert patch["value"]["route"]["hash_policy"] == [policy]


@pytest.mark.parametrize(
    "backend", [pool(None), pool(90, 10, balancer=LeastRequest()), Pool(selector={"app": "chat"}, target_port=8080)]
)
def test_without_weights_or_key_nothing_is_patched(synth: Synth, backend: Pool) -> None:
    """A route with one version or a random choice has its plain name and no patch."""
    options = {"namespace": "ai", "hosts": ["chat.example.com"], "backend": backend}
    text = synth(lambda app: LlmApiMesh(app, "chat", **options))["chat.k8s.yaml"]  # type: ignore[arg-type]
    assert "sticky" not in text
    assert "use_hash_policy" not in text
