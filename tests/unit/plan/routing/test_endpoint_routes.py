"""The routes to endpoints: before models and the API's own backend, by their conditions alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import (
    Budget,
    Cors,
    Endpoint,
    Failover,
    FaultDrill,
    LlmApiMesh,
    Match,
    MeshApp,
    Mirror,
    Model,
    ModelFromHeader,
    ModelFromPath,
    Pool,
    Retries,
    Route,
    Version,
)
from support import documents
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Emit, Synth

WHISPER = Pool(selector={"app": "whisper"}, target_port=8000)
LLAMA = Model(name="llama", backend=Pool(selector={"app": "llama"}, target_port=8080))
AUDIO = Endpoint(name="audio", path_prefix="/v1/audio/", backend=WHISPER)
BEHIND: dict[str, Any] = {"gateway": LLM_GATEWAY, "models": [LLAMA], "endpoints": [AUDIO], "paths": None}
STRICT: dict[str, Any] = {**BEHIND, "backend": ...}

Item = dict[str, Any]


def names(item: Item) -> list[str]:
    return [route["name"].removeprefix("llm/ai/chat/") for route in item["spec"]["http"]]


def route(item: Item, name: str) -> Item:
    found: Item = next(one for one in item["spec"]["http"] if one["name"] == f"llm/ai/chat/{name}")
    return found


def hosts(route: Item) -> list[str]:
    return [one["destination"]["host"] for one in route["route"]]


def test_endpoints_come_before_models_and_behind_closed_paths(emit: Emit) -> None:
    """What isn't public comes first, then the endpoints, then the models, and then all errors."""
    assert names(emit("VirtualService", "chat", **STRICT)) == [
        "not-public:",
        "audio/primary",
        "llama/primary",
        "models:",
        "models:llama",
        "unlisted-model",
        "unknown-model",
        "compressed",
        "no-model",
        "not-found",
    ]


def test_a_route_to_an_endpoint_needs_no_model_and_no_body(emit: Emit) -> None:
    """It has the condition on the path alone, and its pool is named after the API and the endpoint."""
    found = route(emit("VirtualService", "chat", **STRICT), "audio/primary")
    assert found["match"] == [{"uri": {"prefix": "/v1/audio/"}}]
    assert hosts(found) == ["chat-audio.ai.svc.cluster.local"]
    assert "timeout" not in found
    assert found["retries"] == route(emit("VirtualService", "chat", **STRICT), "llama/primary")["retries"]


def test_at_a_plain_gateway(emit: Emit) -> None:
    """Endpoints need no LLM gateway: beside a backend, and beside models in a header or in the path."""
    assert names(emit("VirtualService", "chat", endpoints=[AUDIO])) == ["audio/primary", "primary"]
    by_header = emit(
        "VirtualService", "chat", models=[LLAMA], model_from=ModelFromHeader(name="x-model"), endpoints=[AUDIO]
    )
    assert names(by_header)[:2] == ["audio/primary", "llama/primary"]
    by_path = emit("VirtualService", "chat", models=[LLAMA], model_from=ModelFromPath(), endpoints=[AUDIO])
    assert route(by_path, "audio/primary")["match"] == [{"uri": {"prefix": "/v1/audio/"}}]
    assert "rewrite" not in route(by_path, "audio/primary")
    assert route(by_path, "llama/primary")["match"] == [{"uri": {"prefix": "/models/llama/"}}]


def test_more_exact_endpoints_come_first(emit: Emit) -> None:
    """The order doesn't depend on the list: whole paths, longer prefixes, then methods, as of routes."""
    endpoints = [
        AUDIO,
        Endpoint(name="any", path_prefix="/v1/a", backend=Pool(selector={"app": "any"}, target_port=1)),
        Endpoint(name="get", path_prefix="/v1/a", method="GET", backend=Pool(selector={"app": "get"}, target_port=1)),
        Endpoint(name="speech", path="/v1/audio/speech", backend=Pool(selector={"app": "tts"}, target_port=1)),
    ]
    order = ["speech/primary", "audio/primary", "get/primary", "any/primary", "primary"]
    assert names(emit("VirtualService", "chat", endpoints=endpoints)) == order
    assert names(emit("VirtualService", "chat", endpoints=endpoints[::-1])) == order


def test_the_api_s_match_limits_an_endpoint(emit: Emit) -> None:
    """A request for an endpoint is one of the API."""
    match = Match(path_prefix="/v1/", headers={"x-tenant": "a"})
    found = emit("VirtualService", "chat", match=match, endpoints=[AUDIO])
    assert route(found, "audio/primary")["match"] == [
        {"uri": {"prefix": "/v1/audio/"}, "headers": {"x-tenant": {"exact": "a"}}}
    ]


def test_times_drills_and_preflights_are_those_of_any_route(emit: Emit) -> None:
    """An endpoint with short answers has their deadline, others that of generations; drills and CORS apply to all."""
    embeddings = Endpoint(
        name="embeddings", path="/v1/embeddings", backend=Pool(selector={"app": "bge"}, target_port=80)
    )
    item = emit(
        "VirtualService",
        "chat",
        endpoints=[AUDIO, embeddings],
        budget=Budget(quick=timedelta(seconds=5), generation=timedelta(minutes=10)),
        retries=Retries(attempts=1),
        drills=[FaultDrill(name="slow", headers={"x-drill": "slow"}, abort_status=503)],
        cors=Cors(allow_origins=["https://app.example.com"]),
    )
    assert names(item)[:4] == [
        "preflight:",
        "embeddings/primary/drill/slow",
        "audio/primary/drill/slow",
        "primary/quick/drill/slow",
    ]
    assert route(item, "audio/primary")["timeout"] == "600s"
    assert route(item, "embeddings/primary")["timeout"] == "5s"
    assert "corsPolicy" in route(item, "audio/primary")
    # The API's own backend gets no request for embeddings, so that its route to short answers hasn't this condition.
    paths = [match["uri"] for match in route(item, "primary/quick")["match"]]
    assert {"exact": "/tokenize"} in paths
    assert {"exact": "/v1/embeddings"} not in paths


def test_an_endpoint_can_answer_the_list_of_models(emit: Emit) -> None:
    """The gateway's own answers behind an endpoint that takes all of their requests are left out."""
    catalogue = Endpoint(name="list", path_prefix="/v1/models", backend=WHISPER)
    found = names(emit("VirtualService", "chat", **{**STRICT, "endpoints": [catalogue]}))
    assert found == [
        "not-public:",
        "list/primary",
        "llama/primary",
        "unknown-model",
        "compressed",
        "no-model",
        "not-found",
    ]


def test_versions_routes_and_mirrors_of_an_endpoint(emit: Emit) -> None:
    """An endpoint's backend has weights, routes and mirrors as a model's has."""
    pool = Pool(
        selector={"app": "whisper"},
        target_port=8000,
        versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
    )
    endpoint = Endpoint(
        name="audio",
        path_prefix="/v1/audio/",
        backend=pool,
        routes=[Route(name="speech", path="/v1/audio/speech", version="v2")],
        mirrors=[Mirror(version="v2", percent=5.0)],
    )
    item = emit("VirtualService", "chat", endpoints=[endpoint])
    assert names(item) == ["audio/speech", "audio/primary", "primary"]
    assert route(item, "audio/primary")["delegate"] == {"name": "chat-audio-versions"}
    weighted = emit("VirtualService", "chat-audio-versions", endpoints=[endpoint])["spec"]["http"][0]
    assert [one["weight"] for one in weighted["route"]] == [90, 10]
    assert weighted["mirrors"][0]["destination"]["subset"] == "v2"


def test_callers_in_the_mesh_have_the_routes_of_the_endpoint_s_service(emit: Emit) -> None:
    """They call its Service by name, whatever the path."""
    item = emit("VirtualService", "chat-audio-in-mesh", endpoints=[AUDIO])
    assert names(item) == ["audio/in-mesh/primary"]
    assert route(item, "audio/in-mesh/primary")["match"] == [{"port": 80}]


def test_a_failover_of_an_endpoint(emit: Emit) -> None:
    """The route names the endpoint's failover, whose backends have the gateway's slots."""
    spare = Pool(name="spare", selector={"app": "spare"}, target_port=8000)
    endpoint = Endpoint(name="audio", path_prefix="/v1/audio/", backend=Failover(backends=[WHISPER, spare]))
    given: dict[str, Any] = {**BEHIND, "endpoints": [endpoint]}
    found = route(emit("VirtualService", "chat", **given), "audio/primary")
    assert found["headers"]["request"]["set"]["x-llm-leg"] == "ai/chat/audio"
    assert names(emit("VirtualService", "chat-slot-0", **given)) == ["audio/failover/pool/primary"]


def test_an_endpoint_with_the_api_s_own_pods_has_no_objects_of_its_own(synth: Synth) -> None:
    """A pool in two places has one Service."""
    files = synth(
        lambda app: LlmApiMesh(
            app,
            "chat",
            namespace="ai",
            hosts=["chat.example.com"],
            gateway=PLAIN_GATEWAY,
            backend=WHISPER,
            endpoints=[AUDIO],
        )
    )
    items = documents.load(files["chat.k8s.yaml"])
    assert [item["metadata"]["name"] for item in items if item["kind"] == "Service"] == ["chat"]


def test_the_objects_of_an_endpoint_are_attributes() -> None:
    """They are under the endpoint's name, and the API's own stay what they are."""
    api = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        gateway=PLAIN_GATEWAY,
        backend=Pool(selector={"app": "chat"}, target_port=8080),
        endpoints=[AUDIO],
    )
    rule = api.endpoints["audio"].destination_rule
    assert rule is not None
    assert rule.name == "chat-audio"
    assert api.destination_rule.name == "chat"
    assert not api.models
