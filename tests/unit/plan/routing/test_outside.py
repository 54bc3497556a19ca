"""The route that answers what isn't public."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    ALL_PATHS,
    OPENAI_PATHS,
    Budget,
    Cors,
    FaultDrill,
    Match,
    Model,
    ModelFromHeader,
    ModelFromPath,
    Pool,
    PublicPath,
)
from support.apps import LLM_GATEWAY, Emit

CLOSED = "not-public:"
POOL = Pool(selector={"app": "llama"}, target_port=8000)
MODELS = {"backend": None, "models": [Model(name="llama-3.1", slug="llama", backend=POOL)]}
ONE = [PublicPath(path="/v1/rerank")]


def routes(emit: Emit, **changes: Any) -> dict[str, dict[str, Any]]:
    """The routes at the gateway, by the ends of their names, in their order."""
    found = emit("VirtualService", "chat", **{"paths": None, **changes})["spec"]["http"]
    return {route["name"].removeprefix("llm/ai/chat/"): route for route in found}


def answers(matches: list[dict[str, Any]], method: str, path: str) -> bool:
    """Whether the proxy takes the route for a request."""
    return any(_meets(match, method, path) for match in matches)


def _meets(match: dict[str, Any], method: str, path: str) -> bool:
    without = match.get("withoutHeaders", {})
    values = {":method": method, ":path": path}
    return (
        match.get("method", {}).get("exact", method) == method
        and path.startswith(match.get("uri", {}).get("prefix", "/"))
        and not any(re.fullmatch(one["regex"], values[name]) for name, one in without.items())
    )


@pytest.mark.parametrize("options", [{}, {**MODELS, "gateway": LLM_GATEWAY}], ids=["plain", "models"])
def test_it_comes_before_all_other_routes(emit: Emit, options: dict[str, Any]) -> None:
    """So no other route has to know which paths are public; drills are for public paths, too."""
    drills = [FaultDrill(name="down", headers={"x-drill": "down"}, abort_status=503)]
    found = routes(emit, **options, drills=drills)
    assert next(iter(found)) == CLOSED
    assert not [name for name, route in found.items() if "withoutHeaders" in str(route) and name != CLOSED]


def test_it_answers_as_openai_does(emit: Emit) -> None:
    """404 with a JSON body, and without a backend."""
    route = routes(emit)[CLOSED]
    assert route["directResponse"]["status"] == 404
    assert json.loads(route["directResponse"]["body"]["string"])["error"]["type"] == "invalid_request_error"
    assert route["headers"]["response"]["set"] == {"content-type": "application/json"}
    assert "route" not in route


def test_its_conditions(emit: Emit) -> None:
    """One for each public method, and one for all other methods."""
    paths = [PublicPath(path="/v1/files/{*}", methods=["GET", "DELETE"]), PublicPath(path="/v1/rerank")]
    file = r"/v1/files/[^/.%?\\][^/%?\\]*(?:\?.*)?"
    assert routes(emit, paths=paths)[CLOSED]["match"] == [
        {"method": {"exact": "DELETE"}, "withoutHeaders": {":path": {"regex": file}}},
        {"method": {"exact": "GET"}, "withoutHeaders": {":path": {"regex": file}}},
        {"method": {"exact": "POST"}, "withoutHeaders": {":path": {"regex": r"/v1/rerank(?:\?.*)?"}}},
        {"withoutHeaders": {":method": {"regex": "DELETE|GET|POST"}}},
    ]


@pytest.mark.parametrize(
    ("method", "path", "closed"),
    [
        ("POST", "/v1/chat/completions", False),
        ("GET", "/v1/models?x", False),
        ("GET", "/metrics", True),
        ("PUT", "/v1/chat/completions", True),
        ("OPTIONS", "/v1/chat/completions", True),
    ],
)
def test_the_default(emit: Emit, method: str, path: str, closed: bool) -> None:
    """The OpenAI API."""
    assert answers(routes(emit)[CLOSED]["match"], method, path) is closed


def test_all_paths_need_no_route(emit: Emit) -> None:
    """Then nothing is answered."""
    assert list(routes(emit, paths=ALL_PATHS)) == ["primary"]


def test_plain_data(emit: Emit) -> None:
    """Paths as mappings give the same."""
    given = [{"path": "/v1/rerank", "methods": ["POST"]}]
    assert routes(emit, paths=given) == routes(emit, paths=ONE)


def test_a_grpc_pool_has_the_methods_of_its_services(emit: Emit) -> None:
    """A method's name is a path, and every request is a POST."""
    pool = Pool(selector={"app": "chat"}, target_port=8001, protocol="grpc")
    matches = routes(emit, backend=pool)[CLOSED]["match"]
    assert not answers(matches, "POST", "/inference.GRPCInferenceService/ModelInfer")
    assert answers(matches, "POST", "/v1/chat/completions")
    assert answers(matches, "GET", "/inference.GRPCInferenceService/ModelInfer")


def test_it_is_for_the_api_s_own_requests(emit: Emit) -> None:
    """Another API may have other paths of the host."""
    match = Match(path_prefix="/v1/chat/", headers={"x-tenant": "a"})
    for one in routes(emit, match=match)[CLOSED]["match"]:
        assert one["uri"] == {"prefix": "/v1/chat/"}
        assert one["headers"] == {"x-tenant": {"exact": "a"}}


def test_an_api_of_one_method(emit: Emit) -> None:
    """The conditions are within those of the API."""
    (one,) = routes(emit, match=Match(method="POST"), paths=ONE)[CLOSED]["match"]
    assert one == {"method": {"exact": "POST"}, "withoutHeaders": {":path": {"regex": r"/v1/rerank(?:\?.*)?"}}}


def test_pages_of_other_origins_can_read_it(emit: Emit) -> None:
    """Preflights come before it, because their method is public for no path."""
    found = routes(emit, cors=Cors(allow_origins=["https://app.example.com"]))
    assert list(found) == ["preflight:", "cors:/not-public:", CLOSED, "primary"]
    for one in found["cors:/not-public:"]["match"]:
        assert one["headers"] == {"origin": {"exact": "https://app.example.com"}}
        assert one["withoutHeaders"]


BY_PATH = {**MODELS, "model_from": ModelFromPath()}


def test_an_unknown_model_in_the_path_has_one_route(emit: Emit) -> None:
    """Also if every path of a model is public: two routes of one name would be one in logs and patches."""
    found = emit("VirtualService", "chat", **BY_PATH, paths=[PublicPath(path="/{**}")])
    assert [route["name"] for route in found["spec"]["http"]].count("llm/ai/chat/unknown-model") == 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/models/llama-3.1/v1/chat/completions", "llama/primary"),
        ("/models/llama-3.1/metrics", CLOSED),
        ("/models/llama-3.1/v1/chat/completions/../metrics", CLOSED),
        ("/models/llama-3.1/models/llama-3.1/v1/chat/completions", CLOSED),
        ("/models/llama-3x1/v1/chat/completions", "unknown-model"),
        ("/models/llama-3.1", "unknown-model"),
        ("/metrics", CLOSED),
        ("/v1/chat/completions", "no-model"),
    ],
)
def test_a_model_in_the_path_comes_before_a_public_path(emit: Emit, path: str, expected: str) -> None:
    """An unknown model has its own answer."""
    found = routes(emit, **BY_PATH)
    assert next(name for name, route in found.items() if answers(route["match"], "POST", path)) == expected


def test_beside_a_backend_an_unknown_model_in_the_path_is_no_public_path(emit: Emit) -> None:
    """The backend gets the public paths only."""
    found = routes(emit, **{**BY_PATH, "backend": Pool(selector={"app": "chat"}, target_port=8000)})
    assert next(iter(found)) == CLOSED
    assert answers(found[CLOSED]["match"], "POST", "/models/gpt-5/v1/chat/completions")


def test_the_models_are_listed_if_their_paths_are_public(emit: Emit) -> None:
    """The list is a part of the API, which paths can leave out."""
    by_header = {**MODELS, "model_from": ModelFromHeader(name="x-model")}
    listed = [name for name in routes(emit, **by_header) if name.startswith("models:")]
    assert listed == ["models:", "models:llama-3.1"]
    assert not [name for name in routes(emit, **by_header, paths=ONE) if name.startswith(("models:", "unlisted"))]


def test_endpoints_with_short_answers_are_public_ones(emit: Emit) -> None:
    """A path that isn't public has no separate route at the gateway, but callers in the mesh have one."""
    options: dict[str, Any] = {"budget": Budget(quick=timedelta(seconds=20))}
    quick = routes(emit, **options)["primary/quick"]["match"]
    assert {"uri": {"exact": "/v1/embeddings"}} in quick
    assert {"uri": {"exact": "/tokenize"}} not in quick
    with_tokens = [*OPENAI_PATHS, PublicPath(path="/tokenize")]
    assert {"uri": {"exact": "/tokenize"}} in routes(emit, **options, paths=with_tokens)["primary/quick"]["match"]
    (inside, _) = emit("VirtualService", "chat-in-mesh", **options, paths=None)["spec"]["http"]
    assert {"uri": {"exact": "/tokenize"}, "port": 80} in inside["match"]


def test_callers_in_the_mesh_reach_every_path(emit: Emit) -> None:
    """Their routes have the port of the pool as their only condition."""
    (route,) = emit("VirtualService", "chat-in-mesh", paths=None)["spec"]["http"]
    assert route["match"] == [{"port": 80}]
