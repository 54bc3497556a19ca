"""Public paths: clients reach the paths of the OpenAI API, and none of the model server's own ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.support import raw
from e2e.support.apis import api, host_of
from e2e.support.hostile.elsewhere import CLOSED, CLOSED_GETS
from e2e.support.llm_apis import api_behind
from lab.apps.app import App
from lab.environment import Lab
from llm_api_mesh import OPENAI_PATHS, Model, Pool, PublicPath

NAME = "public"
HOST = host_of(NAME)
PATHS = [*OPENAI_PATHS, PublicPath(path="/v1/rerank"), PublicPath(path="/own/{*}/content", methods=["GET"])]
JSON = ("content-type", "application/json")


@pytest.fixture(scope="module", params=["a plain Gateway", "an LLM gateway", "an LLM gateway and a model"])
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[App]:
    """The pool of an API with two paths of its own, at each kind of gateway."""
    folder = tmp_path_factory.mktemp(NAME)
    options: dict[str, Any] = {"replicas": 1, "paths": PATHS}
    if request.param.endswith("model"):
        pool = Pool(selector={"app": NAME}, target_port=8080)
        options |= {"backend": None, "models": [Model(name="llama", backend=pool)]}
    served = api if request.param == "a plain Gateway" else api_behind
    with served(shared_lab, folder, NAME, **options) as running:
        yield running


OPEN = [
    ("POST", "/v1/chat/completions"),
    ("POST", "/v1/chat/completions?trace=/metrics"),
    ("POST", "/v1/completions"),
    ("POST", "/v1/embeddings"),
    ("POST", "/v1/responses"),
    ("POST", "/v1/messages"),
    ("POST", "/v1/messages/count_tokens"),
    ("GET", "/v1/models"),
]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("method", "path"), OPEN)
def test_the_openai_api_is_public(lab: Lab, method: str, path: str) -> None:
    """The paths of the OpenAI API and of Anthropic's Messages are served, each by its method."""
    body = {"model": "llama", "messages": [], "prompt": "", "input": "x"} if method == "POST" else None
    (answer,) = lab.call(HOST, method=method, path=path, body=body)
    assert answer.status == 200, answer.body


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_everything_else_is_not_found(lab: Lab, app: App, method: str, path: str) -> None:
    """All other requests get OpenAI's error from the gateway, whatever is in their body, and no pod sees them."""
    replica = app.replica(0)
    replica.clear_requests()
    body = b'{"model": "llama", "messages": []}'
    head = raw.head(HOST, [JSON, ("content-length", str(len(body)))], method, path)
    answer = raw.send(lab, head + body)
    assert answer.status == CLOSED_GETS.status, answer.body
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"]["type"] == "invalid_request_error"
    assert replica.requests() == []


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/rerank"), ("GET", "/own/one/content")])
def test_a_path_is_added_by_name(lab: Lab, app: App, method: str, path: str) -> None:
    """The pool gets requests for a path of the API's own, which this model server doesn't know."""
    replica = app.replica(0)
    replica.clear_requests()
    lab.call(HOST, method=method, path=path, body={"model": "llama"})
    assert [request["path"] for request in replica.requests()] == [path]


@pytest.mark.usefixtures("app")
def test_an_answer_does_not_wait_for_an_upload(lab: Lab) -> None:
    """A body that the gateway doesn't read isn't awaited."""
    with raw.connection(lab) as opened:
        upload = [("content-type", "application/octet-stream"), ("content-length", "1000000")]
        opened.sendall(raw.head(HOST, upload, "POST", "/update_weights") + b"x")
        assert raw.read(opened).status == 404
