"""Failover to a third backend, with a limit, from a full, late or ejected pool, and with long prompts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from e2e.support.apis import applied
from e2e.support.clock import EARLY
from e2e.support.failover_pools import HOST, NAME, failover, pool, pools
from e2e.support.keys import FILE_KEYS
from e2e.support.llm_apis import SERVED, gateway_for, key_of, offered
from lab.apps.hosted_provider import HostedProvider
from lab.apps.model_server import ModelServer
from lab.environment import Lab
from lab.traffic.call import Answer
from lab.waits import wait_for
from llm_api_mesh import Budget, Ejection, Failover, LlmGatewayRef, OpenAI, OpenAICompatible, ProviderRef

OTHER = OpenAICompatible(url="https://other.example.net/v1", api_key=key_of("other"))
PROVIDERS = {
    **offered("openai", OpenAI(api_key=key_of("openai")), NAME),
    **offered("other", OTHER, NAME),
}
LONGEST = 2_000_000


@pytest.fixture(scope="module")
def providers(shared_lab: Lab) -> Iterator[tuple[HostedProvider, HostedProvider]]:
    """Two providers, which start before the YAML that names their hosts is applied."""
    openai = shared_lab.provider("openai", hosts=["api.openai.com"])
    other = shared_lab.provider("other", hosts=["other.example.net"])
    yield openai, other
    shared_lab.remove(openai, other)


@pytest.fixture(scope="module")
def gateway(
    shared_lab: Lab, providers: tuple[HostedProvider, HostedProvider], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LlmGatewayRef]:
    """The gateway of all tests."""
    assert providers
    folder = tmp_path_factory.mktemp("gateway")
    options = {"providers": PROVIDERS, "spill_limits": [4, 6], "max_request_bytes": LONGEST}
    with gateway_for(shared_lab, folder, NAME, **options) as gateway:
        yield gateway


def _credentials_at(server: ModelServer) -> set[tuple[str, str]]:
    return {(server.name, request["headers"]["authorization"]) for request in server.requests()}


def test_backends_are_tried_in_order(
    lab: Lab, gateway: LlmGatewayRef, providers: tuple[HostedProvider, HostedProvider], tmp_path: Path
) -> None:
    """A backend gets a request only if all before it have refused it; the client gets the last refusal."""
    openai, other = providers
    backend = Failover(backends=[pool(), *(ProviderRef(provider=name, model=SERVED) for name in ("other", "openai"))])
    own = {"authorization": "Bearer clients-own"}
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=backend), pools(lab, 1) as (app,):
        servers = (app.replica(0), other, openai)
        served = {}
        for broken in range(4):
            for server in servers[:broken]:
                # One of the providers signals overload with 529.
                server.refuse(529 if server is other else 429)
            answers = lab.call(host=HOST, body={}, headers=own)
            served[broken] = (answers[0].status, *(len(server.requests()) > 0 for server in servers))
            credentials = {name for server in servers for name in _credentials_at(server)}
            for server in servers:
                server.clear_requests()
        for server in servers:
            server.heal()
    assert served == {
        0: (200, True, False, False),
        1: (200, True, True, False),
        2: (200, True, True, True),
        3: (429, True, True, True),
    }
    # Each key and credential reaches only the backend that it is for.
    assert credentials == {
        ("legs-0-0", "Bearer clients-own"),
        ("other", f"Bearer {FILE_KEYS['other']}"),
        ("openai", f"Bearer {FILE_KEYS['openai']}"),
    }


def test_no_more_than_the_limit_spills(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """Beyond the limit, the client gets 429 with Retry-After; the first backend has no limit."""
    with (
        applied(lab, tmp_path, NAME, gateway=gateway, backend=failover(spill_per_minute=6)),
        pools(lab) as (first, second),
    ):
        assert lab.call(host=HOST, body={}, count=20).statuses() == {200: 20}
        first.replica(0).refuse(429)
        answers = lab.call(host=HOST, body={}, count=20)
        assert answers.statuses() == {200: 6, 429: 14}
        assert len(second.replica(0).requests()) == 6
        limited = answers[-1]
        first.replica(0).heal()
        assert lab.call(host=HOST, body={}).statuses() == {200: 1}
    assert limited.headers["retry-after"] == "10"
    assert limited.headers["content-type"] == "application/json"
    assert limited.json()["error"]["type"] == "rate_limit_error"


def test_beyond_the_limit_the_next_backend_is_tried(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """Each backend after the first has its own limit."""
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=failover(3, spill_per_minute=4)), pools(lab, 3) as apps:
        apps[0].replica(0).refuse(429)
        answers = lab.call(host=HOST, body={}, count=12)
    assert answers.statuses() == {200: 8, 429: 4}
    assert answers.replicas() == {"legs-1-0": 4, "legs-2-0": 4, "": 4}


def test_a_full_pool_overflows(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """Requests beyond the pool's limit are served by the next backend at once."""
    backend = failover(first=pool(concurrent_requests=1, replicas=2))
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=backend), pools(lab) as (first, _second):
        first.replica(0).slow(300)
        answers = lab.call(host=HOST, body={}, count=6, parallel=6)
        first.replica(0).heal()
    assert answers.statuses() == {200: 6}
    assert answers.replicas() == {"legs-0-0": 2, "legs-1-0": 4}
    assert max(answer.seconds for answer in answers if answer.replica == "legs-1-0") < 0.5


def test_a_late_answer_that_is_not_streamed(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """With a time limit for answers that aren't streamed, late ones come from the next backend, too."""
    budget = Budget(first_token=timedelta(milliseconds=200), whole_answer=timedelta(milliseconds=400))
    with (
        applied(lab, tmp_path, NAME, gateway=gateway, backend=failover(), budget=budget),
        pools(lab) as (first, _second),
    ):
        first.replica(0).hang()
        (whole,) = lab.call(host=HOST, body={})
        (stream,) = lab.call(host=HOST, body={"stream": True})
        (spoofed,) = lab.call(host=HOST, body={}, headers={"X-LLM-Gateway-Stream": "1"})
    assert whole.replica == stream.replica == "legs-1-0"
    assert 0.2 - EARLY <= stream.seconds < 0.4 - EARLY <= whole.seconds < 0.6
    assert (spoofed.status, spoofed.json()["error"]["code"]) == (403, "forbidden")


def test_a_long_prompt_fails_over_up_to_the_limit(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """The gateway can send every prompt again that isn't longer than `max_request_bytes`, and refuses others."""
    with (
        applied(lab, tmp_path, NAME, gateway=gateway, backend=failover()),
        pools(lab) as (first, _second),
    ):
        first.replica(0).refuse(429)
        around = len('{"prompt": ""}')
        statuses = [
            lab.call(host=HOST, body={"prompt": "x" * (size - around)})[0].status for size in (LONGEST, LONGEST + 1)
        ]
    assert statuses == [200, 413]


def test_a_pool_that_is_ejected(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """All replicas may be ejected, because there is another backend; when the ejection ends, the pool serves again."""
    ejection = Ejection(
        consecutive_gateway_errors=2,
        base_time=timedelta(seconds=2),
        max_time=timedelta(seconds=2),
        interval=timedelta(milliseconds=200),
    )
    backend = failover(first=pool(ejection=ejection))
    limit = timedelta(milliseconds=300)
    with (
        applied(lab, tmp_path, NAME, gateway=gateway, backend=backend, budget=Budget(first_token=limit)),
        pools(lab) as (first, _second),
    ):
        first.replica(0).hang()
        # The proxy's worker notices an ejection at most a second after it happens.
        wait_for("the effect of the ejection", lambda: _stream(lab).first_byte_seconds < limit.total_seconds())
        answers = lab.call(host=HOST, body={})  # a request without a time limit also goes to the next backend at once
        for _ in range(2):  # a second and a third ejection, each as long as the first
            wait_for("the end of the ejection", lambda: _stream(lab).first_byte_seconds > limit.total_seconds())
            wait_for("another ejection", lambda: _stream(lab).first_byte_seconds < limit.total_seconds())
        first.replica(0).heal()
        started = time.monotonic()
        wait_for("the return of the pool", lambda: _stream(lab).replica == "legs-0-0")
        # The ejection, the interval between checks, and the time until the proxy's worker notices.
        assert time.monotonic() - started < 2 + 0.2 + 1 + 0.5
    assert answers.replicas() == {"legs-1-0": 1}


def _stream(lab: Lab) -> Answer:
    (answer,) = lab.call(host=HOST, body={"stream": True})
    assert answer.ok
    return answer
