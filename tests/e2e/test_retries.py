"""What is sent again, and what isn't: a generation is never paid for twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from e2e.meshes import host_of, mesh
from lab.app import App
from lab.environment import Lab
from llm_api_mesh import Retries, RoundRobin

import pytest

NAME = "retries"
HOST = host_of(NAME)
# In turn and never ejected, so that every third request meets the replica with the fault.
POOL = {"load_balancer": RoundRobin(), "ejection": None}


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Three replicas behind the construct's defaults."""
    with mesh(shared_lab, tmp_path_factory.mktemp(NAME), NAME, pool=POOL) as app:
        yield app


@pytest.fixture(autouse=True)
def well(app: App) -> Iterator[None]:
    """All replicas well, before and after each test."""
    for replica in app.replicas:
        replica.forget_requests()
    yield
    for replica in app.replicas:
        replica.heal()


def _tries(app: App) -> int:
    return sum(len(replica.requests()) for replica in app.replicas)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("stream", [False, True], ids=["json", "sse"])
def test_a_replica_that_refuses_is_passed_over(lab: Lab, app: App, status: int, stream: bool) -> None:
    """What one replica refuses another one answers, after the wait that the first one asked for."""
    app.replica(0).refuse(status)
    answers = lab.call(host=HOST, body={"stream": stream}, count=9, parallel=9)
    assert answers.statuses() == {200: 9}
    again = [answer for answer in answers if answer.seconds >= 1]
    assert len(again) == len(app.replica(0).requests()) > 0
    assert _tries(app) == 9 + len(again)


@pytest.mark.parametrize("status", [400, 401, 404, 500, 502, 504])
def test_other_answers_are_passed_on(lab: Lab, app: App, status: int) -> None:
    """An error that may have come of a generation, or that would come again, is the client's."""
    app.replica(0).refuse(status)
    answers = lab.call(host=HOST, body={}, count=9)
    assert answers.statuses() == {200: 6, status: 3}
    assert _tries(app) == 9


def test_when_all_refuse_the_client_is_told_when_to_come_back(lab: Lab, app: App) -> None:
    """After the retries the last answer is the client's, with its Retry-After."""
    for replica in app.replicas:
        replica.refuse(429)
    (answer,) = lab.call(host=HOST, body={})
    assert (answer.status, answer.headers["retry-after"]) == (429, "1")
    assert answer.json()["error"]
    assert [len(replica.requests()) for replica in app.replicas] == [1, 1, 1]


def test_callers_in_the_mesh_have_the_same_retries(lab: Lab, app: App) -> None:
    """A sidecar sends again what the gateway would send again."""
    caller = lab.caller("client", namespace=NAME)
    app.replica(0).refuse(503)
    address = lab.service_address(NAME, NAME)
    answers = lab.call(host=f"{NAME}.{NAME}.svc.cluster.local", to=address, caller=caller, body={}, count=9)
    lab.remove(caller)
    assert answers.statuses() == {200: 9}
    assert app.replica(0).requests()


def test_no_attempts_are_none(lab: Lab, tmp_path: Path) -> None:
    """Without retries every refusal is the client's."""
    with mesh(lab, tmp_path, "once", pool=POOL, retries=Retries(attempts=0)) as app:
        app.replica(0).refuse(503)
        assert lab.call(host=host_of("once"), body={}, count=9).statuses() == {200: 6, 503: 3}


def test_a_longer_wait_than_ours_is_not_waited_for(lab: Lab, tmp_path: Path) -> None:
    """Beyond `longest_retry_after` the request goes to another replica at once."""
    retries = Retries(longest_retry_after=timedelta(seconds=1), backoff=timedelta(milliseconds=1))
    with mesh(lab, tmp_path, "impatient", pool=POOL, retries=retries) as app:
        app.replica(0).refuse(429, retry_after=7)
        answers = lab.call(host=host_of("impatient"), body={}, count=9)
        assert answers.statuses() == {200: 9}
        assert max(answer.seconds for answer in answers) < 1


def test_the_budget_is_the_proxy_s(lab: Lab, app: App) -> None:
    """The gateway's cluster has the retry budget, and so no fixed number of retries."""
    assert app.replicas
    (thresholds, *_) = lab.gateway.clusters()[f"outbound|80||{NAME}.{NAME}.svc.cluster.local"]["circuit_breakers"][
        "thresholds"
    ]
    assert thresholds["retry_budget"] == {"budget_percent": {"value": 20.0}, "min_retry_concurrency": 10}
