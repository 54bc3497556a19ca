"""A real model server behind an LLM gateway, and what the simulator has in common with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.support.apis import host_of
from e2e.support.clients import Client, clients_of
from e2e.support.llm_apis import declared_behind
from lab.apps.app import App
from lab.environment import Lab
from lab.tools.real_model_server.environment import REAL_MODEL_SERVER
from lab.traffic.call import Answer
from llm_api_mesh import Cors, LlmApiMesh, LlmGateway, MeshApp, Model, Pool

pytestmark = pytest.mark.skipif(
    not REAL_MODEL_SERVER.built,
    reason=f"the real model server is not installed: python -m lab.build {REAL_MODEL_SERVER.name}",
)

NAMESPACE = "real"
MODELS, WHOLE = "real-models", "real"
SERVED = "tiny-llama"
CHAT = [{"role": "user", "content": "What routes every token?"}]
PAGE, STRANGER = "https://app.example.com", "https://stranger.example.com"

# The server closes a connection after this number of answers.
ANSWERS_OF_A_CONNECTION = 100


def _declare(app: MeshApp, gateway: LlmGateway) -> None:
    options: dict[str, Any] = {"namespace": NAMESPACE, "gateway": gateway, "include_usage": True}
    pool = Pool(selector={"app": NAMESPACE}, target_port=8080, model=SERVED)
    models = [Model(name="llama", backend=pool)]
    LlmApiMesh(app, MODELS, hosts=[host_of(MODELS)], models=models, cors=Cors(allow_origins=[PAGE]), **options)
    once = Pool(selector={"app": NAMESPACE}, target_port=8080, model=SERVED, max_requests_per_connection=1)
    LlmApiMesh(app, WHOLE, hosts=[host_of(WHOLE)], backend=once, **options)


@pytest.fixture(scope="module")
def server(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A server behind two APIs: one with names of models, and one whose gateway uses each connection only once."""
    app = shared_lab.app(NAMESPACE, namespace=NAMESPACE, labels={"app": NAMESPACE}, models=[SERVED], real=True)
    hosts = {NAMESPACE: [host_of(MODELS), host_of(WHOLE)]}
    try:
        with declared_behind(shared_lab, tmp_path_factory.mktemp(NAMESPACE), _declare, hosts=hosts):
            yield app
    finally:
        shared_lab.remove(app)


@pytest.fixture(scope="module")
def client(shared_lab: Lab, server: App) -> Iterator[Client]:
    """OpenAI's client of the API that uses each connection only once."""
    assert server
    with clients_of(shared_lab) as clients:
        yield clients.openai(host_of(WHOLE)).lenient()


def chat(**options: Any) -> dict[str, Any]:
    """The body of a request for a chat."""
    return {"model": "llama", "messages": CHAT, "max_tokens": 3, **options}


@pytest.mark.usefixtures("server")
def test_the_models_are_listed(lab: Lab, client: Client) -> None:
    """The gateway lists the names of an API with models; without them, the list is the server's."""
    (listed,) = lab.call(host=host_of(MODELS), path="/v1/models")
    assert [model["id"] for model in listed.json()["data"]] == ["llama"]
    assert [model["id"] for model in client.items("models.list")] == [SERVED]


@pytest.mark.usefixtures("server")
def test_a_chat(lab: Lab, client: Client) -> None:
    """The server parses the body in which the gateway has written its name of the model, and answers with that name."""
    for host in (host_of(MODELS), host_of(WHOLE)):
        (answer,) = lab.call(host=host, body=chat())
        assert (answer.status, answer.json()["model"]) == (200, SERVED)
    whole = client.answer("chat.completions.create", **chat())
    (choice,) = whole["choices"]
    assert (choice["finish_reason"], whole["usage"]["completion_tokens"]) == ("length", 3)
    assert choice["message"]["content"]


def test_streams_end_with_their_usage(client: Client) -> None:
    """The client doesn't request the usage; the gateway does, and the server understands it."""
    create = "chat.completions.create"
    whole = client.answer(create, **chat())
    chunks = client.items(create, **chat(stream=True))
    text = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks if chunk["choices"])
    assert text == whole["choices"][0]["message"]["content"]
    assert chunks[-1]["usage"]["completion_tokens"] == 3
    assert not [chunk for chunk in chunks[:-1] if chunk.get("usage")]


def test_a_text_completion(client: Client) -> None:
    """The older API, whole and as a stream."""
    options: dict[str, Any] = {"model": "llama", "prompt": "What routes every token?", "max_tokens": 4}
    whole = client.answer("completions.create", **options)
    (choice,) = whole["choices"]
    assert (whole["model"], choice["finish_reason"]) == (SERVED, "length")
    chunks = client.items("completions.create", **options, stream=True)
    assert "".join(chunk["choices"][0]["text"] for chunk in chunks if chunk["choices"]) == choice["text"]
    assert [chunk["usage"]["completion_tokens"] for chunk in chunks if chunk.get("usage")] == [4]


def test_the_server_s_errors(lab: Lab, client: Client) -> None:
    """The client knows the server's errors; the gateway refuses a name that it doesn't route."""
    bad = client.error("chat.completions.create", **chat(max_tokens="many"))
    assert (bad.kind, bad.status_code, bad.type) == ("BadRequestError", 400, "invalid_request_error")
    long = [{"role": "user", "content": "x" * 10_000}]
    assert client.error("chat.completions.create", **chat(messages=long)).type == "exceed_context_size_error"
    (unknown,) = lab.call(host=host_of(MODELS), body=chat(model="gpt-5"))
    assert (unknown.status, unknown.json()["error"]["code"]) == (404, "model_not_found")


@pytest.mark.usefixtures("server")
def test_the_server_s_headers_for_browsers_do_not_pass(lab: Lab) -> None:
    """The server lets the pages of all origins read its answers; the API has one origin."""
    for origin, allowed in ((PAGE, PAGE), (STRANGER, None)):
        (answer,) = lab.call(host=host_of(MODELS), body=chat(), headers={"origin": origin})
        assert (answer.status, answer.headers.get("access-control-allow-origin")) == (200, allowed)


@pytest.mark.usefixtures("server")
def test_a_connection_ends_after_some_answers(lab: Lab) -> None:
    """The server announces the end of a connection in its last answer, so no request is lost."""
    answers = lab.call(host=host_of(MODELS), body=chat(), count=4 * ANSWERS_OF_A_CONNECTION, parallel=2)
    assert answers.statuses() == {200: len(answers)}


@pytest.mark.usefixtures("server")
def test_streams_one_after_the_other(lab: Lab) -> None:
    """The server closes its connection after a stream and doesn't say so; no request is lost on single connections."""
    answers = lab.call(host=host_of(WHOLE), body=chat(stream=True), count=300, parallel=4)
    assert answers.statuses() == {200: 300}
    assert all(answer.ok and answer.events()[-1]["usage"] for answer in answers)


def _requests() -> dict[str, dict[str, Any]]:
    """Requests that a server answers by itself."""
    text, counted = "/v1/completions", {"stream_options": {"include_usage": True}}
    return {
        "a chat": {"body": chat()},
        "a stream": {"body": chat(stream=True)},
        "a stream with usage": {"body": chat(stream=True, **counted)},
        "a text": {"path": text, "body": {"prompt": "x", "max_tokens": 2}},
        "a stream of text": {"path": text, "body": {"prompt": "x", "max_tokens": 2, "stream": True, **counted}},
        "a message": {"path": "/v1/messages", "body": chat()},
        "a stream of a message": {"path": "/v1/messages", "body": chat(stream=True)},
        "tokens of a message": {"path": "/v1/messages/count_tokens", "body": chat()},
        "a response": {"path": "/v1/responses", "body": {"input": "x", "max_output_tokens": 2}},
        "the models": {"path": "/v1/models"},
        "the head of the models": {"path": "/v1/models", "method": "HEAD"},
        "another path": {"path": "/v1/nothing"},
        "another path by POST": {"path": "/v1/nothing", "body": {}},
        "the head of another path": {"path": "/v1/nothing", "method": "HEAD"},
        "no object": {"body": [1]},
        "a limit that is no number": {"body": chat(max_tokens="many")},
        "a page": {"body": chat(), "headers": {"origin": PAGE}},
        "a preflight": {
            "method": "OPTIONS",
            "headers": {"origin": PAGE, "access-control-request-method": "POST"},
        },
    }


@pytest.fixture(scope="module")
def simulator(shared_lab: Lab) -> Iterator[App]:
    """A simulated server beside the real one."""
    app = shared_lab.app("simulated", namespace=NAMESPACE, labels={"app": "simulated"})
    yield app
    shared_lab.remove(app)


@pytest.mark.parametrize("name", _requests())
def test_the_simulator_answers_alike(lab: Lab, server: App, simulator: App, name: str) -> None:
    """What a proxy or a client needs is the same: status, content type, fields of the body, form of a stream."""
    options = _requests()[name]
    real, simulated = (
        lab.call(host="model", to=app.replica(0).host.address, port=8080, **options)[0] for app in (server, simulator)
    )
    assert _form(simulated) == _form(real)


def _form(answer: Answer) -> dict[str, Any]:
    kind = answer.headers.get("content-type", "").partition(";")[0]
    streamed = kind == "text/event-stream"
    names = ("access-control-allow-origin", "transfer-encoding", "access-control-allow-headers")
    form: dict[str, Any] = {
        "error": answer.error,
        "status": answer.status,
        "kind": kind if answer.body else "",
        "headers": {name: answer.headers[name] for name in names if answer.headers.get(name)},
        "length": "content-length" in answer.headers,
    }
    if streamed:
        events = answer.events()
        form["done"] = answer.body.endswith(b"data: [DONE]\n\n")
        form["separators"] = answer.body.count(b"\n\n") == answer.body.count(b"data: ")
        form["usage"] = [event.get("usage", {}).get("completion_tokens") for event in events if event.get("usage")]
    elif answer.body:
        body = answer.json()
        form["usage"] = "usage" in body
        form["error_type"] = (body.get("error") or {}).get("type")
    return form
