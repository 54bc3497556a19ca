"""Where the requests for a backend go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import Budget, ConsistentHash, LeastRequest, Mirror, Pool, Version
from support.apps import LLM_GATEWAY, Emit, Synth, api

BY_SESSION = ConsistentHash(header="x-session-id")


HOST = "chat.ai.svc.cluster.local"


def pool(first: int | None, *others: int, balancer: object = BY_SESSION) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate((first, *others), 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer, versions=versions)  # type: ignore[arg-type]


def destination(subset: str, **more: object) -> dict[str, Any]:
    return {"destination": {"host": HOST, "port": {"number": 80}, "subset": subset}, **more}


def weights(emit: Emit, **changes: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = emit("VirtualService", "chat-versions", gateway=LLM_GATEWAY, **changes)["spec"][
        "http"
    ]
    return found


def by_bucket(emit: Emit, **changes: object) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The routes for sessions: the condition on their bucket, and where they go."""
    *chosen, _ = weights(emit, **changes)
    for one in chosen:
        (match,) = one["match"]
        assert match.keys() == {"headers"}
        assert match["headers"].keys() == {"x-llm-gateway-bucket"}
    return [(one["match"][0]["headers"]["x-llm-gateway-bucket"], one["route"]) for one in chosen]


def test_weights_with_a_key_are_shared_by_buckets(emit: Emit) -> None:
    """A session's bucket selects its version; a request without a session goes to a version by the weights."""
    assert by_bucket(emit, backend=pool(90, 10)) == [
        ({"regex": "0[0-9][0-9]"}, [destination("v2")]),
        ({}, [destination("v1")]),
    ]
    *_, rest = weights(emit, backend=pool(90, 10))
    assert rest == {"route": [destination("v1", weight=90), destination("v2", weight=10)]}


def test_short_answers_have_the_same_weights(emit: Emit) -> None:
    """All routes of a backend delegate to one object with its weights."""
    options: dict[str, Any] = {"backend": pool(90, 10), "budget": Budget(quick=timedelta(seconds=30))}
    http = emit("VirtualService", "chat", gateway=LLM_GATEWAY, **options)["spec"]["http"]
    assert {one["name"]: one["delegate"]["name"] for one in http} == {
        "llm/ai/chat/primary/quick": "chat-versions",
        "llm/ai/chat/primary": "chat-versions",
    }


def test_istio_1_30_keeps_sessions_as_well(emit: Emit) -> None:
    """The buckets are conditions of a VirtualService, which all releases have."""
    assert weights(emit, backend=pool(90, 10), istio="1.30") == weights(emit, backend=pool(90, 10))


@pytest.mark.parametrize(
    "backend", [pool(None), pool(90, 10, balancer=LeastRequest()), Pool(selector={"app": "chat"}, target_port=8080)]
)
def test_without_weights_or_key_no_bucket_matters(synth: Synth, backend: Pool) -> None:
    """With one version or a random choice, no route asks for a session's bucket."""
    (text,) = synth(lambda app: api(app, backend=backend, gateway=LLM_GATEWAY)).values()
    assert "bucket" not in text


def test_weight_zero_is_a_weight(emit: Emit) -> None:
    """A version without a share gets no session, and the next step of a canary only adds a condition."""
    assert by_bucket(emit, backend=pool(100, 0)) == [({}, [destination("v1")])]
    *_, rest = weights(emit, backend=pool(100, 0))
    assert rest == {"route": [destination("v1", weight=100), destination("v2", weight=0)]}


def test_mirrors_are_on_the_weighted_route(emit: Emit) -> None:
    """Mirrors copy the weighted requests, those of sessions included, in the order of the versions' names."""
    mirrors = [Mirror(version="v3", percent="0.5%"), Mirror(version="v2", percent=100)]
    for route in weights(emit, backend=pool(100, 0, 0), mirrors=mirrors):
        assert route["mirrors"] == [
            {"destination": {"host": HOST, "port": {"number": 80}, "subset": name}, "percentage": {"value": percent}}
            for name, percent in (("v2", 100), ("v3", 0.5))
        ]
