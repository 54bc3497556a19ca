"""Routes by model: which requests name a model, what the gateway answers itself, and which requests stay unchanged."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from e2e.support import models, raw
from e2e.support.folders import SMALL_BUFFERS
from e2e.support.llm_apis import ACCOUNT, LABELS, at_pods, declared_behind
from e2e.support.models import DIVIDED, LENIENT, NAMES, NEIGHBOUR, STRICT, answered_by
from lab.apps.app import App
from lab.cluster import manifests
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import ExistingPods, LlmGateway, MeshApp

JSON = ("content-type", "application/json")
# Not the default.
LIMIT = 3 * 1024 * 1024

Apps = dict[str, App]

FORM = pytest.mark.parametrize("written", ["dedicated", "shared"], indirect=True)


@pytest.fixture(scope="module", params=["dedicated"])
def written(
    shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Path]:
    """The folder of the emitted YAML, which is applied: for pods that serve only LLM APIs, or others as well."""
    shared = request.param == "shared"

    def declare(app: MeshApp, gateway: LlmGateway) -> None:
        models.declare_by_body(app, gateway)
        if shared:
            models.declare_neighbour(app)

    folder = tmp_path_factory.mktemp("models")
    hosts = {models.NAMESPACE: [STRICT, LENIENT, DIVIDED]}
    pods = ExistingPods(selector=LABELS, service_account=ACCOUNT, shared=shared)
    with declared_behind(shared_lab, folder, declare, hosts=hosts, pods=pods, max_request_bytes=LIMIT):
        yield folder


@pytest.fixture(scope="module")
def apps(shared_lab: Lab, written: Path) -> Iterator[Apps]:
    """The model servers behind all APIs."""
    assert written
    with models.servers(shared_lab) as started:
        yield started


pytestmark = pytest.mark.usefixtures("apps")


def _received(apps: Apps, name: str) -> list[dict[str, str]]:
    """The headers of the requests that an app has received since the last call."""
    replica = apps[name].replica(0)
    received = [request["headers"] for request in replica.requests()]
    replica.clear_requests()
    return received


# A header can't end with a space.
@pytest.mark.parametrize(("model", "expected"), [*NAMES, ("llama-3.1-8b ", 404)])
def test_a_name_leads_to_its_model(lab: Lab, model: str, expected: str | int) -> None:
    """A name wins over a prefix, a longer prefix over a shorter one, and a prefix over a pattern of the whole name."""
    (answer,) = lab.call(STRICT, body={"model": model})
    assert answered_by(answer) == expected


@FORM
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
    assert (answered_by(rest), rest.json()["model"]) == ("rest", "gpt-5")


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


@pytest.mark.parametrize("host", [STRICT, LENIENT])
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
    assert answered_by(lab.call(LENIENT, path=f"/v1/models/{path}")[0]) == "rest"


@FORM
def test_a_request_without_a_model_is_answered(lab: Lab) -> None:
    """A completion request without a model gets 400 with OpenAI's error, any other request 404."""
    (missing,) = lab.call(STRICT, body={"messages": []})
    assert (missing.status, missing.headers["content-type"]) == (400, "application/json")
    assert missing.json()["error"] == {
        "message": "The request body must be a JSON object with the name of a model.",
        "type": "invalid_request_error",
        "param": "model",
        "code": None,
    }
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
    assert answered_by(raw.send(lab, raw.whole(STRICT, body, [("content-type", kind)]))) == ("qwen" if read else 400)
    assert answered_by(raw.send(lab, raw.whole(LENIENT, body, [("content-type", kind)]))) == (
        "qwen" if read else "rest"
    )


def test_compressed_bodies_are_not_read(lab: Lab) -> None:
    """A compressed body isn't read, nor is one with two content types."""
    body = b'{"model": "Qwen/Qwen3-32B"}'
    compressed = [JSON, ("content-encoding", "gzip")]
    for host, expected in ((STRICT, 400), (LENIENT, "rest")):
        assert answered_by(raw.send(lab, raw.whole(host, gzip.compress(body), compressed))) == expected
        assert answered_by(raw.send(lab, raw.whole(host, body, [("content-type", "text/plain"), JSON]))) == expected


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
    assert answered_by(answer) == "qwen"


def test_the_body_of_a_get_is_read(lab: Lab) -> None:
    """The body of a GET request is read, too; without a body there is no model."""
    body = b'{"model": "Qwen/Qwen3-32B"}'
    for host, expected in ((STRICT, 404), (LENIENT, "rest")):
        head = raw.head(host, [JSON, ("content-length", str(len(body)))], "GET", "/v1/chat/completions")
        assert answered_by(raw.send(lab, head + body)) == "qwen"
        assert answered_by(raw.send(lab, raw.head(host, [JSON], "GET", "/v1/chat/completions"))) == expected


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
    assert answered_by(raw.send(lab, strict)) == {None: 400, "unknown": 404}.get(expected, expected)
    assert answered_by(raw.send(lab, lenient)) == ("qwen" if expected == "qwen" else "rest")


SPOOFS = {
    "once": [("x-llm-gateway-model", "Qwen/Qwen3-32B")],
    "mixed case": [("X-LLM-Gateway-Model", "Qwen/Qwen3-32B")],
    "doubled": [("x-llm-gateway-model", "llama-3.1-8b"), ("X-Llm-Gateway-Model", "gpt-4o-mini")],
    "empty": [("x-llm-gateway-model", "")],
    "unknown": [("x-llm-gateway-model", "gpt-5")],
}


@FORM
@pytest.mark.parametrize("spoof", SPOOFS.values(), ids=SPOOFS)
def test_clients_cannot_set_the_routing_header(lab: Lab, apps: Apps, spoof: list[raw.Header]) -> None:
    """The gateway refuses requests with its own routing header, whatever their body and path, and no backend sees one.

    Nor do backends see what the gateway itself has written.
    """
    for name in apps:
        _received(apps, name)
    text = ("content-type", "text/plain")
    requests = [
        *(raw.whole(STRICT, body, [JSON, *spoof]) for body in (b'{"model": "Qwen/Qwen3-32B"}', b"{}")),
        *(raw.whole(host, b"x", [text, *spoof]) for host in (STRICT, LENIENT)),
        *(raw.head(host, spoof, "GET", path) for host in (STRICT, LENIENT) for path in ("/v1/models", "/health")),
        raw.whole(LENIENT, b'{"model": "Qwen/Qwen3-32B"}', [JSON, *spoof]),
    ]
    for request in requests:
        answer = raw.send(lab, request)
        assert (answer.status, answer.headers["content-type"]) == (403, "application/json")
        assert answer.json()["error"]["code"] == "forbidden"
    assert not [name for name in apps if _received(apps, name)]
    assert answered_by(raw.send(lab, raw.whole(STRICT, b'{"model": "Qwen/Qwen3-32B"}', [JSON]))) == "qwen"
    (received,) = _received(apps, "qwen")
    assert not [name for name in received if name.startswith("x-llm-")]


@FORM
def test_the_spelling_of_the_host_does_not_matter(lab: Lab) -> None:
    """Requests are read, and the gateway's own header is refused, however their host is written."""
    for host in (STRICT.upper(), f"{STRICT}:80"):
        body = b'{"model": "Qwen/Qwen3-32B"}'
        assert answered_by(raw.send(lab, raw.whole(host, body, [JSON]))) == "qwen"
        assert answered_by(raw.send(lab, raw.whole(host, body, [JSON, ("x-llm-gateway-model", "qwen3-8b")]))) == 403


UPLOAD = ("content-type", "multipart/form-data; boundary=x")


@pytest.mark.parametrize("path", ["/v1/audio/transcriptions", "/v1/files"])
def test_an_upload_is_forwarded_as_it_arrives(lab: Lab, path: str) -> None:
    """The backend gets the head of an upload before the client has sent the end of the form."""
    _assert_forwarded_as_it_arrives(lab, "lenient", LENIENT, path, UPLOAD)


def _assert_forwarded_as_it_arrives(lab: Lab, api: str, host: str, path: str, content_type: raw.Header) -> None:
    """The API's default backend gets the head before the end, which answers what has arrived then."""
    cluster = f"outbound|80||{api}.{models.NAMESPACE}.svc.cluster.local"
    with raw.connection(lab) as opened:
        opened.sendall(raw.head(host, [content_type, ("content-length", "10")], path=path) + b"--x")
        wait_for("the request at the backend", lambda: lab.gateway.open_requests(cluster))
        opened.sendall(b"\r\n\r\n--x")
        assert answered_by(raw.read(opened)) == "rest"


def test_a_websocket_does_not_wait_for_a_body(lab: Lab, apps: Apps) -> None:
    """An upgrade is forwarded at once."""
    upgrade = [("connection", "upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13")]
    key = ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
    _received(apps, "rest")
    assert answered_by(raw.send(lab, raw.head(LENIENT, [*upgrade, key], "GET", "/v1/realtime"))) == "rest"
    (received,) = _received(apps, "rest")
    assert received["upgrade"] == "websocket"
    assert answered_by(raw.send(lab, raw.head(STRICT, [*upgrade, key], "GET", "/v1/realtime"))) == 404


@FORM
@pytest.mark.parametrize("length", [1_000, 100_000, 1_500_000, LIMIT - 1_000])
def test_a_prompt_up_to_the_limit_is_read(lab: Lab, length: int) -> None:
    """The gateway's limit is in force, even beyond the listener's buffer of 1 MiB and without another backend."""
    for host in (STRICT, LENIENT):
        (answer,) = lab.call(host, body={"prompt": "x" * length, "model": "Qwen/Qwen3-32B"})
        assert answered_by(answer) == "qwen"


@FORM
def test_a_longer_prompt_is_refused_as_openai_does(lab: Lab) -> None:
    """A body that exceeds the limit by more than one read of the proxy gets 413 with OpenAI's error."""
    # Only slightly longer: a client that still sends after the proxy has closed doesn't see the answer.
    for host in (STRICT, LENIENT):
        (answer,) = lab.call(host, body={"prompt": "x" * (LIMIT + 200_000), "model": "llama-3.1-8b"})
        assert (answer.status, answer.headers["content-type"]) == (413, "application/json")
        assert answer.json()["error"] == {
            "message": f"The request body is longer than {LIMIT} bytes.",
            "type": "invalid_request_error",
            "param": None,
            "code": "request_too_large",
        }


def test_a_longer_prompt_in_chunks_is_refused_too(lab: Lab) -> None:
    """The limit doesn't need a content-length."""
    prompt = json.dumps({"prompt": "x" * (LIMIT + 200_000), "model": "llama-3.1-8b"}).encode()
    parts = [prompt[start : start + 50_000] for start in range(0, len(prompt), 50_000)]
    answer = raw.send(lab, raw.chunked(STRICT, parts, [JSON]))
    assert (answer.status, answer.json()["error"]["code"]) == (413, "request_too_large")


@FORM
def test_the_limit_does_not_depend_on_the_listener(lab: Lab, written: Path, tmp_path: Path) -> None:
    """With listener buffers as small as in Istio's edge profile, the gateway's limit is still in force."""
    neighbour = [(NEIGHBOUR, "rest")] if (written / "neighbour.k8s.yaml").exists() else []
    filters = at_pods(SMALL_BUFFERS, tmp_path)
    lab.apply(filters)
    try:
        for host, expected in ((STRICT, "qwen"), (LENIENT, "qwen"), *neighbour):
            (answer,) = lab.call(host, body={"prompt": "x" * 1_500_000, "model": "Qwen/Qwen3-32B"})
            assert answered_by(answer) == expected
    finally:
        lab.delete(filters)


@pytest.mark.parametrize("written", ["shared"], indirect=True)
def test_other_hosts_are_not_affected(lab: Lab, apps: Apps) -> None:
    """Another host on shared pods keeps its headers and long bodies, and its bodies aren't buffered."""
    _received(apps, "rest")
    request = raw.whole(NEIGHBOUR, b'{"model": "Qwen/Qwen3-32B"}', [JSON, ("x-llm-model", "mine")])
    assert answered_by(raw.send(lab, request)) == "rest"
    (received,) = _received(apps, "rest")
    assert received["x-llm-model"] == "mine"
    assert "x-llm-gateway-model" not in received

    (long,) = lab.call(NEIGHBOUR, body={"prompt": "x" * (2 * LIMIT), "model": "Qwen/Qwen3-32B"})
    assert answered_by(long) == "rest"
    _assert_forwarded_as_it_arrives(lab, "neighbour", NEIGHBOUR, "/v1/chat/completions", JSON)


@FORM
def test_two_apis_divide_a_host(request: pytest.FixtureRequest, lab: Lab, apps: Apps) -> None:
    """If two APIs share a host by path, each has its own paths; the gateway reads the JSON of both, and limits it."""
    (chat,) = lab.call(DIVIDED, body={"model": "Qwen/Qwen3-32B"})
    assert answered_by(chat) == "qwen"
    assert lab.call(DIVIDED, body={"model": "gpt-5"}).statuses() == {404: 1}
    _received(apps, "rest")
    assert answered_by(lab.call(DIVIDED, path="/v1/files", body={"model": "Qwen/Qwen3-32B"})[0]) == "rest"
    (received,) = _received(apps, "rest")
    assert not [name for name in received if name.startswith("x-llm-")]
    (long,) = lab.call(DIVIDED, path="/v1/files", body={"prompt": "x" * (LIMIT + 200_000)})
    assert (long.status, long.json()["error"]["code"]) == (413, "request_too_large")
    _assert_forwarded_as_it_arrives(lab, "filing", DIVIDED, "/v1/files", UPLOAD)
    (neither,) = lab.call(DIVIDED, path="/v1/embeddings", body={"model": "Qwen/Qwen3-32B"})
    # Shared pods leave the errors of requests without a route as they are.
    kind = None if request.node.callspec.params["written"] == "shared" else "application/json"
    assert (neither.status, neither.headers.get("content-type")) == (404, kind)


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
    assert answered_by(lab.call(LENIENT, body={"model": "Qwen/Qwen3-32B"})[0]) == "qwen"
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


@FORM
def test_without_the_filters_every_request_has_an_answer(lab: Lab, written: Path, tmp_path: Path) -> None:
    """Without EnvoyFilters no body is read, and clients still can't set the header by which the plain routes go."""
    filters = tmp_path / "filters.yaml"
    found = [one for one in manifests.objects(written) if one["kind"] == "EnvoyFilter"]
    filters.write_text(yaml.safe_dump_all(found))
    lab.delete(filters)
    try:
        body = b'{"model": "Qwen/Qwen3-32B"}'
        for host, expected in ((LENIENT, "rest"), (STRICT, 400)):
            assert answered_by(raw.send(lab, raw.whole(host, body, [JSON]))) == expected
            forged = [JSON, ("x-llm-gateway-model", "Qwen/Qwen3-32B")]
            assert answered_by(raw.send(lab, raw.whole(host, body, forged))) == 403
    finally:
        lab.apply(filters)
    assert answered_by(raw.send(lab, raw.whole(STRICT, body, [JSON]))) == "qwen"
