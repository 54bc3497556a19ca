"""Routes by model: which requests name a model, what the gateway answers itself, and which requests stay unchanged."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support import models, raw
from e2e.support.apis import declared
from e2e.support.folders import PLATFORM, SMALL_BUFFERS
from e2e.support.models import BY_HEADER, BY_PATH, LENIENT, NEIGHBOUR, SMALL, SMALL_LIMIT, STRICT
from lab.apps.app import App
from lab.cluster import manifests
from lab.environment import Lab
from lab.traffic.call import Answer
from lab.waits import wait_for
from llm_api_mesh import GatewayRef, LlmApiMesh, Match, MeshApp, Model, Pool
from llm_api_mesh.spec.numbers import size

JSON = ("content-type", "application/json")
LIMIT = 4 * 1024 * 1024

Apps = dict[str, App]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the emitted YAML."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def apps(shared_lab: Lab, written: Path) -> Iterator[Apps]:
    """The model servers behind all APIs: two versions of one model, another model, and the default backend."""
    labels = {
        "llama": {"app": "llama", "version": "a"},
        "llama-b": {"app": "llama", "version": "b"},
        "qwen": {"app": "qwen"},
        "rest": {"app": "rest"},
    }
    with declared(shared_lab, written, models.declare):
        started = {name: shared_lab.app(name, namespace=models.NAMESPACE, labels=each) for name, each in labels.items()}
        yield started
        shared_lab.remove(*started.values())


pytestmark = pytest.mark.usefixtures("apps")


def _answered_by(answer: Answer) -> str | int:
    """The app that answered, or the status if the gateway itself answered."""
    return answer.replica.partition("-")[0] or answer.status


def _received(apps: Apps, name: str) -> list[dict[str, str]]:
    """The headers of the requests that an app has received since the last call."""
    replica = apps[name].replica(0)
    received = [request["headers"] for request in replica.requests()]
    replica.clear_requests()
    return received


NAMES = [
    ("llama-3.1-8b", "llama"),
    ("gpt-4o-mini", "llama"),
    ("llama-3.1-8b-legal-lora", "llama"),
    ("Qwen/Qwen3-32B", "qwen"),
    ("llama-in-disguise", "qwen"),
    ("qwen3-8b", "qwen"),
    ("qwen3-coder-30b", "llama"),
    ("qwen2.5-7b", "qwen"),
    ("qwen2.5-", "qwen"),
    ("qwen25-7b", 404),
    ("my-qwen2.5-7b", 404),
    ("LLAMA-3.1-8B", 404),
    ("llama-3.1-8", 404),
]


# A header can't end with a space.
@pytest.mark.parametrize(("model", "answered_by"), [*NAMES, ("llama-3.1-8b ", 404)])
def test_a_name_leads_to_its_model(lab: Lab, model: str, answered_by: str | int) -> None:
    """A name wins over a prefix, a longer prefix over a shorter one, and a prefix over a pattern of the whole name."""
    (answer,) = lab.call(STRICT, body={"model": model})
    assert _answered_by(answer) == answered_by


@pytest.mark.parametrize(("model", "answered_by"), NAMES)
def test_a_name_in_a_header_leads_to_its_model(lab: Lab, model: str, answered_by: str | int) -> None:
    """The same names in a header of the client."""
    (answer,) = lab.call(BY_HEADER, body={"model": "whatever"}, headers={"X-Model": model})
    assert _answered_by(answer) == answered_by


FIRST, SECOND, UNKNOWN = (("x-model", name) for name in ("llama-3.1-8b", "Qwen/Qwen3-32B", "gpt-5"))


@pytest.mark.parametrize(
    ("sent", "answered_by"),
    [
        ([FIRST, SECOND], "llama"),
        ([SECOND, ("X-MODEL", "llama-3.1-8b")], "llama"),
        ([UNKNOWN, SECOND], "qwen"),
        ([("x-model", "llama-3.1-8b,Qwen/Qwen3-32B")], 404),
        ([("x-model", "")], 404),
        ([], 400),
        ([FIRST, ("x-llm-model", "Qwen/Qwen3-32B")], "llama"),
        ([("x-llm-model", "Qwen/Qwen3-32B")], 400),
    ],
    ids=[
        "twice",
        "twice, in the other order and in mixed case",
        "an unknown one, too",
        "a list",
        "an empty one",
        "none",
        "the gateway's own header, too",
        "the gateway's own header alone",
    ],
)
def test_headers_with_more_or_less_than_one_name(lab: Lab, sent: list[raw.Header], answered_by: str | int) -> None:
    """Each of several headers is matched, and the model with the first slug answers; a list isn't a name."""
    assert _answered_by(raw.send(lab, raw.whole(BY_HEADER, b"{}", [JSON, *sent]))) == answered_by


def test_an_unknown_model_is_answered_as_openai_does(lab: Lab) -> None:
    """Without a default backend, the gateway answers 404 with OpenAI's error; with one, that gets the request."""
    (unknown,) = lab.call(STRICT, body={"model": "gpt-5"})
    assert (unknown.status, unknown.headers["content-type"]) == (404, "application/json")
    assert unknown.json()["error"] == {
        "message": "The model doesn't exist here. GET /v1/models lists those that do.",
        "type": "invalid_request_error",
        "param": "model",
        "code": "model_not_found",
    }
    (rest,) = lab.call(LENIENT, body={"model": "gpt-5"})
    assert (_answered_by(rest), rest.json()["model"]) == ("rest", "gpt-5")


def test_the_models_are_listed(lab: Lab) -> None:
    """The gateway lists every name of every model, also if the API has a default backend."""
    (listed,) = lab.call(STRICT, path="/v1/models")
    assert (listed.status, listed.headers["content-type"]) == (200, "application/json")
    assert [model["id"] for model in listed.json()["data"]] == [
        "Qwen/Qwen3-32B",
        "gpt-4o-mini",
        "llama-3.1-8b",
        "llama-3.1-8b-legal-lora",
        "llama-in-disguise",
    ]
    assert {model["object"] for model in listed.json()["data"]} == {"model"}
    (lenient,) = lab.call(LENIENT, path="/v1/models")
    assert [model["id"] for model in lenient.json()["data"]] == ["Qwen/Qwen3-32B", "llama-3.1-8b", "llama-in-disguise"]


@pytest.mark.parametrize("host", [STRICT, LENIENT, BY_HEADER, BY_PATH])
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("llama-3.1-8b", "llama-3.1-8b"),
        ("llama-in-disguise", "llama-in-disguise"),
        ("Qwen/Qwen3-32B", "Qwen/Qwen3-32B"),
        ("Qwen%2FQwen3-32B", "Qwen/Qwen3-32B"),
        ("llama-3.1-8b?x=1", "llama-3.1-8b"),
    ],
)
def test_a_model_can_be_retrieved(lab: Lab, host: str, path: str, name: str) -> None:
    """The gateway answers with the model of a name, with an encoded slash or without."""
    (found,) = lab.call(host, path=f"/v1/models/{path}")
    assert (found.status, found.headers["content-type"]) == (200, "application/json")
    assert (found.json()["id"], found.json()["object"], found.replica) == (name, "model", "")


@pytest.mark.parametrize("path", ["gpt-5", "llama-3.1-8", "llama-3.1-8b/versions", "LLAMA-3.1-8B", ""])
def test_another_model_cannot_be_retrieved(lab: Lab, path: str) -> None:
    """Without a default backend, the gateway answers 404 with OpenAI's error; with one, that gets the request."""
    (missing,) = lab.call(STRICT, path=f"/v1/models/{path}")
    assert (missing.status, missing.json()["error"]["code"]) == (404, "model_not_found")
    assert _answered_by(lab.call(LENIENT, path=f"/v1/models/{path}")[0]) == "rest"


def test_a_request_without_a_model_is_answered(lab: Lab) -> None:
    """A completion request without a model gets 400 with OpenAI's error, any other request 404."""
    (missing,) = lab.call(STRICT, body={"messages": []})
    assert (missing.status, missing.headers["content-type"]) == (400, "application/json")
    error = missing.json()["error"]
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", "model", None)
    (other,) = lab.call(STRICT, path="/health")
    assert (other.status, other.headers["content-type"]) == (404, "application/json")
    assert other.json()["error"]["type"] == "invalid_request_error"


TYPES = {
    "a charset": ("application/json; charset=utf-8", True),
    "a charset without a space": ("application/json;charset=utf-8", True),
    "upper case": ("Application/JSON; Charset=UTF-8", True),
    "a space before the semicolon": ("application/json ; charset=utf-8", True),
    "another JSON": ("application/vnd.api+json", False),
    "a beginning alone": ("application/jsonl", False),
    "text": ("text/plain", False),
    "a form": ("application/x-www-form-urlencoded", False),
}


@pytest.mark.parametrize(("kind", "read"), TYPES.values(), ids=TYPES)
def test_which_content_types_are_read(lab: Lab, kind: str, *, read: bool) -> None:
    """JSON is read, with any parameters and in any case; a request of another type has no model."""
    body = b'{"model": "Qwen/Qwen3-32B"}'
    assert _answered_by(raw.send(lab, raw.whole(STRICT, body, [("content-type", kind)]))) == ("qwen" if read else 400)
    assert _answered_by(raw.send(lab, raw.whole(LENIENT, body, [("content-type", kind)]))) == (
        "qwen" if read else "rest"
    )


def test_compressed_bodies_are_not_read(lab: Lab) -> None:
    """A compressed body isn't read, nor is one with two content types."""
    body = b'{"model": "Qwen/Qwen3-32B"}'
    compressed = [JSON, ("content-encoding", "gzip")]
    for host, answered_by in ((STRICT, 400), (LENIENT, "rest")):
        assert _answered_by(raw.send(lab, raw.whole(host, gzip.compress(body), compressed))) == answered_by
        assert _answered_by(raw.send(lab, raw.whole(host, body, [("content-type", "text/plain"), JSON]))) == answered_by


@pytest.mark.parametrize("coding", ["gzip", "zstd", "br"])
@pytest.mark.parametrize("length", [100, 2_000_000])
def test_a_compressed_body_is_refused_for_its_coding(lab: Lab, coding: str, length: int) -> None:
    """The words of the 400 name the content-encoding, and not the content type, which the client has sent."""
    # The bytes are as unreadable as those of a compressed body.
    answer = raw.send(lab, raw.whole(STRICT, b"\xff" * length, [JSON, ("content-encoding", coding)]))
    assert (answer.status, answer.headers["content-type"]) == (400, "application/json")
    assert answer.json()["error"]["message"].startswith("The body has a content-encoding")


def test_a_body_with_a_coding_that_can_be_read_is_read(lab: Lab) -> None:
    """The gateway reads a body that isn't compressed although its header names a content-encoding."""
    body = b'{"model": "Qwen/Qwen3-32B", "prompt": "' + b"x" * 2_000_000 + b'"}'
    answer = raw.send(lab, raw.whole(STRICT, body, [JSON, ("content-encoding", "identity")]))
    assert _answered_by(answer) == "qwen"


def test_the_body_of_a_get_is_read(lab: Lab) -> None:
    """The body of a GET request is read, too; without a body there is no model."""
    body = b'{"model": "Qwen/Qwen3-32B"}'
    for host, answered_by in ((STRICT, 404), (LENIENT, "rest")):
        head = raw.head(host, [JSON, ("content-length", str(len(body)))], "GET", "/v1/chat/completions")
        assert _answered_by(raw.send(lab, head + body)) == "qwen"
        assert _answered_by(raw.send(lab, raw.head(host, [JSON], "GET", "/v1/chat/completions"))) == answered_by


QWEN = '"model": "Qwen/Qwen3-32B"'
BODIES = {
    "the word in a prompt": ('{"prompt": "\\"model\\": \\"llama-3.1-8b\\"", ' + QWEN + "}", "qwen"),
    "another object's model": ('{"tool": {"model": "llama-3.1-8b"}, ' + QWEN + "}", "qwen"),
    "twice: the last counts": ('{"model": "llama-3.1-8b", ' + QWEN + "}", "qwen"),
    "an escaped key": ('{"m\\u006fdel": "Qwen/Qwen3-32B"}', "qwen"),
    "an escaped value": ('{"model": "Qwen\\u002fQwen3-32B"}', "qwen"),
    "a byte order mark": ("\ufeff{" + QWEN + "}", "qwen"),
    "900 levels": ("{" + QWEN + ', "x": ' + "[" * 900 + "]" * 900 + "}", "qwen"),
    "no JSON": ("{" + QWEN, None),
    "something behind the object": ("{" + QWEN + "} x", None),
    "a comment": ("{/* x */" + QWEN + "}", None),
    "NaN": ("{" + QWEN + ', "temperature": NaN}', None),
    "a list": ("[{" + QWEN + "}]", None),
    "an empty body": ("", None),
    "no model": ('{"messages": []}', None),
    "an empty name": ('{"model": ""}', None),
    "null": ('{"model": null}', None),
    "an object": ('{"model": {"name": "llama-3.1-8b"}}', None),
    "a list of names": ('{"model": ["llama-3.1-8b"]}', None),
    "a number": ('{"model": 4}', "unknown"),
    "true": ('{"model": true}', "unknown"),
    "a line break": ('{"model": "llama-3.1-8b\\r\\nx-llm-model: llama-3.1-8b"}', "unknown"),
    "a zero byte": ('{"model": "llama-3.1-8b\\u0000"}', "unknown"),
    "a letter beyond ASCII": ('{"model": "llama-3.1-8\u00df"}', "unknown"),
    "8,000 characters": ('{"model": "' + "x" * 8_000 + '"}', "unknown"),
    "9,000 characters": ('{"model": "' + "x" * 9_000 + '"}', None),
}


@pytest.mark.parametrize("framing", ["whole", "chunked"])
@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_which_model_is_read_from_a_body(lab: Lab, body: str, expected: str | None, framing: str) -> None:
    """The `model` of the outer object is read if it is a string; otherwise it's 400, or the default backend."""
    data = body.encode()
    parts = [part for part in (data[:7], data[7:20], data[20:]) if part]
    strict, lenient = (
        raw.whole(host, data, [JSON]) if framing == "whole" else raw.chunked(host, parts, [JSON])
        for host in (STRICT, LENIENT)
    )
    assert _answered_by(raw.send(lab, strict)) == {None: 400, "unknown": 404}.get(expected, expected)
    assert _answered_by(raw.send(lab, lenient)) == ("qwen" if expected == "qwen" else "rest")


SPOOFS = [
    [("x-llm-model", "llama-3.1-8b")],
    [("X-LLM-Model", "llama-3.1-8b")],
    [("x-llm-model", "llama-3.1-8b"), ("X-Llm-Model", "gpt-4o-mini")],
    [("x-llm-model", "")],
    [("x-llm-model", "gpt-5")],
]


@pytest.mark.parametrize("spoof", SPOOFS, ids=["once", "mixed case", "doubled", "empty", "unknown"])
def test_clients_cannot_set_the_routing_header(lab: Lab, apps: Apps, spoof: list[raw.Header]) -> None:
    """The gateway removes every copy of its own routing header from requests, and backends don't see it."""
    for name in apps:
        _received(apps, name)
    model = b'{"model": "Qwen/Qwen3-32B"}'
    assert _answered_by(raw.send(lab, raw.whole(STRICT, model, [JSON, *spoof]))) == "qwen"
    assert _answered_by(raw.send(lab, raw.whole(STRICT, b"{}", [JSON, *spoof]))) == 400
    assert _answered_by(raw.send(lab, raw.whole(STRICT, b"x", [("content-type", "text/plain"), *spoof]))) == 400
    assert _answered_by(raw.send(lab, raw.head(STRICT, spoof, "GET", "/health"))) == 404
    assert _answered_by(raw.send(lab, raw.whole(LENIENT, model, [JSON, *spoof]))) == "qwen"
    assert _answered_by(raw.send(lab, raw.whole(LENIENT, b"{}", [JSON, *spoof]))) == "rest"
    assert _answered_by(raw.send(lab, raw.head(LENIENT, spoof, "GET", "/v1/models"))) == 200
    assert _answered_by(raw.send(lab, raw.head(LENIENT, spoof, "GET", "/health"))) == "rest"
    received = [headers for name in ("qwen", "rest") for headers in _received(apps, name)]
    assert len(received) == 4
    assert not any("x-llm-model" in headers for headers in received)


def test_the_spelling_of_the_host_does_not_matter(lab: Lab) -> None:
    """Requests are read however their host is written."""
    for host in (STRICT.upper(), f"{STRICT}:80"):
        request = raw.whole(host, b'{"model": "Qwen/Qwen3-32B"}', [JSON, ("x-llm-model", "llama-3.1-8b")])
        assert _answered_by(raw.send(lab, request)) == "qwen"


@pytest.mark.parametrize("path", ["/v1/audio/transcriptions", "/v1/files"])
def test_an_upload_is_forwarded_as_it_arrives(lab: Lab, path: str) -> None:
    """The backend gets the head of an upload before the client has sent the end of the form."""
    gauge = rf"^cluster\.outbound\|80\|\|lenient\.{models.NAMESPACE}\.svc\.cluster\.local;?\.upstream_rq_active$"
    headers = [("content-type", "multipart/form-data; boundary=x"), ("content-length", "10")]
    with raw.connection(lab) as opened:
        opened.sendall(raw.head(LENIENT, headers, path=path) + b"--x")
        wait_for("the request at the backend", lambda: sum(lab.gateway.stats(gauge).values()))
        opened.sendall(b"\r\n\r\n--x")
        assert _answered_by(raw.read(opened)) == "rest"


def test_a_websocket_does_not_wait_for_a_body(lab: Lab, apps: Apps) -> None:
    """An upgrade is forwarded at once."""
    upgrade = [("connection", "upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13")]
    key = ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
    _received(apps, "rest")
    assert _answered_by(raw.send(lab, raw.head(LENIENT, [*upgrade, key], "GET", "/v1/realtime"))) == "rest"
    (received,) = _received(apps, "rest")
    assert received["upgrade"] == "websocket"
    assert _answered_by(raw.send(lab, raw.head(STRICT, [*upgrade, key], "GET", "/v1/realtime"))) == 404


@pytest.mark.parametrize("length", [1_000, 100_000, 1_500_000, LIMIT - 1_000])
def test_a_prompt_up_to_the_limit_is_read(lab: Lab, length: int) -> None:
    """The API's limit is in force, even beyond the listener's buffer of 1 MiB and without another backend."""
    for host in (STRICT, LENIENT):
        (answer,) = lab.call(host, body={"prompt": "x" * length, "model": "Qwen/Qwen3-32B"})
        assert _answered_by(answer) == "qwen"


def test_a_longer_prompt_is_refused_as_openai_does(lab: Lab) -> None:
    """A body that exceeds the limit by more than one read of the proxy gets 413 with OpenAI's error."""
    # Only slightly longer: a client that still sends after the proxy has closed doesn't see the answer.
    (answer,) = lab.call(SMALL, body={"prompt": "x" * (SMALL_LIMIT + 200_000), "model": "llama-3.1-8b"})
    assert (answer.status, answer.headers["content-type"]) == (413, "application/json")
    assert answer.json()["error"] == {
        "message": f"The request body is longer than {size(SMALL_LIMIT)}.",
        "type": "invalid_request_error",
        "param": None,
        "code": "request_too_large",
    }


def test_a_longer_prompt_in_chunks_is_refused_too(lab: Lab) -> None:
    """The limit doesn't need a content-length."""
    prompt = json.dumps({"prompt": "x" * (SMALL_LIMIT + 200_000), "model": "llama-3.1-8b"}).encode()
    parts = [prompt[start : start + 50_000] for start in range(0, len(prompt), 50_000)]
    answer = raw.send(lab, raw.chunked(SMALL, parts, [JSON]))
    assert (answer.status, answer.json()["error"]["code"]) == (413, "request_too_large")


def test_the_limit_does_not_depend_on_the_listener(lab: Lab) -> None:
    """With listener buffers as small as in Istio's edge profile, the API's limit is still in force."""
    lab.apply(SMALL_BUFFERS)
    try:
        for host, answered_by in ((STRICT, "qwen"), (LENIENT, "qwen"), (NEIGHBOUR, "rest")):
            (answer,) = lab.call(host, body={"prompt": "x" * 1_500_000, "model": "Qwen/Qwen3-32B"})
            assert _answered_by(answer) == answered_by
    finally:
        lab.delete(SMALL_BUFFERS)


def test_other_hosts_are_not_affected(lab: Lab, apps: Apps) -> None:
    """Another host keeps its headers and long bodies, and its bodies aren't buffered."""
    _received(apps, "rest")
    request = raw.whole(NEIGHBOUR, b'{"model": "Qwen/Qwen3-32B"}', [JSON, ("x-llm-model", "mine")])
    assert _answered_by(raw.send(lab, request)) == "rest"
    (received,) = _received(apps, "rest")
    assert received["x-llm-model"] == "mine"

    (long,) = lab.call(NEIGHBOUR, body={"prompt": "x" * (2 * LIMIT), "model": "Qwen/Qwen3-32B"})
    assert _answered_by(long) == "rest"

    gauge = rf"^cluster\.outbound\|80\|\|neighbour\.{models.NAMESPACE}\.svc\.cluster\.local;?\.upstream_rq_active$"
    with raw.connection(lab) as opened:
        opened.sendall(raw.head(NEIGHBOUR, [JSON, ("content-length", "2")]) + b"{")
        wait_for("the request at the backend", lambda: sum(lab.gateway.stats(gauge).values()))
        opened.sendall(b"}")
        assert _answered_by(raw.read(opened)) == "rest"


def test_another_api_of_the_same_host_is_not_affected(lab: Lab, apps: Apps, tmp_path: Path) -> None:
    """If two APIs share a host by path, the filters of one don't affect the requests of the other."""
    host = "models.platform.example.com"
    shared = GatewayRef(namespace="istio-ingress", name="shared")
    rest = Pool(selector={"app": "rest"}, target_port=8080)

    def declare(app: MeshApp) -> None:
        common: dict[str, Any] = {"namespace": models.NAMESPACE, "hosts": [host], "gateway": shared}
        qwen = Model(name="qwen", backend=Pool(selector={"app": "qwen"}, target_port=8080))
        LlmApiMesh(app, "talking", **common, match=Match(path_prefix="/v1/chat/"), models=[qwen])
        LlmApiMesh(app, "filing", **common, match=Match(path_prefix="/v1/files"), backend=rest)

    lab.apply(PLATFORM)
    with declared(lab, tmp_path, declare):
        request: dict[str, Any] = {"body": {"model": "qwen"}, "headers": {"x-llm-model": "mine"}}
        assert _answered_by(lab.call(host, **request)[0]) == "qwen"
        _received(apps, "rest")
        assert _answered_by(lab.call(host, path="/v1/files", **request)[0]) == "rest"
        (received,) = _received(apps, "rest")
        assert received["x-llm-model"] == "mine"
        assert _answered_by(lab.call(host, path="/v1/files", body={"prompt": "x" * (2 * LIMIT)})[0]) == "rest"
        gauge = rf"^cluster\.outbound\|80\|\|filing\.{models.NAMESPACE}\.svc\.cluster\.local;?\.upstream_rq_active$"
        with raw.connection(lab) as opened:
            opened.sendall(raw.head(host, [JSON, ("content-length", "2")], path="/v1/files") + b"{")
            wait_for("the request at the backend", lambda: sum(lab.gateway.stats(gauge).values()))
            opened.sendall(b"}")
            assert _answered_by(raw.read(opened)) == "rest"
    lab.delete(PLATFORM)


def test_weights_and_routes_of_a_model(lab: Lab) -> None:
    """A model's own routes come before its weights."""
    request = {"model": "llama-3.1-8b"}
    assert lab.call(LENIENT, body=request, count=5).versions() == {"a": 5}
    assert lab.call(LENIENT, body=request, headers={"x-llm-version": "b"}, count=5).versions() == {"b": 5}
    assert lab.call(LENIENT, path="/v1/completions", body=request, count=5).versions() == {"b": 5}


def test_requests_of_a_model_are_mirrored_to_its_version(lab: Lab, apps: Apps) -> None:
    """Requests that a model's weights distribute are mirrored to its other version; those of other models aren't."""
    copies = apps["llama-b"].replica(0)
    copies.clear_requests()
    assert _answered_by(lab.call(LENIENT, body={"model": "Qwen/Qwen3-32B"})[0]) == "qwen"
    assert lab.call(LENIENT, body={"model": "llama-3.1-8b", "max_tokens": 7}).versions() == {"a": 1}
    (copied,) = wait_for("the mirrored request", copies.requests)
    assert copied["body"] == {"model": "llama-3.1-8b", "max_tokens": 7}


def test_a_stream_is_not_changed(lab: Lab, apps: Apps) -> None:
    """A stream of a model from the body arrives token by token, complete and uncompressed."""
    apps["qwen"].replica(0).slow(200)
    body = {"model": "Qwen/Qwen3-32B", "stream": True, "max_tokens": 8}
    (answer,) = lab.call(STRICT, body=body, headers={"accept-encoding": "gzip, br"})
    apps["qwen"].replica(0).heal()
    assert answer.headers["content-type"] == "text/event-stream"
    assert "content-encoding" not in answer.headers
    assert answer.first_byte_seconds < answer.seconds / 1.5
    assert {event["model"] for event in answer.events()} == {"Qwen/Qwen3-32B"}


PATHS = {
    "a name": ("/models/llama-3.1-8b", "/v1/chat/completions", "llama"),
    "a name with a slash": ("/models/Qwen/Qwen3-32B", "/v1/chat/completions", "qwen"),
    "an alias and a query": ("/models/llama-in-disguise", "/v1/models?x=1", "qwen"),
    "a route by path": ("/models/llama-3.1-8b", "/v1/completions", "llama-b"),
}


@pytest.mark.parametrize(("folder", "path", "app"), PATHS.values(), ids=PATHS)
def test_the_model_in_the_path(lab: Lab, apps: Apps, folder: str, path: str, app: str) -> None:
    """The model is removed from the path, and the rest is matched and forwarded."""
    replica = apps[app].replica(0)
    replica.clear_requests()
    (answer,) = lab.call(BY_PATH, path=folder + path, body={"model": "whatever"})
    assert answer.replica == f"{app}-0"
    (request,) = replica.requests()
    assert request["path"] == path


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/models/gpt-5/v1/chat/completions", 404, "model_not_found"),
        ("/models/llama-3.1-8b", 404, "model_not_found"),
        ("/v1/chat/completions", 400, None),
        ("/models/Qwen%2FQwen3-32B/v1/chat/completions", 404, "model_not_found"),
        ("/Models/llama-3.1-8b/v1/chat/completions", 400, None),
        ("/models/llama-3.1-8b/../gpt-5/v1/chat/completions", 404, "model_not_found"),
        ("/models/?/llama-3.1-8b/v1/chat/completions", 404, "model_not_found"),
    ],
)
def test_an_unknown_or_missing_model_in_the_path(lab: Lab, path: str, status: int, code: str | None) -> None:
    """An unknown model in the path gets 404, a completion without one 400; names are compared without decoding."""
    (answer,) = lab.call(BY_PATH, path=path, body={})
    assert (answer.status, json.loads(answer.body)["error"]["code"]) == (status, code)


def test_without_the_filters_every_request_has_an_answer(lab: Lab, apps: Apps, written: Path, tmp_path: Path) -> None:
    """Without EnvoyFilters no body is read, and the plain routes serve requests by the header."""
    assert apps
    filters = tmp_path / "filters.yaml"
    found = [one for one in manifests.objects(written) if one["kind"] == "EnvoyFilter"]
    filters.write_text(yaml.safe_dump_all(found))
    lab.delete(filters)
    try:
        body = b'{"model": "Qwen/Qwen3-32B"}'
        for host, answered_by in ((LENIENT, "rest"), (STRICT, 400)):
            assert _answered_by(raw.send(lab, raw.whole(host, body, [JSON]))) == answered_by
            believed = [JSON, ("x-llm-model", "Qwen/Qwen3-32B")]
            assert _answered_by(raw.send(lab, raw.whole(host, body, believed))) == "qwen"
        assert _answered_by(raw.send(lab, raw.whole(BY_HEADER, body, [JSON, SECOND]))) == "qwen"
    finally:
        lab.apply(filters)
    assert _answered_by(raw.send(lab, raw.whole(STRICT, body, [JSON]))) == "qwen"
