"""Endpoints that no request reaches, that leave nothing for others, or that Istio couldn't distinguish, are refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from llm_api_mesh import (
    OPENAI_PATHS,
    Endpoint,
    Failover,
    FaultDrill,
    Match,
    Mirror,
    Model,
    ModelFromHeader,
    ModelFromPath,
    Pool,
    ProviderRef,
    PublicPath,
    Route,
    Version,
)
from support.apps import LLM_GATEWAY, Emit, Refusal

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)
WHISPER = Pool(selector={"app": "whisper"}, target_port=8000)
TWO = [Version(name="v1", weight=1), Version(name="v2", weight=0)]
REST = Pool(selector={"app": "rest"}, target_port=8080, versions=TWO)


def endpoint(name: str = "audio", **fields: Any) -> Endpoint:
    pool = Pool(selector={"app": f"{name}-server"}, target_port=8000)
    place = {} if {"path", "path_prefix"} & set(fields) else {"path_prefix": "/v1/audio/"}
    return Endpoint(**{"name": name, "backend": pool, **place, **fields})


def model(name: str = "llama", **fields: Any) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name)}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})


REACH = "Allowed: conditions under which some requests reach the endpoint. [route-unreachable]"
LEAVE = "Allowed: conditions that leave some public paths to models, or to the backend of the API. [route-unreachable]"
FIRST = "comes first and takes all of these requests."

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no path": (
        {"endpoints": [endpoint(path_prefix=None, method="POST")]},
        (
            "endpoints[audio]: missing. To serve all other requests, set backend of the API. Allowed: a path, or a "
            "path_prefix other than /. [field-required]"
        ),
    ),
    "every path": ({"endpoints": [endpoint(path_prefix="/")]}, "endpoints[audio]: missing."),
    "a path and a prefix": (
        {"endpoints": [endpoint(path="/v1/audio/speech", path_prefix="/v1/audio/")]},
        "Allowed: either path or path_prefix. [match-conflict]",
    ),
    "no backend of its own": (
        {"endpoints": [Endpoint(name="audio", path_prefix="/v1/audio/")]},  # type: ignore[call-arg]
        "endpoints[audio].backend: missing.",
    ),
    "one name for two": (
        {"endpoints": [endpoint(backend=WHISPER), endpoint(path="/v1/embeddings", backend=WHISPER)]},
        'endpoints[audio].name: got "audio" twice. Allowed: each name once. [route-duplicate]',
    ),
    "the slug of a model": (
        {
            "models": [model("llama.3", slug="audio", backend=WHISPER)],
            "gateway": LLM_GATEWAY,
            "endpoints": [endpoint(backend=WHISPER)],
        },
        (
            'endpoints[audio].name: got "audio", which is the slug of model "llama.3". Allowed: a name that no model '
            "has as its slug. [route-duplicate]"
        ),
    ),
    "a reserved name": (
        {"endpoints": [endpoint("in-mesh")]},
        'endpoints[in-mesh].name: got "in-mesh". Allowed: a name other than failover and in-mesh, which are reserved.',
    ),
    "a long name": (
        {"endpoints": [endpoint("a" * 59, backend=WHISPER)]},
        "Shorten the name. Allowed: at most 63 characters (this name has 64). [name-too-long]",
    ),
    "upper case": ({"endpoints": [endpoint("Audio", backend=WHISPER)]}, 'Write "audio".'),
    "one condition for two": (
        {"endpoints": [endpoint("audio"), endpoint("speech")]},
        f"endpoints[speech]: got path_prefix='/v1/audio/'. Change the conditions: endpoint \"audio\" {FIRST} {REACH}",
    ),
    "outside of the API's match": (
        {"match": Match(path_prefix="/v1/chat/"), "endpoints": [endpoint()]},
        (
            "endpoints[audio]: got path_prefix='/v1/audio/' together with match of the API: path_prefix='/v1/chat/'. "
            "Allowed: conditions that some requests of the API can meet. [match-conflict]"
        ),
    ),
    "the API's whole match": (
        {"match": Match(path_prefix="/v1/audio/"), "endpoints": [endpoint(path_prefix="/v1/")]},
        f"endpoints[audio]: got path_prefix='/v1/'. Write a longer path_prefix. {LEAVE}",
    ),
    "all public paths": (
        {"paths": None, "endpoints": [endpoint(path_prefix="/v1/")]},
        f"endpoints[audio]: got path_prefix='/v1/'. Write a longer path_prefix. {LEAVE}",
    ),
    "a path that isn't public": (
        {"paths": None, "endpoints": [endpoint("rerank", path="/v1/rerank", method="POST")]},
        (
            "endpoints[rerank]: got path='/v1/rerank', method='POST'. Add PublicPath(path=\"/v1/rerank\", "
            'methods=["POST"]) to paths. Allowed: conditions that some request for a public path can meet. '
            "[path-not-public]"
        ),
    ),
    "a path that isn't public, with a route": (
        {
            "paths": None,
            "endpoints": [
                endpoint(
                    "rerank", path="/v1/rerank", backend=REST, routes=[Route(name="a", method="POST", version="v2")]
                )
            ],
        },
        'Add PublicPath(path="/v1/rerank") to paths.',
    ),
    "a route of the API behind it": (
        {
            "backend": REST,
            "routes": [Route(name="a", path="/v1/audio/speech", version="v2")],
            "endpoints": [endpoint()],
        },
        (
            "routes[a]: got path='/v1/audio/speech'. Change the conditions: endpoint \"audio\" comes first and takes "
            "all of these requests. Allowed: conditions under which some requests reach the route. [route-unreachable]"
        ),
    ),
    "a route of a model behind it": (
        {
            "models": [
                model(backend=REST, routes=[Route(name="a", path="/v1/audio/speech", version="v2")]),
            ],
            "backend": LLAMA,
            "gateway": LLM_GATEWAY,
            "endpoints": [endpoint()],
        },
        f"models[llama].routes[a]: got path='/v1/audio/speech'. Change the conditions: endpoint \"audio\" {FIRST}",
    ),
    "a route outside of the endpoint": (
        {"endpoints": [endpoint(backend=REST, routes=[Route(name="a", path="/v1/embeddings", version="v2")])]},
        (
            "endpoints[audio].routes[a]: got path='/v1/embeddings' together with the requests of the endpoint: "
            "path_prefix='/v1/audio/'."
        ),
    ),
    "a route to no version": (
        {"endpoints": [endpoint(routes=[Route(name="a", path="/v1/audio/speech", version="v2")])]},
        'endpoints[audio].routes[a].version: got "v2".',
    ),
    "a mirror to no version": (
        {"endpoints": [endpoint(mirrors=[Mirror(version="v2", percent=1.0)])]},
        'endpoints[audio].mirrors[v2].version: got "v2".',
    ),
    "versions without weights": (
        {"endpoints": [endpoint(backend=LLAMA.model_copy(update={"versions": [Version(name="v1"), TWO[1]]}))]},
        "endpoints[audio].backend.versions[v1].weight: missing.",
    ),
    "a drill's header": (
        {
            "endpoints": [endpoint(headers={"x-a": "b"})],
            "drills": [FaultDrill(name="d", headers={"x-a": "b"}, abort_status=503)],
        },
        "drills[d].headers: got x-a, which endpoints[audio] matches, too.",
    ),
    "a header that the gateway removes": (
        {"gateway": LLM_GATEWAY, "endpoints": [endpoint(headers={"x-llm-leg": "a"})]},
        "endpoints[audio]: got x-llm-leg.",
    ),
    "a provider at a plain Gateway": (
        {"endpoints": [endpoint(backend=ProviderRef(provider="openai"))]},
        "endpoints[audio].backend: got a ProviderRef at a plain Gateway.",
    ),
    "a failover with one backend": (
        {"gateway": LLM_GATEWAY, "endpoints": [endpoint(backend=Failover(backends=[WHISPER]))]},
        "endpoints[audio].backend.backends: got one backend.",
    ),
    "the pods of a model": (
        {"gateway": LLM_GATEWAY, "models": [model(backend=LLAMA)], "endpoints": [endpoint(backend=LLAMA)]},
        (
            "endpoints[audio].backend: got the pods of models[llama].backend behind another Service. Set the same name "
            "on the Pool in both places."
        ),
    ),
    "the pods of another endpoint": (
        {"endpoints": [endpoint(backend=LLAMA), endpoint("embeddings", path="/v1/embeddings", backend=LLAMA)]},
        "got the pods of endpoints[embeddings].backend behind another Service.",
    ),
    "endpoints alone": ({"backend": ..., "endpoints": [endpoint()]}, "backend: missing"),
}


@pytest.mark.parametrize(("given", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, given: dict[str, Any], words: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal("chat", **given)
    assert words in problem


ACCEPTED: dict[str, dict[str, Any]] = {
    "one path within another endpoint": {"endpoints": [endpoint(), endpoint("speech", path="/v1/audio/speech")]},
    "one endpoint by method, another for the rest": {"endpoints": [endpoint(), endpoint("get", method="GET")]},
    "all paths by one method": {"paths": None, "endpoints": [endpoint(path_prefix="/v1/", method="GET")]},
    "all paths but for one": {
        "paths": [*OPENAI_PATHS, PublicPath(path="/rerank")],
        "endpoints": [endpoint(path_prefix="/v1/")],
    },
    "all paths without a model": {
        "backend": ...,
        "models": [model()],
        "model_from": ModelFromPath(),
        "paths": None,
        "endpoints": [endpoint(path_prefix="/v1/")],
    },
    "a model's route behind the model's path": {
        "models": [model(backend=REST, routes=[Route(name="a", path="/v1/audio/speech", version="v2")])],
        "backend": LLAMA,
        "model_from": ModelFromPath(),
        "endpoints": [endpoint()],
    },
    "a route for a part of an endpoint and more": {
        "backend": REST,
        "routes": [Route(name="a", path_prefix="/v1/au", version="v2")],
        "endpoints": [endpoint()],
    },
    "a query, as that of a WebSocket": {
        "endpoints": [endpoint(path="/v1/realtime", query={"intent": "transcription"})],
        "paths": None,
    },
    "models by a header": {
        "models": [model()],
        "model_from": ModelFromHeader(name="x-model"),
        "endpoints": [endpoint()],
    },
    "the API's own pods": {"backend": LLAMA, "endpoints": [endpoint(backend=LLAMA)]},
    "the pods of a model by name": {
        "gateway": LLM_GATEWAY,
        "models": [model(backend=WHISPER.model_copy(update={"name": "whisper"}))],
        "endpoints": [endpoint(backend=WHISPER.model_copy(update={"name": "whisper"}))],
    },
}


@pytest.mark.parametrize("given", ACCEPTED.values(), ids=ACCEPTED)
def test_is_accepted(emit: Emit, given: dict[str, Any]) -> None:
    """What leaves requests to everything else isn't refused."""
    assert emit("VirtualService", "chat", **given)
