"""The routes of requests that come in through the gateway."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    FaultDrill,
    Match,
    Model,
    ModelFromHeader,
    Pool,
    Route,
    Version,
)
from llm_api_mesh.plan.llm_gateway.headers import COMPRESSED, NO_MODEL
from support.apps import LLM_GATEWAY, Emit

REST = Pool(selector={"app": "rest"}, target_port=8080)


QUICK = Budget(quick=timedelta(seconds=30))


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


def routes(item: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = item["spec"]["http"]
    return found


def names(item: dict[str, Any]) -> list[str]:
    found = (route["name"] for route in routes(item))
    return [name.removeprefix("llm/ai/chat/") for name in found if not name.endswith("/quick")]


def attached(emit: Emit, name: str, **options: Any) -> dict[str, Any]:
    """A VirtualService of an API behind an LLM gateway, which reads the model from the body."""
    return emit("VirtualService", name, gateway=LLM_GATEWAY, **options)


def route(item: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in routes(item) if one["name"] == f"llm/ai/chat/{name}")


def test_a_model_has_routes_to_its_versions(emit: Emit) -> None:
    """A model's route matches the model's requests that also meet the API's `match`, before the model's weights."""
    pool = Pool(
        selector={"app": "llama"},
        target_port=8080,
        versions=[Version(name="v1", weight=9), Version(name="v2", weight=1)],
    )
    tests = Route(name="testers", headers={"x-tester": ""}, version="v2")
    item = attached(
        emit,
        "chat",
        match=Match(path_prefix="/v1/chat/"),
        models=[model(backend=pool, routes=[tests])],
    )
    assert names(item) == ["llama/testers", "llama/primary", "primary"]
    assert route(item, "llama/testers")["match"] == [
        {"uri": {"prefix": "/v1/chat/"}, "headers": {"x-tester": {}, "x-llm-gateway-model": {"exact": "llama"}}}
    ]
    assert route(item, "llama/primary")["delegate"] == {"name": "chat-llama-versions"}


def test_short_endpoints_without_a_body_name_no_model_in_it(emit: Emit) -> None:
    """Where the model is in the body, a request without a body never matches a model's route."""
    with_body = ["/v1/embeddings", "/tokenize", "/v1/messages/count_tokens", "/v1/responses/input_tokens"]
    body = attached(emit, "chat", models=[model()], budget=QUICK)
    assert [match["uri"]["exact"] for match in route(body, "llama/primary/quick")["match"]] == with_body
    header = attached(emit, "chat", models=[model()], model_from=ModelFromHeader(name="x-model"), budget=QUICK)
    assert len(route(header, "llama/primary/quick")["match"]) == len(with_body) + 2


@pytest.mark.parametrize(("name", "last"), [("chat", "primary"), ("chat-in-mesh", "chat/in-mesh/primary")])
def test_a_generation_below_the_models_has_no_deadline(emit: Emit, name: str, last: str) -> None:
    """KServe generates at `POST /v1/models/<name>:predict`: below the path of the models only GET is short."""
    short, whole = attached(emit, name, budget=QUICK)["spec"]["http"]
    found = ({key: value for key, value in match.items() if key != "port"} for match in short["match"])
    assert [match for match in found if "/v1/models" in str(match["uri"])] == [
        {"uri": {"exact": "/v1/models"}, "method": {"exact": "GET"}},
        {"uri": {"prefix": "/v1/models/"}, "method": {"exact": "GET"}},
    ]
    assert whole["name"].endswith(last)
    assert "timeout" not in whole


def test_direct_responses_have_no_drills(emit: Emit) -> None:
    """The gateway's direct responses have no twins with a fault."""
    drill = FaultDrill(name="busy", headers={"x-drill": "busy"}, abort_status=429)
    item = attached(emit, "chat", backend=None, models=[model()], drills=[drill], budget=QUICK)
    assert names(item)[:3] == ["llama/primary/quick/drill/busy", "llama/primary/drill/busy", "llama/primary"]
    assert len([name for name in names(item) if "/drill/" in name]) == 2


def test_the_request_without_a_model_has_a_route_that_leads_somewhere(emit: Emit) -> None:
    """The proxy applies the limit of a body only if the route has a destination, which gets no request."""
    item = attached(emit, "chat", backend=None, models=[model()])
    waiting = route(item, "no-model")
    assert waiting["fault"] == {"abort": {"httpStatus": 400, "percentage": {"value": 100}}}
    assert waiting["retries"] == {"attempts": 0}
    assert waiting["route"]


def test_what_awaits_the_body_has_a_route_that_leads_somewhere(emit: Emit) -> None:
    """The gateway's limit of a body holds for these requests as well, and the gateway has the texts of the errors."""
    item = emit("VirtualService", "chat", backend=None, models=[model()], gateway=LLM_GATEWAY)
    for name, ending in (("no-model", NO_MODEL), ("compressed", COMPRESSED)):
        waiting = route(item, name)
        assert waiting["name"].endswith(ending)
        assert waiting["fault"] == {"abort": {"httpStatus": 400, "percentage": {"value": 100}}}
        assert waiting["route"]


def listed(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "chat"}


@pytest.mark.parametrize("backend", [None, REST], ids=["models only", "and a backend"])
def test_the_list_of_models_has_every_name(emit: Emit, backend: Pool | None) -> None:
    """The gateway lists the models, also if another backend has the other requests; no drill delays the list."""
    drill = FaultDrill(name="busy", headers={"x-drill": "busy"}, abort_status=429)
    models = [model("llama", aliases=["gpt-4o"]), model("qwen")]
    item = attached(emit, "chat", backend=backend, models=models, drills=[drill])
    get = {"exact": "GET"}
    assert route(item, "models:")["match"] == [{"uri": {"exact": "/v1/models"}, "method": get}]
    answers = {name: json.loads(answer["body"]["string"]) for name, answer in _answers(item).items()}
    assert answers["models:"] == {"object": "list", "data": [listed("gpt-4o"), listed("llama"), listed("qwen")]}
    for name in ("gpt-4o", "llama", "qwen"):
        assert route(item, f"models:{name}")["match"] == [{"uri": {"exact": f"/v1/models/{name}"}, "method": get}]
        assert answers[f"models:{name}"] == listed(name)


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("llama-3.1_8b~x", ["llama-3.1_8b~x"]),
        ("Qwen/Qwen3-32B", ["Qwen%2FQwen3-32B", "Qwen/Qwen3-32B"]),
        ("llama3:8b", ["llama3%3A8b", "llama3:8b"]),
        ("a b?#%", ["a%20b%3F%23%25"]),
    ],
)
def test_a_model_s_path_is_written_as_clients_write_it(emit: Emit, name: str, paths: list[str]) -> None:
    """Clients write slashes and other delimiters in a name as they are or encoded; each way leads to the model."""
    item = attached(emit, "chat", backend=None, models=[model(name, slug="m")])
    found = [one for one in routes(item) if one["name"].startswith("llm/ai/chat/models:")][1:]
    assert [one["match"][0]["uri"] for one in found] == [{"exact": f"/v1/models/{path}"} for path in paths]
    assert {one["directResponse"]["body"]["string"] for one in found} == {json.dumps(listed(name))}


def test_the_path_of_a_model_that_is_not_listed(emit: Emit) -> None:
    """Without a backend the gateway answers 404; a backend may know the model."""
    alone = attached(emit, "chat", backend=None, models=[model()])
    unlisted = route(alone, "unlisted-model")
    assert unlisted["match"] == [{"uri": {"prefix": "/v1/models/"}, "method": {"exact": "GET"}}]
    assert unlisted["directResponse"]["status"] == 404
    assert json.loads(unlisted["directResponse"]["body"]["string"])["error"]["code"] == "model_not_found"
    assert "unlisted-model" not in names(attached(emit, "chat", backend=REST, models=[model()]))


def test_the_api_s_match_is_for_the_list_as_well(emit: Emit) -> None:
    """An API that shares its host lists models only among its own requests."""
    chats = attached(emit, "chat", backend=None, models=[model()], match=Match(path_prefix="/v1/chat/"))
    assert names(chats) == ["llama/primary", "unknown-model", "compressed", "no-model", "not-found"]
    tenant = attached(emit, "chat", backend=None, models=[model()], match=Match(headers={"x-tenant": "a"}))
    assert route(tenant, "models:llama")["match"][0]["headers"] == {"x-tenant": {"exact": "a"}}


def test_an_api_without_models_lists_none(emit: Emit) -> None:
    """The only backend of an API lists its models itself."""
    assert names(attached(emit, "chat", backend=REST)) == ["primary"]


def test_the_refusal_of_a_compressed_body_says_so(emit: Emit) -> None:
    """A body that can't be read because of its content-encoding isn't refused for its content type."""
    item = attached(emit, "chat", backend=None, models=[model()])
    assert route(item, "compressed")["match"] == [{"method": {"exact": "POST"}, "headers": {"content-encoding": {}}}]
    by_header: dict[str, Any] = {"models": [model()], "model_from": ModelFromHeader(name="x-model")}
    assert "compressed" not in names(attached(emit, "chat", backend=None, **by_header))


def _answers(item: dict[str, Any]) -> dict[str, Any]:
    found = (one for one in routes(item) if "directResponse" in one)
    return {one["name"].removeprefix("llm/ai/chat/"): one["directResponse"] for one in found}


def test_the_backend_gets_no_request_for_the_list(emit: Emit) -> None:
    """The list of the models stands before the backend's routes, which don't match its requests a second time."""
    own = Pool(name="own", selector={"app": "own"}, target_port=8000)
    other = Pool(name="other", selector={"app": "other"}, target_port=8000)
    models = [Model(name="llama", backend=own)]
    routes = attached(emit, "chat", models=models, backend=other, budget=QUICK)["spec"]["http"]
    (quick,) = (route for route in routes if route["name"] == "llm/ai/chat/primary/quick")
    matches = [(match["uri"], match.get("method")) for match in quick["match"]]
    assert ({"exact": "/v1/models"}, {"exact": "GET"}) not in matches
    assert ({"prefix": "/v1/models/"}, {"exact": "GET"}) in matches


def test_an_api_of_the_list_alone_has_no_second_route_for_it(emit: Emit) -> None:
    """Without other short endpoints in the API's match, the backend has no route for these."""
    own = Pool(name="own", selector={"app": "own"}, target_port=8000)
    other = Pool(name="other", selector={"app": "other"}, target_port=8000)
    api = {
        "models": [Model(name="llama", backend=own)],
        "backend": other,
        "match": Match(path="/v1/models"),
        "budget": QUICK,
    }
    routes = attached(emit, "chat", **api)["spec"]["http"]
    assert "llm/ai/chat/primary/quick" not in [route["name"] for route in routes]
