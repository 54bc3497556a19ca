"""Models: what asks for them, in which order, and what becomes of it."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from typing import Any

from llm_api_mesh import (
    Budget,
    FaultDrill,
    KeyFromEnvironment,
    LlmApiMesh,
    Match,
    MeshApp,
    Model,
    ModelFromHeader,
    ModelFromPath,
    OpenAICompatible,
    Pool,
    Route,
    Version,
)
from support import documents
from support.apps import Emit, Synth

import pytest

REST = Pool(selector={"app": "rest"})
LLAMA = Pool(selector={"app": "llama"})
QWEN = Pool(selector={"app": "qwen"})


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"})
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


def routes(item: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = item["spec"]["http"]
    return found


def names(item: dict[str, Any]) -> list[str]:
    return [route["name"].removeprefix("ai/chat/") for route in routes(item) if not route["name"].endswith("/quick")]


def route(item: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in routes(item) if one["name"] == f"ai/chat/{name}")


MODELS = [
    model("a", aliases=["b1"], prefixes=["x-", "x-long-"], patterns=["z.*"], backend=LLAMA),
    model("B/2", slug="b", prefixes=["x-l"], patterns=["y.*", "yy.*"], backend=QWEN),
]


def test_names_go_before_longer_prefixes_and_these_before_patterns(emit: Emit) -> None:
    """The order is that of how exactly a name is meant, whichever model it is of; what is left comes last."""
    assert names(emit("VirtualService", "chat", backend=None, models=MODELS)) == [
        "a/primary",
        "b/primary",
        "a/x-long-*/primary",
        "b/x-l*/primary",
        "a/x-*/primary",
        "a/patterns/primary",
        "b/patterns/primary",
        "models",
        "unknown-model",
        "no-model",
        "not-found",
    ]
    assert names(emit("VirtualService", "chat", backend=REST, models=MODELS))[-1] == "primary"


def test_each_way_to_ask_is_a_condition_on_the_header(emit: Emit) -> None:
    """Names are exact, prefixes prefixes, and patterns expressions for the whole name."""
    item = emit("VirtualService", "chat", backend=None, models=MODELS)
    asked = {
        name: [match["headers"]["x-llm-model"] for match in route(item, f"{name}/primary")["match"]]
        for name in ("a", "b", "a/x-*", "b/patterns")
    }
    assert asked == {
        "a": [{"exact": "a"}, {"exact": "b1"}],
        "b": [{"exact": "B/2"}],
        "a/x-*": [{"prefix": "x-"}],
        "b/patterns": [{"regex": "y.*"}, {"regex": "yy.*"}],
    }


def test_a_model_has_routes_to_its_versions(emit: Emit) -> None:
    """A model's route is for the model's requests within the mesh's part, and goes before the model's weights."""
    pool = Pool(selector={"app": "llama"}, versions=[Version(name="v1", weight=9), Version(name="v2", weight=1)])
    tests = Route(name="testers", headers={"x-tester": ""}, version="v2")
    item = emit(
        "VirtualService",
        "chat",
        match=Match(path_prefix="/v1/chat/"),
        models=[model(backend=pool, routes=[tests])],
    )
    assert names(item) == ["llama/testers", "llama/primary", "primary"]
    assert route(item, "llama/testers")["match"] == [
        {"uri": {"prefix": "/v1/chat/"}, "headers": {"x-tester": {}, "x-llm-model": {"exact": "llama"}}}
    ]
    assert route(item, "llama/primary")["delegate"] == {"name": "chat-llama-versions"}


def test_only_embeddings_have_a_deadline_where_the_model_is_in_the_body(emit: Emit) -> None:
    """What never has a body never gets to a model's route."""
    body = emit("VirtualService", "chat", models=[model()])
    assert [match["uri"] for match in route(body, "llama/primary/quick")["match"]] == [{"exact": "/v1/embeddings"}]
    header = emit("VirtualService", "chat", models=[model()], model_from=ModelFromHeader(name="x-model"))
    assert len(route(header, "llama/primary/quick")["match"]) == 3


def test_a_header_of_the_client_s(emit: Emit, synth: Synth) -> None:
    """The routes look at it as it is; no body is read, and nothing is patched for that."""
    options: dict[str, Any] = {"models": [model()], "model_from": ModelFromHeader(name="X-Model")}
    item = emit("VirtualService", "chat", backend=None, **options)
    assert route(item, "llama/primary")["match"] == [{"headers": {"x-model": {"exact": "llama"}}}]
    assert route(item, "unknown-model")["match"] == [{"headers": {"x-model": {}}}]
    assert "x-model" in route(item, "no-model")["directResponse"]["body"]["string"]
    files = synth(lambda app: LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], **options))
    assert "json_to_metadata" not in files["chat.k8s.yaml"]


def test_the_model_in_the_path_is_cut_off(emit: Emit) -> None:
    """A route within the model is for what follows the model, and so is what the backend gets."""
    pool = Pool(selector={"app": "llama"}, versions=[Version(name="v1")])
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


def test_a_provider_s_own_path_follows_the_model_in_the_path(emit: Emit) -> None:
    """One rewriting does both: the model is cut off, and `/v1` becomes the provider's path."""
    backend = OpenAICompatible(url="https://llm.example.org/openai/v1", api_key=KeyFromEnvironment(variable="KEY"))
    item = emit("VirtualService", "chat", models=[model(backend=backend)], model_from=ModelFromPath(prefix="/m/"))
    assert route(item, "llama/primary")["rewrite"] == {
        "authority": "llm.example.org",
        "uriRegexRewrite": {"match": "^(?:/m/llama)/v1/", "rewrite": "/openai/v1/"},
    }


def test_a_drill_is_no_answer(emit: Emit) -> None:
    """The gateway's own answers have no twins with a fault."""
    drill = FaultDrill(name="busy", headers={"x-drill": "busy"}, abort_status=429)
    item = emit("VirtualService", "chat", backend=None, models=[model()], drills=[drill])
    assert names(item)[:3] == ["llama/primary/quick/drill/busy", "llama/primary/drill/busy", "llama/primary"]
    assert len([name for name in names(item) if "/drill/" in name]) == 2


def test_the_request_without_a_model_has_a_route_that_leads_somewhere(emit: Emit) -> None:
    """Only then the proxy keeps as much of the body as the mesh says; nothing gets there."""
    item = emit("VirtualService", "chat", backend=None, models=[model()])
    waiting = route(item, "no-model")
    assert waiting["fault"] == {"abort": {"httpStatus": 400, "percentage": {"value": 100}}}
    assert waiting["retries"] == {"attempts": 0}
    (patch,) = emit("EnvoyFilter", "ai-chat-openai-errors", backend=None, models=[model()])["spec"]["configPatches"]
    mappers = patch["patch"]["value"]["typed_config"]["local_reply_config"]["mappers"]
    conditions = [mapper["filter"]["and_filter"]["filters"] for mapper in mappers]
    assert [
        (status["status_code_filter"]["comparison"]["value"]["default_value"], where["extension_filter"])
        for status, where in conditions
    ] == [
        (413, _cel("xds.route_name.startsWith('ai/chat/')")),
        (400, _cel("xds.route_name == 'ai/chat/no-model'")),
    ]


def _cel(expression: str) -> dict[str, Any]:
    kind = "type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter"
    name = "envoy.access_loggers.extension_filters.cel"
    return {"name": name, "typed_config": {"@type": kind, "expression": expression}}


def test_the_filters_are_on_for_the_mesh_s_routes_alone(emit: Emit) -> None:
    """Two filters that are off, next to each other, with names of the mesh's own; every route of it turns them on."""
    patches = emit("EnvoyFilter", "ai-chat-request-body", models=[model()])["spec"]["configPatches"]
    inserted = [patch["patch"]["value"] for patch in patches if patch["applyTo"] == "HTTP_FILTER"]
    assert [(value["name"], value["disabled"]) for value in inserted] == [
        ("ai/chat/read-body", True),
        ("ai/chat/write-headers", True),
    ]
    turned_on = {
        patch["match"]["routeConfiguration"]["vhost"]["route"]["name"]: patch["patch"]["value"]
        for patch in patches
        if patch["applyTo"] == "HTTP_ROUTE"
    }
    assert list(turned_on) == [one["name"] for one in routes(emit("VirtualService", "chat", models=[model()]))]
    for value in turned_on.values():
        assert value["request_body_buffer_limit"] == 4 * 1024 * 1024
        assert value["request_headers_to_remove"] == ["x-llm-model"]
        assert list(value["typed_per_filter_config"]) == ["ai/chat/read-body", "ai/chat/write-headers"]


def test_a_limit_alone_reads_nothing(emit: Emit) -> None:
    """Without models the number is that of what can be sent again."""
    (short, whole) = emit("EnvoyFilter", "ai-chat-request-body", max_prompt_bytes=2**21)["spec"]["configPatches"]
    for patch in (short, whole):
        assert patch["patch"]["value"] == {"request_body_buffer_limit": 2**21}


def test_the_order_of_declaration_has_no_effect(synth: Synth) -> None:
    """The same models in any order, with their names in any order, give the same bytes."""
    written = set()
    for models in itertools.permutations([*MODELS, model("c", aliases=["d", "e"], backend=REST)]):
        for turn in (1, -1):
            turned = [one.model_copy(update={"aliases": one.aliases[::turn]}) for one in models]

            def declare(app: MeshApp, turned: list[Model] = turned) -> None:
                LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], models=turned)

            written.add(synth(declare)["chat.k8s.yaml"])
    assert len(written) == 1


def _services(synth: Synth, **options: Any) -> list[str]:
    files = synth(lambda app: LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], **options))
    items = documents.load(files["chat.k8s.yaml"])
    rules = [item["spec"] for item in items if item["kind"] == "DestinationRule" and "trafficPolicy" in item["spec"]]
    hosts = [rule["host"].partition(".")[0] for rule in rules]
    found = [item["metadata"]["name"] for item in items if item["kind"] == "Service"]
    assert hosts == found
    return found


def test_one_service_for_a_backend(synth: Synth) -> None:
    """A model's backend may be the mesh's own, or another model's under one name: its objects are there once."""
    assert _services(synth, backend=REST, models=[model(backend=REST), model("b")]) == ["chat", "chat-b"]
    named = Pool(name="shared", selector={"app": "shared"}, versions=[Version(name="v1", weight=1)])
    assert _services(synth, models=[model("a", backend=named), model("b", backend=named)]) == ["shared"]


def test_a_model_s_objects_can_be_had() -> None:
    """By the model's name; a mesh without a backend of its own has no objects of one, and says where they are."""
    app = MeshApp()
    mesh = LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], models=[model("Llama/3", slug="l")])
    assert mesh.models["Llama/3"].destination_rule.name == "chat-l"
    with pytest.raises(AttributeError, match=r"destination_rule is that of the mesh's backend, and it has none"):
        assert mesh.destination_rule


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ({"models": [model()]}, "4194304"),
        ({"models": [model()], "max_prompt_bytes": 2**24}, "16777216"),
        ({"backend": Pool(selector={"app": "chat"}), "budget": Budget(first_token=timedelta(seconds=9))}, "4194304"),
        ({"backend": Pool(selector={"app": "chat"}), "max_prompt_bytes": 2**24}, "16777216"),
    ],
)
def test_the_checklist_names_the_memory(options: dict[str, Any], number: str) -> None:
    """What is kept of a body is memory of the gateway's pods, whoever has chosen how much."""
    mesh = LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], **options)
    assert len([line for line in mesh.checklist if f"memory for {number} bytes" in line]) == 1


def test_a_prefix_between_two_of_another_model_is_no_fault(emit: Emit) -> None:
    """The longest of three prefixes isn't idle where the one in the middle is another model's."""
    models = [model("a", prefixes=["x", "xxx"]), model("b", prefixes=["xx"])]
    assert "a/xxx*/primary" in names(emit("VirtualService", "chat", models=models))


@pytest.mark.parametrize("pattern", [r"qwen2\.5-.*", "(?i)llama.*", "[(?=]+x", "a{2,1000}", r"\\1+", "x|y", "[*+]+"])
def test_patterns_that_re2_has(emit: Emit, pattern: str) -> None:
    """What only looks like what RE2 lacks passes as it is."""
    item = emit("VirtualService", "chat", models=[model(patterns=[pattern])])
    (match,) = route(item, "llama/patterns/primary")["match"]
    assert match["headers"]["x-llm-model"] == {"regex": pattern}


def test_one_pool_is_one_whatever_the_order_of_its_versions(emit: Emit) -> None:
    """A pool that stands in two places has one Service, also where its versions are told in another order there."""
    pools = [
        Pool(selector={"app": "rest"}, versions=[Version(name=name, weight=50) for name in order])
        for order in (("v1", "v2"), ("v2", "v1"))
    ]
    service = emit("Service", backend=pools[0], models=[Model(name="llama", backend=pools[1])])
    assert service["metadata"]["name"] == "chat"
    assert pools[0] == pools[1]
