"""Browsers: pages of other origins call an API behind an LLM gateway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from e2e.support.apis import host_of
from e2e.support.llm_apis import api_behind
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answer
from llm_api_mesh import Cors, Model, Pool

NAME = "browsers"
HOST = host_of(NAME)
APP, STRANGER = "https://app.example.com", "https://stranger.example.com"
CHAT = {"model": "llama", "messages": []}


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A model behind a gateway, which a page of one origin may call."""
    models = [Model(name="llama", backend=Pool(selector={"app": NAME}, target_port=8080))]
    cors = Cors(allow_origins=[APP])
    folder = tmp_path_factory.mktemp(NAME)
    with api_behind(shared_lab, folder, NAME, replicas=1, backend=None, models=models, cors=cors) as running:
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
    ],
    ids=["an unknown model", "no model", "the list of models", "another path"],
)
def test_errors_can_be_read(lab: Lab, options: dict[str, object], status: int) -> None:
    """A page of the allowed origin can read the gateway's own answers, and no other page can."""
    for origin, allowed in ((APP, APP), (STRANGER, None)):
        answer = send(lab, origin, **options)
        assert answer.status == status
        assert answer.headers.get("access-control-allow-origin") == allowed
