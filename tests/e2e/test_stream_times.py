"""Time limits of streams of a single pool, to begin and to be silent. They don't apply to other answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from e2e.support.apis import api, host_of
from e2e.support.clock import EARLY
from e2e.support.llm_apis import gateway_for
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import BROKEN
from lab.waits import wait_for
from llm_api_mesh import Budget, Ejection, LlmGatewayRef, Retries, RoundRobin

NAME = "times"
HOST = host_of(NAME)
FIRST_TOKEN = timedelta(milliseconds=300)
SILENCE = timedelta(milliseconds=800)
BUDGET = Budget(first_token=FIRST_TOKEN, stream_silence=SILENCE)
# Round robin without ejection, so that every other request meets the faulty replica.
POOL = {"load_balancer": RoundRobin(), "ejection": None}
# The first token of a slow replica comes in time.
PROMPT = {"time_to_first_token": 1e-5}

JSON: Mapping[str, Any] = {"max_tokens": 8}
SSE: Mapping[str, Any] = {"max_tokens": 8, "stream": True}
BODIES = pytest.mark.parametrize("body", [JSON, SSE], ids=["json", "sse"])

TALKS = 400
"""So slow that two tokens are 0.2 s apart: eight tokens take longer than either limit."""
STALLS = 4000
"""So slow that two tokens are 2 s apart."""

RETRIES = {"retried": Retries(), "never retried": Retries(attempts=0)}


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlmGatewayRef]:
    """The LLM gateway of all APIs."""
    with gateway_for(shared_lab, tmp_path_factory.mktemp("gateway"), NAME, "ejecting") as ref:
        yield ref


@pytest.fixture(scope="module", params=[*RETRIES.values()], ids=[*RETRIES])
def timed(
    shared_lab: Lab, gateway: LlmGatewayRef, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[App]:
    """Two replicas with both limits, with and without retries."""
    options = {"gateway": gateway, "pool": POOL, "budget": BUDGET, "retries": request.param}
    with api(shared_lab, tmp_path_factory.mktemp(NAME), NAME, replicas=2, simulator=PROMPT, **options) as app:
        yield app


@pytest.fixture
def app(timed: App) -> Iterator[App]:
    """The same replicas, without faults before each test."""
    for replica in timed.replicas:
        replica.clear_requests()
    yield timed
    for replica in timed.replicas:
        replica.heal()


def test_a_stream_that_does_not_begin_times_out(lab: Lab, app: App) -> None:
    """A client of a replica that hangs gets 504 in time; a request that may be running isn't repeated."""
    app.replica(0).hang()
    answers = lab.call(host=HOST, body=SSE, count=6)
    assert answers.statuses() == {200: 3, 504: 3}
    late = [answer.seconds for answer in answers if answer.status == 504]
    assert all(FIRST_TOKEN.total_seconds() - EARLY <= seconds < SILENCE.total_seconds() for seconds in late)
    assert [len(replica.requests()) for replica in app.replicas] == [3, 3]


def test_other_answers_have_no_time_limit(lab: Lab, app: App) -> None:
    """The limits don't apply to answers that aren't streamed, whose first byte comes with the last."""
    for replica in app.replicas:
        replica.hang()
    assert lab.call(host=HOST, body=JSON, timeout=1.5).statuses() == {BROKEN: 1}


def test_a_silent_stream_is_ended(lab: Lab, app: App) -> None:
    """The client has got the earlier tokens, and sees that the stream isn't complete."""
    for replica in app.replicas:
        replica.slow(STALLS)
    (answer,) = lab.call(host=HOST, body=SSE)
    assert (answer.status, answer.ok) == (200, False)
    assert len(answer.events()) == 1
    # Envoy gives a client a second to read what has arrived.
    assert SILENCE.total_seconds() - EARLY <= answer.seconds < SILENCE.total_seconds() + 1.5


@BODIES
def test_a_long_answer_is_complete(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """A long stream of tokens, and a long generation in one piece, arrive complete."""
    for replica in app.replicas:
        replica.slow(TALKS)
    answers = lab.call(host=HOST, body=body, count=2)
    assert [answer.ok for answer in answers] == [True, True]
    assert all(answer.seconds > SILENCE.total_seconds() for answer in answers)
    assert [len(replica.requests()) for replica in app.replicas] == [1, 1]


def test_without_a_connection_a_stream_is_retried_elsewhere(lab: Lab, app: App) -> None:
    """Without a connection nothing can have begun, so the request goes to another replica, even without retries."""
    app.replica(0).kill()
    try:
        wait_for("the end of the broken connections", lambda: not lab.gateway.connections(app.replica(0).host.address))
        answers = lab.call(host=HOST, body=SSE, count=6)
    finally:
        app.replica(0).restart()
    assert answers.statuses() == {200: 6}
    assert answers.replicas() == {app.replica(1).name: 6}


def test_streams_that_time_out_eject_their_replica(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """After that another replica serves every request within the limit, streamed or not."""
    ejection = Ejection(consecutive_gateway_errors=2, interval=timedelta(milliseconds=200))
    pool = {"load_balancer": RoundRobin(), "ejection": ejection}
    with api(lab, tmp_path, "ejecting", gateway=gateway, pool=pool, budget=BUDGET) as app:
        app.replica(0).hang()
        host = host_of("ejecting")
        wait_for("the ejection of the replica", lambda: lab.call(host=host, body=SSE, count=6).statuses() == {200: 6})
        answers = [answer for body in (JSON, SSE) for answer in lab.call(host=host, body=body, count=6)]
        well = {replica.name for replica in app.replicas[1:]}
    assert all(answer.ok and answer.seconds < FIRST_TOKEN.total_seconds() for answer in answers)
    assert {answer.replica for answer in answers} == well
