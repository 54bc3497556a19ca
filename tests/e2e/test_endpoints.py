"""Endpoints: paths with a backend of their own beside models, whatever model a request names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from e2e.support import raw
from e2e.support.llm_apis import ACCOUNT, LABELS, declared_behind
from e2e.support.llm_apis import NAMESPACE as POD_NAMESPACE
from e2e.support.models import answered_by, pool
from lab.apps.app import App
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import (
    Cors,
    Endpoint,
    ExistingPods,
    Gateway,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    Model,
    ModelFromPath,
    PlainHttp,
)

NAMESPACE = "endpoints"
STRICT = "strict.endpoints.example.com"
LENIENT = "lenient.endpoints.example.com"
PLAIN = "plain.endpoints.example.com"
BY_PATH = "path.endpoints.example.com"
PAGE = "https://app.example.com"
LIMIT = 1024 * 1024

JSON = ("content-type", "application/json")
FORM = ("content-type", "multipart/form-data; boundary=x")
SPEECH = "/v1/audio/speech"
TRANSCRIPTIONS = "/v1/audio/transcriptions"

LLM_GATEWAY_HOSTS = (STRICT, LENIENT)

Apps = dict[str, App]


def _form(model: str, file: bytes = b"RIFF") -> bytes:
    """An upload as OpenAI's client sends it."""
    parts = [
        b'--x\r\ncontent-disposition: form-data; name="model"\r\n\r\n' + model.encode(),
        b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n' + file,
        b"--x--\r\n",
    ]
    return b"\r\n".join(parts)


def _declare(app: MeshApp, gateway: LlmGateway) -> None:
    """APIs with models by the body, without and with a backend for other requests, and others at a plain Gateway."""
    audio = Endpoint(name="audio", path_prefix="/v1/audio/", backend=pool("whisper", model="whisper-large-v3"))
    embeddings = Endpoint(name="embeddings", path="/v1/embeddings", backend=pool("bge"))
    qwen = Model(name="qwen", backend=pool("qwen"))
    realtime = Endpoint(name="realtime", path="/v1/realtime", query={"model": "gpt-realtime"}, backend=pool("voice"))
    common: Mapping[str, Any] = {"namespace": NAMESPACE, "endpoints": [audio, embeddings, realtime]}
    page = Cors(allow_origins=[PAGE])
    LlmApiMesh(app, "strict", hosts=[STRICT], gateway=gateway, models=[qwen], cors=page, **common)
    LlmApiMesh(app, "lenient", hosts=[LENIENT], gateway=gateway, models=[qwen], backend=pool("rest"), **common)
    unnamed = Endpoint(name="audio", path_prefix="/v1/audio/", backend=pool("whisper"))
    # The pods of all APIs admit the same gateway.
    plain = {
        **common,
        "endpoints": [unnamed],
        "gateway": Gateway(
            anonymous=True, selector=LABELS, service_account=f"{POD_NAMESPACE}/{ACCOUNT}", http=PlainHttp()
        ),
    }
    LlmApiMesh(app, "plain", hosts=[PLAIN], backend=pool("rest"), **plain)
    LlmApiMesh(app, "by-path", hosts=[BY_PATH], models=[qwen], model_from=ModelFromPath(), **plain)


@pytest.fixture(scope="module")
def apps(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apps]:
    """The model servers behind all APIs, which are applied."""
    folder: Path = tmp_path_factory.mktemp("endpoints")
    hosts = {NAMESPACE: LLM_GATEWAY_HOSTS}
    pods = ExistingPods(selector=LABELS, service_account=ACCOUNT, shared=True)
    with declared_behind(shared_lab, folder, _declare, hosts=hosts, pods=pods, max_request_bytes=LIMIT):
        names = ("whisper", "bge", "voice", "qwen", "rest")
        started = {name: shared_lab.app(name, namespace=NAMESPACE, labels={"app": name}) for name in names}
        try:
            yield started
        finally:
            shared_lab.remove(*started.values())


pytestmark = pytest.mark.usefixtures("apps")


def _received(apps: Apps, name: str) -> list[dict[str, Any]]:
    """The requests that an app has received since the last call."""
    replica = apps[name].replica(0)
    received: list[dict[str, Any]] = replica.requests()
    replica.clear_requests()
    return received


@pytest.mark.parametrize("model", ["whisper-1", "qwen", "unknown"])
@pytest.mark.parametrize("host", [STRICT, LENIENT, PLAIN, BY_PATH])
def test_a_form_reaches_the_endpoint(lab: Lab, apps: Apps, host: str, model: str) -> None:
    """An upload goes to the endpoint's pool, whatever model its form names, with and without an LLM gateway."""
    _received(apps, "whisper")
    request = raw.head(host, [FORM, ("content-length", str(len(_form(model))))], path=TRANSCRIPTIONS) + _form(model)
    assert answered_by(raw.send(lab, request)) == "whisper"
    (received,) = _received(apps, "whisper")
    assert (received["method"], received["path"]) == ("POST", TRANSCRIPTIONS)
    assert received["headers"]["content-type"] == FORM[1]
    assert not [name for name in received["headers"] if name.startswith("x-llm-")]


@pytest.mark.parametrize("host", LLM_GATEWAY_HOSTS)
def test_an_upload_is_forwarded_as_it_arrives(lab: Lab, host: str) -> None:
    """The endpoint's pool gets the head before the client has sent the end, and a form may exceed the limit of JSON."""
    api = host.partition(".")[0]
    cluster = f"outbound|80||{api}-audio.{NAMESPACE}.svc.cluster.local"
    with raw.connection(lab) as opened:
        opened.sendall(raw.head(host, [FORM, ("content-length", "10")], path=TRANSCRIPTIONS) + b"--x")
        wait_for("the request at the backend", lambda: lab.gateway.open_requests(cluster))
        opened.sendall(b"\r\n\r\n--x")
        assert answered_by(raw.read(opened)) == "whisper"


@pytest.mark.parametrize("model", ["tts-1", "qwen", "unknown"])
@pytest.mark.parametrize("host", LLM_GATEWAY_HOSTS)
def test_json_reaches_the_endpoint(lab: Lab, apps: Apps, host: str, model: str) -> None:
    """A model in a JSON body doesn't lead away from the endpoint; its pool gets its own name of the model."""
    _received(apps, "whisper")
    assert answered_by(lab.call(host, path=SPEECH, body={"model": model, "input": "Hello"})[0]) == "whisper"
    (received,) = _received(apps, "whisper")
    assert received["body"] == {"model": "whisper-large-v3", "input": "Hello"}
    assert not [name for name in received["headers"] if name.startswith("x-llm-")]
    assert answered_by(lab.call(host, path="/v1/embeddings", body={"model": model, "input": "Hello"})[0]) == "bge"


@pytest.mark.parametrize("host", LLM_GATEWAY_HOSTS)
@pytest.mark.parametrize("body", [b"{}", b"", b'{"model": ', b'["qwen"]'])
def test_a_request_without_a_model_reaches_the_endpoint(lab: Lab, host: str, body: bytes) -> None:
    """A body without a model, or one that isn't JSON, is no error of the gateway's."""
    sent = raw.head(host, [JSON, ("content-length", str(len(body)))], path="/v1/embeddings") + body
    assert answered_by(raw.send(lab, sent)) == "bge"


@pytest.mark.parametrize(("host", "other"), [(STRICT, 404), (LENIENT, "rest")])
def test_a_websocket_reaches_the_endpoint_of_its_query(lab: Lab, host: str, other: str | int) -> None:
    """An upgrade names its model in the query."""
    upgrade = [("connection", "upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13")]
    key = ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
    for model, expected in (("gpt-realtime", "voice"), ("gpt-realtime-mini", other)):
        head = raw.head(host, [*upgrade, key], "GET", f"/v1/realtime?model={model}")
        assert answered_by(raw.send(lab, head)) == expected


def test_the_models_still_answer(lab: Lab) -> None:
    """Beside the endpoints, models are found by the body, unknown ones are 404, and all are listed."""
    for host, unknown in ((STRICT, 404), (LENIENT, "rest")):
        assert answered_by(lab.call(host, body={"model": "qwen"})[0]) == "qwen"
        assert answered_by(lab.call(host, body={"model": "whisper-1"})[0]) == unknown
        (listed,) = lab.call(host, path="/v1/models")
        assert [one["id"] for one in listed.json()["data"]] == ["qwen"]
    assert answered_by(lab.call(STRICT, body={"messages": []})[0]) == 400
    assert answered_by(lab.call(PLAIN, body={"model": "qwen"})[0]) == "rest"
    (by_path,) = lab.call(BY_PATH, path=f"/models/qwen{SPEECH}", body={"input": "Hello"})
    assert answered_by(by_path) == "qwen"
    (unnamed,) = lab.call(BY_PATH, body={"model": "qwen"})
    assert answered_by(unnamed) == 400


@pytest.mark.parametrize("host", [STRICT, LENIENT, PLAIN, BY_PATH])
def test_other_paths_stay_closed(lab: Lab, apps: Apps, host: str) -> None:
    """Only the public paths of an endpoint are served, by their methods, and no longer path than an exact one."""
    for name in apps:
        _received(apps, name)
    for method, path in (
        ("POST", "/v1/audio/"),
        ("POST", "/v1/audio/other"),
        ("GET", SPEECH),
        ("POST", "/v1/audio/../metrics"),
    ):
        assert answered_by(raw.send(lab, raw.head(host, [("content-length", "0")], method, path))) == 404
    assert not [name for name in apps if _received(apps, name)]


def test_a_client_cannot_set_the_routing_header(lab: Lab, apps: Apps) -> None:
    """Requests for an endpoint are refused like all others if they have the gateway's own header."""
    _received(apps, "whisper")
    forged = [FORM, ("x-llm-gateway-model", "qwen"), ("content-length", "3")]
    assert answered_by(raw.send(lab, raw.head(STRICT, forged, path=TRANSCRIPTIONS) + b"--x")) == 403
    assert not _received(apps, "whisper")


def test_a_long_json_body_is_refused(lab: Lab) -> None:
    """The gateway reads JSON for an endpoint, too, up to its limit; a form isn't read."""
    long = json.dumps({"model": "x", "input": "x" * (LIMIT + 200_000)}).encode()
    (refused,) = lab.call(STRICT, path=SPEECH, body=json.loads(long))
    assert (refused.status, refused.json()["error"]["code"]) == (413, "request_too_large")
    form = _form("whisper-1", b"\0" * (LIMIT + 200_000))
    head = raw.head(STRICT, [FORM, ("content-length", str(len(form)))], path=TRANSCRIPTIONS)
    assert answered_by(raw.send(lab, head + form)) == "whisper"


def test_a_browser_uploads_a_form(lab: Lab) -> None:
    """The preflight and the answer of an endpoint allow the page's origin."""
    asked = [("origin", PAGE), ("access-control-request-method", "POST")]
    preflight = raw.send(lab, raw.head(STRICT, asked, "OPTIONS", TRANSCRIPTIONS))
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (200, PAGE)
    form = _form("whisper-1")
    head = raw.head(STRICT, [FORM, ("origin", PAGE), ("content-length", str(len(form)))], path=TRANSCRIPTIONS)
    answer = raw.send(lab, head + form)
    assert (answered_by(answer), answer.headers["access-control-allow-origin"]) == ("whisper", PAGE)


@pytest.mark.parametrize("host", LLM_GATEWAY_HOSTS)
def test_a_stream_is_not_changed(lab: Lab, apps: Apps, host: str) -> None:
    """Beside endpoints, a model's stream arrives token by token, and is complete."""
    apps["qwen"].replica(0).slow(200)
    (answer,) = lab.call(host, body={"model": "qwen", "stream": True, "max_tokens": 8})
    apps["qwen"].replica(0).heal()
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.first_byte_seconds < answer.seconds / 1.5
    assert {event["model"] for event in answer.events()} == {"qwen"}
