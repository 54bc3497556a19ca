"""Browsers: pages of other origins call an API behind an LLM gateway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from e2e.support.apis import host_of
from e2e.support.llm_apis import api_behind
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answer
from llm_api_mesh import Budget, Cors, Model, Pool

NAME = "browsers"
HOST = host_of(NAME)
APP, STRANGER = "https://app.example.com", "https://stranger.example.com"
CHAT = {"model": "llama", "messages": []}

# A request is open for long enough to meet others, and a stream begins in time.
SLOW = {"time_to_first_token": 0.2}
BUDGET = Budget(first_token=timedelta(seconds=1))


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A model behind a gateway, which a page of one origin may call."""
    models = [
        Model(name="llama", backend=Pool(selector={"app": NAME}, target_port=8080)),
        Model(name="empty", backend=Pool(name="empty", selector={"app": "nothing"}, target_port=8080)),
        Model(
            name="limited",
            backend=Pool(
                name="limited",
                selector={"app": NAME},
                target_port=8080,
                concurrent_requests=1,
                replicas=1,
                ejection=None,
            ),
        ),
    ]
    options: dict[str, Any] = {"backend": None, "models": models, "cors": Cors(allow_origins=[APP]), "budget": BUDGET}
    folder = tmp_path_factory.mktemp(NAME)
    with api_behind(shared_lab, folder, NAME, replicas=1, simulator=SLOW, **options) as running:
        yield running


def send(lab: Lab, origin: str, **options: object) -> Answer:
    """Send a request as a page of an origin does."""
    (answer,) = lab.call(**{"host": HOST, "headers": {"origin": origin}, **options})  # type: ignore[arg-type]
    return answer


def test_a_browser_calls_a_model_of_another_origin(lab: Lab, app: App) -> None:
    """The proxy answers the preflight; the answer of the model is for the allowed origin only."""
    app.replica(0).clear_requests()
    for origin, allowed in ((APP, APP), (STRANGER, None)):
        preflight = {"origin": origin, "access-control-request-method": "POST"}
        answer = send(lab, origin, method="OPTIONS", headers=preflight)
        assert answer.status == 200
        assert answer.headers.get("access-control-allow-origin") == allowed
    assert app.replica(0).requests() == []
    for origin, allowed in ((APP, APP), (STRANGER, None)):
        answer = send(lab, origin, body=CHAT)
        assert (answer.status, answer.replica) == (200, f"{NAME}-0")
        assert answer.headers.get("access-control-allow-origin") == allowed


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"body": {"model": "zz", "messages": []}}, 404),
        ({"body": {"messages": []}}, 400),
        ({"method": "GET", "path": "/v1/models"}, 200),
        ({"method": "GET", "path": "/nothing"}, 404),
        ({"body": {"model": "llama", "messages": ["x" * 4_500_000]}}, 413),
        ({"body": {"model": "empty", "messages": []}}, 503),
    ],
    ids=["an unknown model", "no model", "the list of models", "another path", "a long body", "no replica"],
)
def test_errors_can_be_read(lab: Lab, options: dict[str, object], status: int) -> None:
    """A page of the allowed origin can read the gateway's own answers, and no other page can."""
    for origin, allowed in ((APP, APP), (STRANGER, None)):
        answer = send(lab, origin, **options)
        assert answer.status == status
        assert answer.headers.get("access-control-allow-origin") == allowed


@pytest.mark.usefixtures("app")
def test_an_overload_can_be_read(lab: Lab) -> None:
    """Of requests at the same time, those beyond the limit get 429."""
    for origin, allowed in ((APP, APP), (STRANGER, None)):
        body = {"model": "limited", "messages": []}
        answers = lab.call(host=HOST, headers={"origin": origin}, body=body, count=4, parallel=4)
        refused = [answer for answer in answers if answer.status == 429]
        assert refused
        assert {answer.headers.get("access-control-allow-origin") for answer in refused} == {allowed}


def test_a_timeout_can_be_read(lab: Lab, app: App) -> None:
    """A stream that doesn't begin gets 504."""
    app.replica(0).hang()
    try:
        for origin, allowed in ((APP, APP), (STRANGER, None)):
            answer = send(lab, origin, body={**CHAT, "stream": True})
            assert answer.status == 504
            assert answer.headers.get("access-control-allow-origin") == allowed
    finally:
        app.replica(0).heal()


@pytest.mark.usefixtures("app")
def test_a_refusal_by_a_policy_can_not_be_read(lab: Lab) -> None:
    """Istio's filter for CORS comes after its filters for policies, such as the gateway's own AuthorizationPolicy."""
    answer = send(lab, APP, body=CHAT, headers={"origin": APP, "x-llm-gateway-model": "llama"})
    assert (answer.status, answer.headers.get("access-control-allow-origin")) == (403, None)
