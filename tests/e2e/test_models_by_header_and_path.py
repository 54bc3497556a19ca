"""Routes by a model in a header or in the path, which need no LLM gateway, and are the same behind one."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from e2e.support import models, raw
from e2e.support.apis import declared
from e2e.support.llm_apis import declared_behind
from e2e.support.models import BY_HEADER, BY_PATH, NAMES, answered_by
from lab.apps.app import App
from lab.environment import Lab

JSON = ("content-type", "application/json")

Apps = dict[str, App]


@pytest.fixture(scope="module", params=["a plain Gateway", "an LLM gateway"])
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of the gateway at which both APIs are."""
    folder = tmp_path_factory.mktemp("models")
    declare, hosts = models.declare_by_header_and_path, {models.NAMESPACE: [BY_HEADER, BY_PATH]}
    with (
        declared_behind(shared_lab, folder, declare, hosts=hosts)
        if request.param == "an LLM gateway"
        else declared(shared_lab, folder, declare)
    ):
        yield request.param


@pytest.fixture(scope="module")
def apps(shared_lab: Lab, gateway: str) -> Iterator[Apps]:
    """The model servers behind both APIs."""
    assert gateway
    with models.servers(shared_lab) as started:
        yield started


pytestmark = pytest.mark.usefixtures("apps")


@pytest.mark.parametrize(("model", "expected"), NAMES)
def test_a_name_in_a_header_leads_to_its_model(lab: Lab, model: str, expected: str | int) -> None:
    """The same names in a header of the client."""
    (answer,) = lab.call(BY_HEADER, body={"model": "whatever"}, headers={"X-Model": model})
    assert answered_by(answer) == expected


FIRST, SECOND, UNKNOWN = (("x-model", name) for name in ("llama-3.1-8b", "Qwen/Qwen3-32B", "gpt-5"))


@pytest.mark.parametrize(
    ("sent", "expected"),
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
def test_headers_with_more_or_less_than_one_name(lab: Lab, sent: list[raw.Header], expected: str | int) -> None:
    """Each of several headers is matched, and the model with the first slug answers; a list isn't a name."""
    assert answered_by(raw.send(lab, raw.whole(BY_HEADER, b"{}", [JSON, *sent]))) == expected


@pytest.mark.parametrize("host", [BY_HEADER, BY_PATH])
@pytest.mark.parametrize("name", ["llama-3.1-8b", "llama-in-disguise", "Qwen/Qwen3-32B"])
def test_models_are_listed_and_can_be_retrieved(lab: Lab, host: str, name: str) -> None:
    """The gateway lists the names, and answers with the model of each, with an encoded slash or without."""
    (listed,) = lab.call(host, path="/v1/models")
    assert name in [model["id"] for model in listed.json()["data"]]
    for path in (name, name.replace("/", "%2F"), f"{name}?x=1"):
        (found,) = lab.call(host, path=f"/v1/models/{path}")
        assert (found.status, found.headers["content-type"]) == (200, "application/json")
        assert (found.json()["id"], found.json()["object"], found.replica) == (name, "model", "")


PATHS = {
    "a name": ("/models/llama-3.1-8b", "/v1/chat/completions", "llama"),
    "a name with a slash": ("/models/Qwen/Qwen3-32B", "/v1/chat/completions", "qwen"),
    "an alias and a query": ("/models/llama-in-disguise", "/v1/embeddings?x=1", "qwen"),
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
        ("/Models/llama-3.1-8b/v1/chat/completions", 404, None),
        ("/models/llama-3.1-8b/metrics", 404, None),
        ("/models/llama-3.1-8b/../gpt-5/v1/chat/completions", 404, "model_not_found"),
        ("/models/?/llama-3.1-8b/v1/chat/completions", 404, "model_not_found"),
    ],
)
def test_an_unknown_or_missing_model_in_the_path(lab: Lab, path: str, status: int, code: str | None) -> None:
    """An unknown model in the path gets 404, a completion without one 400; names are compared without decoding."""
    (answer,) = lab.call(BY_PATH, path=path, body={})
    assert (answer.status, json.loads(answer.body)["error"]["code"]) == (status, code)
