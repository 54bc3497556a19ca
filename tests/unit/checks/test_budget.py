"""Times that contradict each other are refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llm_api_mesh import Budget, LlmApiMesh, MeshApp, Pool, Retries
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Refusal

SECOND = timedelta(seconds=1)


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (
            Budget(generation=30 * SECOND, first_token=MINUTE),
            ("30s until the gateway ends", "at least 60s, the time until the model begins"),
        ),
        (
            Budget(generation=30 * SECOND, first_token=SECOND, stream_silence=MINUTE),
            ("30s until the gateway ends", "at least 60s, the time of silence within a stream"),
        ),
        (
            Budget(generation=SECOND / 4),
            ("250ms until the gateway ends", "at least 500ms, the time for the waits of the retries"),
        ),
        (
            Budget(generation=10 * MINUTE, grace_period=30 * SECOND),
            ("30s until the kubelet kills", "at least 600s, the time until the gateway ends"),
        ),
        (
            Budget(first_token=MINUTE, grace_period=30 * SECOND),
            ("30s until the kubelet kills", "at least 60s, the time until the model begins a stream"),
        ),
    ],
)
def test_a_contradiction_names_both_hops(refusal: Refusal, budget: Budget, words: tuple[str, str]) -> None:
    """The problem names both hops and both times."""
    (problem,) = refusal(gateway=LLM_GATEWAY, budget=budget)
    assert all(word in problem for word in words)
    assert "[budget-conflict]" in problem


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        ({"first_token": SECOND}, "less than 1s, the time until the model begins a stream (first_token)"),
        ({"quick": 3 * SECOND}, "less than 3s, the time until the gateway ends a short answer (quick)"),
        (
            {"first_token": 5 * SECOND, "generation": 5 * SECOND},
            "less than 5s, the time until the gateway ends an answer (generation)",
        ),
    ],
)
def test_a_connection_is_a_part_of_every_wait(refusal: Refusal, budget: dict[str, timedelta], words: str) -> None:
    """A time to connect that is as long as the time to answer leaves no time for another replica."""
    problems = refusal(
        gateway=LLM_GATEWAY, budget=Budget(connect_timeout=5 * SECOND, **budget), retries=Retries(attempts=0)
    )
    (problem,) = [line for line in problems if words in line]
    assert "budget.connect_timeout: got 5s for a connection to a backend" in problem
    assert "Remove connect_timeout: its default is half of that time" in problem
    assert "[budget-conflict]" in problem


def test_fewer_retries_resolve_it() -> None:
    """Without retries, the waits of the retries don't count."""
    api = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        gateway=PLAIN_GATEWAY,
        backend=Pool(selector={"app": "chat"}, target_port=8080),
        budget=Budget(generation=9 * SECOND),
        retries=Retries(attempts=0),
    )
    assert api.checklist
