"""Applications' own clients, of OpenAI, Anthropic and LiteLLM, through the gateway."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.support.apis import example, host_of
from e2e.support.clients import Client, Clients, clients_of
from e2e.support.llm_apis import api_behind
from lab.apps.app import App
from lab.environment import Lab
from llm_api_mesh import Retries

HOST = "llm.example.com"
LLAMA, LORA, QWEN = "llama-3.1-8b", "llama-3.1-8b-legal-lora", "Qwen/Qwen3-32B"
NAMES = [QWEN, "gpt-4o-mini", LLAMA, LORA]

PROMPT = "What routes every token?"
CHAT = [{"role": "user", "content": PROMPT}]

# More than the gateway reads, and more than its proxy has in its buffers beyond that.
TOO_LONG = [{"role": "user", "content": "x" * (5 * 1024 * 1024)}]


@pytest.fixture(scope="module")
def clients(shared_lab: Lab) -> Iterator[Clients]:
    """The clients, connected to the gateway of the lab."""
    with clients_of(shared_lab) as clients:
        yield clients


@pytest.fixture(scope="module")
def apps(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, App]]:
    """The models of the example, whose servers know no other names."""
    names = {"llama": [LLAMA, LORA, "gpt-4o-mini"], "qwen": [QWEN, "qwen3-8b"]}
    with example(shared_lab, tmp_path_factory.mktemp("clients"), "models"):
        started = {
            app: shared_lab.app(app, namespace="ai", labels={"app": app}, port=8000, models=served)
            for app, served in names.items()
        }
        yield started
        shared_lab.remove(*started.values())


@pytest.fixture
def client(lab: Lab, clients: Clients, apps: dict[str, App]) -> Client:
    """OpenAI's client of the example."""
    assert lab
    assert apps
    return clients.openai(HOST)


@pytest.fixture
def claude(lab: Lab, clients: Clients, apps: dict[str, App]) -> Client:
    """Anthropic's client of the example."""
    assert lab
    assert apps
    return clients.anthropic(HOST)


def test_the_models_are_listed_and_retrieved(client: Client) -> None:
    """The client lists all names, and retrieves each of them, also one with a slash."""
    assert [model["id"] for model in client.items("models.list")] == NAMES
    assert [client.answer("models.retrieve", model=name)["id"] for name in NAMES] == NAMES
    missing = client.error("models.retrieve", model="gpt-5")
    assert (missing.kind, missing.code) == ("NotFoundError", "model_not_found")


@pytest.mark.parametrize("model", [*NAMES, "qwen3-8b"])
def test_a_chat(client: Client, model: str) -> None:
    """Each name leads to a server that knows it."""
    answer = client.answer("chat.completions.create", model=model, messages=CHAT, max_tokens=3)
    (choice,) = answer["choices"]
    assert (answer["model"], choice["finish_reason"]) == (model, "length")
    assert choice["message"]["content"]
    assert answer["usage"]["completion_tokens"] == 3


def test_the_stream_of_a_chat(client: Client) -> None:
    """A stream has the text of the whole answer, and at its end the token counts."""
    create = "chat.completions.create"
    options: dict[str, Any] = {"model": LLAMA, "messages": CHAT, "max_tokens": 5}
    whole = client.answer(create, **options)
    chunks = client.items(create, **options, stream=True, stream_options={"include_usage": True})
    text = "".join(chunk["choices"][0]["delta"]["content"] or "" for chunk in chunks if chunk["choices"])
    assert text == whole["choices"][0]["message"]["content"]
    assert [chunk["usage"] for chunk in chunks if chunk["usage"]] == [whole["usage"]]
    plain = client.items(create, **options, stream=True)
    assert not [chunk for chunk in plain if chunk["usage"]]


def test_a_text_completion(client: Client) -> None:
    """The older API, whole and as a stream."""
    options: dict[str, Any] = {"model": QWEN, "prompt": PROMPT, "max_tokens": 4}
    whole = client.lenient().answer("completions.create", **options)
    (choice,) = whole["choices"]
    assert (whole["model"], choice["finish_reason"]) == (QWEN, "length")
    stream = client.lenient().items("completions.create", **options, stream=True)
    assert "".join(chunk["choices"][0]["text"] for chunk in stream) == choice["text"]


def test_a_response(client: Client) -> None:
    """The Responses API, whole and as a stream, which the client accumulates."""
    options: dict[str, Any] = {"model": LLAMA, "input": PROMPT, "instructions": "Be brief.", "max_output_tokens": 20}
    whole = client.answer("responses.create", **options)
    assert (whole["model"], whole["status"]) == (LLAMA, "completed")
    assert whole["output_text"]
    events, final = client.accumulated("responses.stream", **options)
    assert (events[0]["type"], events[-1]["type"]) == ("response.created", "response.completed")
    assert (final["output_text"], final["usage"]) == (whole["output_text"], whole["usage"])
    assert client.answer("responses.input_tokens.count", model=LLAMA, input=PROMPT)["input_tokens"] > 0


def test_embeddings(client: Client) -> None:
    """The client gets a vector for each input; it asks for base64, and decodes it."""
    options: dict[str, Any] = {"model": LLAMA, "dimensions": 4}
    answer = client.lenient().answer("embeddings.create", **options, input=[PROMPT, "Nothing."])
    vectors = [item["embedding"] for item in answer["data"]]
    assert (answer["model"], [len(vector) for vector in vectors]) == (LLAMA, [4, 4])
    numbers = client.lenient().answer("embeddings.create", **options, input=PROMPT, encoding_format="float")
    assert numbers["data"][0]["embedding"] == pytest.approx(vectors[0])


def test_a_message(claude: Client) -> None:
    """The Messages API, whole and as a stream, which the client accumulates; and the count of its tokens."""
    options: dict[str, Any] = {"model": QWEN, "messages": CHAT}
    whole = claude.answer("messages.create", **options, max_tokens=5)
    tokens = whole["usage"]["output_tokens"]
    assert (whole["model"], whole["stop_reason"], tokens) == (QWEN, "max_tokens", 5)
    texts, final = claude.accumulated("messages.stream", **options, max_tokens=5)
    assert [block["text"] for block in whole["content"] if block["type"] == "text"] == ["".join(texts)]
    assert (final["stop_reason"], final["usage"]["output_tokens"]) == ("max_tokens", 5)
    assert claude.answer("messages.count_tokens", **options)["input_tokens"] == whole["usage"]["input_tokens"]


def test_the_clients_know_the_gateway_s_errors(client: Client, claude: Client) -> None:
    """An unknown model, a missing one and a prompt that is too long are the clients' own kinds of errors."""
    unknown = client.error("chat.completions.create", model="gpt-5", messages=CHAT)
    assert (unknown.kind, unknown.code, unknown.param) == ("NotFoundError", "model_not_found", "model")
    assert client.error("responses.create", model="gpt-5", input=PROMPT).kind == "NotFoundError"
    missing = client.error("chat.completions.create", model="", messages=CHAT)
    assert (missing.kind, missing.type, missing.param) == ("BadRequestError", "invalid_request_error", "model")
    long = client.error("chat.completions.create", model=LLAMA, messages=TOO_LONG)
    assert (long.kind, long.status_code, long.code) == ("APIStatusError", 413, "request_too_large")
    foreign = claude.error("messages.create", model="claude-opus-4", messages=CHAT, max_tokens=5)
    assert foreign.kind == "NotFoundError"
    assert "model_not_found" in foreign.message
    nameless = claude.error("messages.create", model="", messages=CHAT, max_tokens=5)
    assert nameless.kind == "BadRequestError"
    assert "with the name of a model" in nameless.message
    # The class that the package also exports as RequestTooLargeError.
    assert claude.error("messages.create", model=LLAMA, messages=TOO_LONG, max_tokens=5).kind == "ContentTooLargeError"


def test_the_clients_know_a_server_s_errors(client: Client, claude: Client) -> None:
    """A server that doesn't know a name, though the gateway routes it there, answers in the words of the API."""
    unknown = client.error("chat.completions.create", model="qwen3-0.6b", messages=CHAT)
    assert (unknown.kind, unknown.code) == ("NotFoundError", "model_not_found")
    missing = claude.error("messages.create", model="qwen3-0.6b", messages=CHAT, max_tokens=5)
    assert missing.kind == "NotFoundError"
    assert "not_found_error" in missing.message


def test_an_overload_is_a_rate_limit(lab: Lab, tmp_path: Path) -> None:
    """A pool at its limit is the clients' error of a rate limit, with the time to wait, after which they try again."""
    name = "clients"
    options: dict[str, Any] = {
        "pool": {"concurrent_requests": 1, "replicas": 1},
        "retries": Retries(attempts=0),
        "replicas": 1,
        "simulator": {"time_to_first_token": 0.7},
    }
    with api_behind(lab, tmp_path, name, **options) as app, clients_of(lab) as clients:
        client, claude = clients.openai(host_of(name)), clients.anthropic(host_of(name))
        with client.opened("responses.create", model=LLAMA, input=PROMPT, stream=True) as busy:
            limited = client.error("chat.completions.create", model=LLAMA, messages=CHAT)
            assert (limited.kind, limited.code) == ("RateLimitError", "overloaded")
            assert limited.headers["retry-after"] == "1"
            other = claude.error("messages.create", model=LLAMA, messages=CHAT, max_tokens=5)
            assert other.kind == "RateLimitError"
            # By default the client waits for Retry-After, and sends the request again.
            assert client.retrying(1).answer("chat.completions.create", model=LLAMA, messages=CHAT)["choices"]
        assert busy[-1]["type"] == "response.completed"
        app.replica(0).refuse(429)
        assert clients.litellm(host_of(name), "error") == "RateLimitError 429"


def test_a_stream_that_breaks_is_an_error(client: Client, apps: dict[str, App]) -> None:
    """If a server dies within a stream, the client doesn't take the beginning for the answer."""
    replica = apps["llama"].replica(0)
    replica.dying(tokens=2)
    try:
        received, error = client.broken("chat.completions.create", model=LLAMA, messages=CHAT, stream=True)
    finally:
        replica.heal()
    assert error.kind == "APIConnectionError"
    assert len(received) == 2


def test_litellm(lab: Lab, clients: Clients, apps: dict[str, App]) -> None:
    """LiteLLM's functions for chats, streams, embeddings, responses and messages, with its own kinds of errors."""
    assert lab
    assert apps
    result = clients.litellm(HOST, "all")
    for whole, stream in zip(result["chats"], result["streams"], strict=True):
        assert whole == stream
        assert (whole["reason"], whole["tokens"]) == ("length", 5)
    assert (result["embeddings"], result["response"]) == (2, "completed")
    assert result["errors"] == ["NotFoundError 404", "NotFoundError 404", "BadRequestError 400", "APIError 413"]
