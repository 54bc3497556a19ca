"""The mesh's times: what contradicts, and what others have to set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import Budget, FaultDrill, LlmApiMesh, MeshApp, Pool, Retries
from support.apps import Emit, Refusal

import pytest

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
            Budget(generation=9 * SECOND),
            ("9s until the gateway ends", "at least 10s, the time for the waits of the retries"),
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
    """Who gives up, after how long, and who would have gone on."""
    (problem,) = refusal(budget=budget)
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
    """Who waits as long for a connection as for the answer has no time left for another replica."""
    problems = refusal(budget=Budget(connect_timeout=5 * SECOND, **budget), retries=Retries(attempts=0))
    (problem,) = [line for line in problems if words in line]
    assert "budget.connect_timeout: got 5s for a connection to a backend" in problem
    assert "Remove connect_timeout: its default is half of that time" in problem
    assert "[budget-conflict]" in problem


@pytest.mark.parametrize(
    ("budget", "length"),
    [
        ({}, "2s"),
        ({"first_token": 20 * SECOND}, "2s"),
        ({"first_token": SECOND}, "500ms"),
        ({"first_token": SECOND, "quick": timedelta(milliseconds=25)}, "12ms"),
        ({"first_token": SECOND, "connect_timeout": timedelta(milliseconds=999)}, "999ms"),
        ({"connect_timeout": 5 * SECOND}, "5s"),
    ],
)
def test_a_connection_leaves_time_for_another_one(emit: Emit, budget: dict[str, timedelta], length: str) -> None:
    """Unless it is said, the wait for one is half of the shortest wait for an answer, and 2 s at most."""
    rule = emit("DestinationRule", "chat", budget=Budget(**budget))
    assert rule["spec"]["trafficPolicy"]["connectionPool"]["tcp"]["connectTimeout"] == length


def test_fewer_retries_resolve_it() -> None:
    """Without retries nobody waits for them."""
    mesh = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        backend=Pool(selector={"app": "chat"}),
        budget=Budget(generation=9 * SECOND),
        retries=Retries(attempts=0),
    )
    assert mesh.checklist


def routes(emit: Emit, **options: object) -> dict[str, dict[str, Any]]:
    """The gateway's routes by the ends of their names."""
    found = emit("VirtualService", "chat", **options)["spec"]["http"]
    return {route["name"].removeprefix("ai/chat/"): route for route in found}


@pytest.mark.parametrize("preset", ["chat", "completion-batch", "embeddings"])
@pytest.mark.parametrize("silence", [{}, {"stream_silence": MINUTE}], ids=["", "silence"])
def test_a_stream_has_a_time_to_begin_without_retries_too(emit: Emit, preset: str, silence: dict[str, Any]) -> None:
    """Istio takes such a time with retries alone: of connections that weren't made, where there are to be none."""
    options = {"preset": preset, "budget": Budget(first_token=SECOND, **silence), "retries": Retries(attempts=0)}
    found = routes(emit, **options)
    retries = found["primary/stream"]["retries"]
    assert (retries["attempts"], retries["retryOn"], retries["perTryTimeout"]) == (1, "connect-failure", "1s")
    assert found["primary"]["retries"] == {"attempts": 0}


def test_a_stream_s_drill_has_its_time_to_begin(emit: Emit) -> None:
    """A drill changes nothing but the fault."""
    drills = [FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=SECOND)]
    found = routes(emit, budget=Budget(first_token=SECOND), drills=drills)
    assert found["primary/stream/drill/slow"]["retries"] == found["primary/stream"]["retries"]
    assert found["primary/stream"]["retries"]["perTryTimeout"] == "1s"


def test_the_checklist_has_the_numbers() -> None:
    """Each line says who, which setting, and the number."""
    mesh = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        backend=Pool(selector={"app": "chat"}, concurrent_requests=8, replicas=2),
        budget=Budget(first_token=MINUTE, stream_silence=2 * MINUTE, generation=10 * MINUTE),
    )
    numbers = ["idle timeout 120s", "httpStreamIdleTimeout 600s", "terminationDrainDuration 600s"]
    assert all(any(number in line for line in mesh.checklist) for number in numbers)
    assert any("each lets 16 requests" in line and "two pods let 32" in line for line in mesh.checklist)


def test_who_says_nothing_is_told_nothing() -> None:
    """There are no numbers to pass on."""
    pool = Pool(selector={"app": "chat"})
    assert LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["a.example.com"], backend=pool).checklist == ()


def test_the_checklist_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    """`synth` tells it to whoever runs the program, after the files are written."""
    app = MeshApp(outdir=str(tmp_path))
    pool = Pool(selector={"app": "chat"}, concurrent_requests=8, replicas=2)
    LlmApiMesh(app, "chat", namespace="ai", hosts=["a.example.com"], backend=pool)
    app.synth()
    assert capsys.readouterr().out.startswith(
        "chat: for the administrator of the gateway\n  - Gateway pods: each lets 16"
    )
