"""Retries that wait for the Retry-After of a full server, and prompts that are sent again, behind an LLM gateway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from e2e.support.apis import api, host_of
from e2e.support.llm_apis import gateway_for
from lab.apps.app import App
from lab.environment import Lab
from llm_api_mesh import Budget, LlmGatewayRef, Retries, RoundRobin

NAME = "waiting"
HOST = host_of(NAME)
OTHER = "impatient"
# Round robin without ejection, so that every third request meets the faulty replica.
POOL = {"load_balancer": RoundRobin(), "ejection": None}
WAITS = Retries(longest_retry_after=timedelta(seconds=5))
LONGEST = 3_000_000


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlmGatewayRef]:
    """The gateway of all tests."""
    folder = tmp_path_factory.mktemp("gateway")
    with gateway_for(shared_lab, folder, NAME, OTHER, max_request_bytes=LONGEST) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def patient(shared_lab: Lab, gateway: LlmGatewayRef, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Three replicas, with waits and a deadline for quick endpoints."""
    folder = tmp_path_factory.mktemp(NAME)
    budget = Budget(quick=timedelta(seconds=30))
    with api(shared_lab, folder, NAME, gateway=gateway, pool=POOL, retries=WAITS, budget=budget) as app:
        yield app


@pytest.fixture
def app(patient: App) -> Iterator[App]:
    """The same, without recorded requests before a test, and without faults after it."""
    for replica in patient.replicas:
        replica.clear_requests()
    yield patient
    for replica in patient.replicas:
        replica.heal()


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("stream", [False, True], ids=["json", "sse"])
def test_a_refused_request_is_retried_after_the_wait(lab: Lab, app: App, status: int, stream: bool) -> None:
    """Another replica answers a refused request, after the Retry-After of the first one."""
    app.replica(0).refuse(status)
    answers = lab.call(host=HOST, body={"stream": stream}, count=9, parallel=9)
    assert answers.statuses() == {200: 9}
    again = [answer for answer in answers if answer.seconds >= 1]
    assert len(again) == len(app.replica(0).requests()) > 0
    assert sum(len(replica.requests()) for replica in app.replicas) == 9 + len(again)


def test_when_all_refuse_the_client_gets_retry_after(lab: Lab, app: App) -> None:
    """After all waits and retries the client gets the last answer with its Retry-After."""
    for replica in app.replicas:
        replica.refuse(429)
    (answer,) = lab.call(host=HOST, body={})
    assert (answer.status, answer.headers["retry-after"]) == (429, "1")
    assert answer.json()["error"]
    assert [len(replica.requests()) for replica in app.replicas] == [1, 1, 1]


def test_quick_endpoints_do_not_wait(lab: Lab, app: App) -> None:
    """Requests to quick endpoints are retried on another replica at once, without waiting for Retry-After."""
    app.replica(0).refuse(429, retry_after=3)
    answers = lab.call(host=HOST, path="/v1/models", count=9)
    assert answers.statuses() == {200: 9}
    assert app.replica(0).requests()
    assert max(answer.seconds for answer in answers) < 1


def test_the_longest_prompt_can_be_sent_again(lab: Lab, app: App) -> None:
    """Bodies up to `max_request_bytes` are buffered for retries; longer ones are refused."""
    app.replica(0).refuse(503, retry_after=0)
    around = len('{"prompt": ""}')
    statuses = [
        lab.call(host=HOST, body={"prompt": "x" * (size - around)}, count=6).statuses()
        for size in (LONGEST, LONGEST + 1)
    ]
    assert statuses == [{200: 6}, {413: 6}]


@pytest.mark.parametrize(("longest", "retry_after"), [(timedelta(seconds=1), 7), (None, 1)])
def test_a_longer_retry_after_is_ignored(
    lab: Lab, gateway: LlmGatewayRef, tmp_path: Path, longest: timedelta | None, retry_after: int
) -> None:
    """Beyond `longest_retry_after`, or without it, the request goes to another replica at once."""
    retries = Retries(longest_retry_after=longest, backoff=timedelta(milliseconds=1))
    with api(lab, tmp_path, OTHER, gateway=gateway, pool=POOL, retries=retries) as app:
        app.replica(0).refuse(429, retry_after=retry_after)
        answers = lab.call(host=host_of(OTHER), body={}, count=9)
        assert answers.statuses() == {200: 9}
        assert max(answer.seconds for answer in answers) < 1
