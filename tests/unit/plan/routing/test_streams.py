"""Streams have separate routes where their times differ."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import Budget, Failover, FaultDrill, Pool, Retries
from support.apps import LLM_GATEWAY, Emit

SECOND = timedelta(seconds=1)


MINUTE = timedelta(minutes=1)


def routes(emit: Emit, **options: object) -> dict[str, dict[str, Any]]:
    """The gateway's routes by the ends of their names."""
    found = emit("VirtualService", "chat", gateway=LLM_GATEWAY, **options)["spec"]["http"]
    return {route["name"].removeprefix("llm/ai/chat/"): route for route in found}


@pytest.mark.parametrize("preset", [None, "completion-batch", "embeddings"])
@pytest.mark.parametrize("silence", [{}, {"stream_silence": MINUTE}], ids=["", "silence"])
def test_a_time_to_begin_needs_retries_on_a_stream(emit: Emit, preset: str, silence: dict[str, Any]) -> None:
    """Istio accepts this time only together with retries, so without retries failed connections are retried."""
    options = {"preset": preset, "budget": Budget(first_token=SECOND, **silence), "retries": Retries(attempts=0)}
    found = routes(emit, **options)
    retries = found["primary/stream"]["retries"]
    assert (retries["attempts"], retries["retryOn"], retries["perTryTimeout"]) == (1, "connect-failure", "1s")
    assert found["primary"]["retries"] == {"attempts": 0}


def test_a_stream_s_drill_has_its_time_to_begin(emit: Emit) -> None:
    """A drill's route differs from its twin only in the fault."""
    drills = [FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=SECOND)]
    found = routes(emit, budget=Budget(first_token=SECOND), drills=drills)
    assert found["primary/stream/drill/slow"]["retries"] == found["primary/stream"]["retries"]
    assert found["primary/stream"]["retries"]["perTryTimeout"] == "1s"


def test_a_failover_s_routes_have_no_twin_without_a_time_of_their_own(emit: Emit) -> None:
    """The second hop's routes have the time to begin, and the EnvoyFilter for silence finds a route by its name."""
    pools = [Pool(name=name, selector={"app": name}, target_port=8080) for name in ("one", "two")]
    found = routes(emit, backend=Failover(backends=pools), budget=Budget(first_token=SECOND))
    assert "primary" in found
    assert "primary/stream" not in found
    budget = Budget(first_token=SECOND, stream_silence=MINUTE)
    silent = routes(emit, backend=Failover(backends=pools), budget=budget)
    assert silent["primary/stream"]["retries"] == silent["primary"]["retries"] == found["primary"]["retries"]
