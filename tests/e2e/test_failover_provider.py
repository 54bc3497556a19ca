"""A full or ejected pool in front of a paid provider, with JSON and streams, from the first request on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from e2e.support.apis import applied
from e2e.support.failover_pools import HOST, NAME, pool, pools
from e2e.support.llm_apis import SERVED, gateway_for, key_of, offered
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import Ejection, Failover, LlmGatewayRef, OpenAI, ProviderRef

OFFERED = offered("openai", OpenAI(api_key=key_of("openai")), NAME)
BODIES = pytest.mark.parametrize("body", [{"model": "llama"}, {"model": "llama", "stream": True}], ids=["json", "sse"])


@pytest.fixture(scope="module")
def provider(shared_lab: Lab) -> Iterator[HostedProvider]:
    """The lab's OpenAI."""
    provider = shared_lab.provider("openai", hosts=["api.openai.com"], models=[SERVED])
    yield provider
    shared_lab.remove(provider)


@pytest.fixture
def gateway(lab: Lab, provider: HostedProvider, tmp_path: Path) -> Iterator[LlmGatewayRef]:
    """The gateway of a test, with an unused limit."""
    provider.clear_requests()
    with gateway_for(lab, tmp_path / "gateway", NAME, providers=OFFERED, spill_limits=[6]) as gateway:
        yield gateway


@contextmanager
def _before(lab: Lab, gateway: LlmGatewayRef, folder: Path, spill: int | None = None, **options: Any) -> Iterator[App]:
    """A pool of one replica in front of the provider."""
    backend = Failover(backends=[pool(**options), ProviderRef(provider="openai", model=SERVED)], spill_per_minute=spill)
    with applied(lab, folder, NAME, gateway=gateway, backend=backend), pools(lab, 1) as (app,):
        yield app


@BODIES
def test_a_full_pool(
    lab: Lab, gateway: LlmGatewayRef, tmp_path: Path, provider: HostedProvider, body: Mapping[str, Any]
) -> None:
    """The provider serves exactly the requests beyond the pool's limit, at once."""
    with _before(lab, gateway, tmp_path, concurrent_requests=1, replicas=2) as app:
        app.replica(0).slow(300)
        answers = lab.call(host=HOST, body=body, count=6, parallel=6)
    assert answers.statuses() == {200: 6}
    assert all(answer.ok for answer in answers)
    assert answers.replicas() == {"legs-0-0": 2, "openai": 4}
    assert len(provider.requests()) == 4


@BODIES
def test_an_ejected_pool(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path, body: Mapping[str, Any]) -> None:
    """An ejected pool gets no more requests, and no client notices."""
    ejection = Ejection(consecutive_gateway_errors=2, base_time=timedelta(minutes=1))
    with _before(lab, gateway, tmp_path, ejection=ejection) as app:
        app.replica(0).refuse(503)
        answers = lab.call(host=HOST, body=body, count=4)
        # The proxy's worker notices an ejection at most a second after it happens.
        wait_for("the effect of the ejection", lambda: _attempts(lab, app, body) == 0)
        answers += lab.call(host=HOST, body=body, count=10)
        assert len(app.replica(0).requests()) == 0
    assert {(answer.status, answer.replica, answer.ok) for answer in answers} == {(200, "openai", True)}


@BODIES
def test_no_more_than_the_limit(
    lab: Lab, gateway: LlmGatewayRef, tmp_path: Path, provider: HostedProvider, body: Mapping[str, Any]
) -> None:
    """Other requests get 429 in the format of OpenAI, with Retry-After, and don't reach the provider."""
    with _before(lab, gateway, tmp_path, spill=6) as app:
        app.replica(0).refuse(429)
        answers = lab.call(host=HOST, body=body, count=20, parallel=4)
    assert answers.statuses() == {200: 6, 429: 14}
    assert len(provider.requests()) == 6
    refused = [answer for answer in answers if answer.status == 429]
    assert {(answer.headers["retry-after"], answer.json()["error"]["code"]) for answer in refused} == {
        ("10", "spill_limit")
    }


def _attempts(lab: Lab, app: App, body: Mapping[str, Any]) -> int:
    """How many attempts of one request reach the replica."""
    app.replica(0).clear_requests()
    assert lab.call(host=HOST, body=body).statuses() == {200: 1}
    return len(app.replica(0).requests())
