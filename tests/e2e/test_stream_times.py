"""The times of streams at a plain pool: to begin, and to be silent; of other answers they say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from e2e.support.clock import EARLY
from e2e.support.meshes import host_of, mesh
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import BROKEN
from lab.waits import wait_for
from llm_api_mesh import Budget, Ejection, Retries, RoundRobin

import pytest

NAME = "times"
HOST = host_of(NAME)
FIRST_TOKEN = timedelta(milliseconds=300)
SILENCE = timedelta(milliseconds=800)
BUDGET = Budget(first_token=FIRST_TOKEN, stream_silence=SILENCE)
# In turn and never ejected, so that every other request meets the replica with the fault.
POOL = {"load_balancer": RoundRobin(), "ejection": None}
# However slow a replica is, its first token comes in time.
PROMPT = {"time_to_first_token": 1e-5}

JSON: Mapping[str, Any] = {"max_tokens": 8}
SSE: Mapping[str, Any] = {"max_tokens": 8, "stream": True}
BODIES = pytest.mark.parametrize("body", [JSON, SSE], ids=["json", "sse"])

TALKS = 400
"""So slow that there are 0.2 s between two tokens: eight of them take longer than either time."""
STALLS = 4000
"""So slow that there are 2 s between two tokens."""

RETRIES = {"retried": Retries(), "never retried": Retries(attempts=0)}


@pytest.fixture(scope="module", params=[*RETRIES.values()], ids=[*RETRIES])
def timed(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[App]:
    """Two replicas behind both times, with retries and without."""
    options = {"pool": POOL, "budget": BUDGET, "retries": request.param}
    with mesh(shared_lab, tmp_path_factory.mktemp(NAME), NAME, replicas=2, simulator=PROMPT, **options) as app:
        yield app


@pytest.fixture
def app(timed: App) -> Iterator[App]:
    """The same, both well before each test."""
    for replica in timed.replicas:
        replica.clear_requests()
    yield timed
    for replica in timed.replicas:
        replica.heal()


def test_a_stream_that_does_not_begin_is_given_up(lab: Lab, app: App) -> None:
    """The client of a replica that hangs gets 504 in time; what may be under way isn't asked for twice."""
    app.replica(0).hang()
    answers = lab.call(host=HOST, body=SSE, count=6)
    assert answers.statuses() == {200: 3, 504: 3}
    late = [answer.seconds for answer in answers if answer.status == 504]
    assert all(FIRST_TOKEN.total_seconds() - EARLY <= seconds < SILENCE.total_seconds() for seconds in late)
    assert [len(replica.requests()) for replica in app.replicas] == [3, 3]


def test_another_answer_that_does_not_begin_is_the_client_s_to_give_up(lab: Lab, app: App) -> None:
    """The first byte of one that isn't streamed comes with its last: neither time is its own."""
    for replica in app.replicas:
        replica.hang()
    assert lab.call(host=HOST, body=JSON, timeout=1.5).statuses() == {BROKEN: 1}


def test_a_stream_that_falls_silent_is_ended(lab: Lab, app: App) -> None:
    """Its client has the tokens that were there, and sees that it isn't whole."""
    for replica in app.replicas:
        replica.slow(STALLS)
    (answer,) = lab.call(host=HOST, body=SSE)
    assert (answer.status, answer.ok) == (200, False)
    assert len(answer.events()) == 1
    # A second is what Envoy gives a client to read what has come.
    assert SILENCE.total_seconds() - EARLY <= answer.seconds < SILENCE.total_seconds() + 1.5


@BODIES
def test_an_answer_that_takes_long_is_not_cut(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """A stream that talks, and a generation in one piece that says nothing for as long, come whole."""
    for replica in app.replicas:
        replica.slow(TALKS)
    answers = lab.call(host=HOST, body=body, count=2)
    assert [answer.ok for answer in answers] == [True, True]
    assert all(answer.seconds > SILENCE.total_seconds() for answer in answers)
    assert [len(replica.requests()) for replica in app.replicas] == [1, 1]


def test_where_there_is_no_connection_a_stream_goes_elsewhere(lab: Lab, app: App) -> None:
    """Even where nothing is retried, as the time needs a retry, and this one can't have begun."""
    app.replica(0).kill()
    try:
        wait_for("the broken connections' end", lambda: not lab.gateway.connections(app.replica(0).host.address))
        answers = lab.call(host=HOST, body=SSE, count=6)
    finally:
        app.replica(0).restart()
    assert answers.statuses() == {200: 6}
    assert answers.replicas() == {app.replica(1).name: 6}


def test_streams_that_do_not_begin_eject_their_replica(lab: Lab, tmp_path: Path) -> None:
    """After that every request is served by another one, within the time, streamed or not."""
    ejection = Ejection(consecutive_gateway_errors=2, interval=timedelta(milliseconds=200))
    pool = {"load_balancer": RoundRobin(), "ejection": ejection}
    with mesh(lab, tmp_path, "ejecting", pool=pool, budget=BUDGET) as app:
        app.replica(0).hang()
        host = host_of("ejecting")
        wait_for("its ejection", lambda: lab.call(host=host, body=SSE, count=6).statuses() == {200: 6})
        answers = [answer for body in (JSON, SSE) for answer in lab.call(host=host, body=body, count=6)]
        well = {replica.name for replica in app.replicas[1:]}
    assert all(answer.ok and answer.seconds < FIRST_TOKEN.total_seconds() for answer in answers)
    assert {answer.replica for answer in answers} == well
