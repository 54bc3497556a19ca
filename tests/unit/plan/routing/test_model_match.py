"""How a request names a model."""

from __future__ import annotations

import itertools
import re
from typing import Any

from llm_api_mesh import (
    LlmApiMesh,
    Match,
    MeshApp,
    Model,
    ModelFromHeader,
    ModelFromPath,
    Pool,
    ProviderRef,
    Route,
    Version,
)
from support.apps import LLM_GATEWAY, Emit, Synth, api

REST = Pool(selector={"app": "rest"}, target_port=8080)


LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


QWEN = Pool(selector={"app": "qwen"}, target_port=8080)


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


def routes(item: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = item["spec"]["http"]
    return found


def names(item: dict[str, Any]) -> list[str]:
    found = (route["name"] for route in routes(item))
    return [name.removeprefix("llm/ai/chat/") for name in found if not name.endswith("/quick")]


def route(item: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in routes(item) if one["name"] == f"llm/ai/chat/{name}")


MODELS = [
    model("a", aliases=["b1"], prefixes=["x-", "x-long-"], patterns=["z.*"], backend=LLAMA),
    model("B/2", slug="b", prefixes=["x-l"], patterns=["y.*", "yy.*"], backend=QWEN),
]


def test_names_go_before_longer_prefixes_and_these_before_patterns(emit: Emit) -> None:
    """More exact conditions come first, for all models together; the API's own backend comes last."""
    assert names(emit("VirtualService", "chat", backend=None, models=MODELS, gateway=LLM_GATEWAY)) == [
        "a/primary",
        "b/primary",
        "a/x-long-*/primary",
        "b/x-l*/primary",
        "a/x-*/primary",
        "a/patterns/primary",
        "b/patterns/primary",
        "models:",
        "models:B%2F2",
        "models:B/2",
        "models:a",
        "models:b1",
        "unlisted-model",
        "unknown-model",
        "compressed",
        "no-model",
        "not-found",
    ]
    assert names(emit("VirtualService", "chat", backend=REST, models=MODELS, gateway=LLM_GATEWAY))[-1] == "primary"


def test_each_kind_of_name_is_a_condition_on_the_header(emit: Emit) -> None:
    """Names match exactly, prefixes match the beginning, and patterns match the whole name."""
    item = emit("VirtualService", "chat", backend=None, models=MODELS, gateway=LLM_GATEWAY)
    conditions = {
        name: [match["headers"]["x-llm-gateway-model"] for match in route(item, f"{name}/primary")["match"]]
        for name in ("a", "b", "a/x-*", "b/patterns")
    }
    assert conditions == {
        "a": [{"exact": "a"}, {"exact": "b1"}],
        "b": [{"exact": "B/2"}],
        "a/x-*": [{"prefix": "x-"}],
        "b/patterns": [{"regex": "y.*"}, {"regex": "yy.*"}],
    }


def test_the_model_in_a_client_s_header(emit: Emit, synth: Synth) -> None:
    """The routes match the client's header; no body is read, and no EnvoyFilter is needed."""
    options: dict[str, Any] = {"models": [model()], "model_from": ModelFromHeader(name="X-Model")}
    item = emit("VirtualService", "chat", backend=None, **options)
    assert route(item, "llama/primary")["match"] == [{"headers": {"x-model": {"exact": "llama"}}}]
    assert route(item, "unknown-model")["match"] == [{"headers": {"x-model": {}}}]
    assert "x-model" in route(item, "no-model")["directResponse"]["body"]["string"]
    files = synth(lambda app: api(app, backend=None, **options))
    assert "json_to_metadata" not in files["chat.k8s.yaml"]


def test_the_model_in_the_path_is_removed(emit: Emit) -> None:
    """A model's route matches what follows the model in the path, and the backend gets the same."""
    pool = Pool(selector={"app": "llama"}, target_port=8080, versions=[Version(name="v1")])
    text = Route(name="text", path="/v1/completions", version="v1")
    item = emit(
        "VirtualService",
        "chat",
        backend=None,
        match=Match(method="POST"),
        models=[model("llama-3.1", aliases=["meta/llama"], backend=pool, routes=[text])],
        model_from=ModelFromPath(),
    )
    post = {"exact": "POST"}
    assert route(item, "llama-3-1/text")["match"] == [
        {"uri": {"exact": "/models/llama-3.1/v1/completions"}, "method": post},
        {"uri": {"exact": "/models/meta/llama/v1/completions"}, "method": post},
    ]
    assert route(item, "llama-3-1/primary")["match"] == [
        {"uri": {"prefix": "/models/llama-3.1/"}, "method": post},
        {"uri": {"prefix": "/models/meta/llama/"}, "method": post},
    ]
    assert route(item, "llama-3-1/primary")["rewrite"] == {
        "uriRegexRewrite": {"match": r"^(?:/models/llama\-3\.1|/models/meta/llama)/", "rewrite": "/"}
    }
    assert route(item, "unknown-model")["match"] == [{"uri": {"prefix": "/models/"}, "method": post}]


def test_a_provider_gets_its_own_path_after_the_model_is_removed(emit: Emit) -> None:
    """The route removes the model, and the gateway's cluster of the provider then replaces `/v1`."""
    options: dict[str, Any] = {
        "models": [model(backend=ProviderRef(provider="openai"))],
        "model_from": ModelFromPath(prefix="/m/"),
        "gateway": LLM_GATEWAY,
    }
    assert route(emit("VirtualService", "chat", **options), "llama/primary")["rewrite"] == {
        "uriRegexRewrite": {"match": "^(?:/m/llama)/", "rewrite": "/"}
    }


def test_the_order_of_declaration_has_no_effect(synth: Synth) -> None:
    """The same models and names in any order give the same bytes."""
    written = set()
    for models in itertools.permutations([*MODELS, model("c", aliases=["d", "e"], backend=REST)]):
        for turn in (1, -1):
            turned = [one.model_copy(update={"aliases": one.aliases[::turn]}) for one in models]

            def declare(app: MeshApp, turned: list[Model] = turned) -> None:
                LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], models=turned, gateway=LLM_GATEWAY)

            written.add(synth(declare)["chat.k8s.yaml"])
    assert len(written) == 1
