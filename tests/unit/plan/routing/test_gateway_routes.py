"""The routes of requests that come in through the gateway."""

from __future__ import annotations

import re
from typing import Any

from llm_api_mesh import (
    FaultDrill,
    Match,
    Model,
    ModelFromHeader,
    Pool,
    Route,
    Version,
)
from support.apps import Emit


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


def test_a_model_has_routes_to_its_versions(emit: Emit) -> None:
    """A model's route matches the model's requests that also meet the API's `match`, before the model's weights."""
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
    """A request without a body never matches a model's route."""
    body = emit("VirtualService", "chat", models=[model()])
    assert [match["uri"] for match in route(body, "llama/primary/quick")["match"]] == [{"exact": "/v1/embeddings"}]
    header = emit("VirtualService", "chat", models=[model()], model_from=ModelFromHeader(name="x-model"))
    assert len(route(header, "llama/primary/quick")["match"]) == 3


def test_direct_responses_have_no_drills(emit: Emit) -> None:
    """The gateway's direct responses have no twins with a fault."""
    drill = FaultDrill(name="busy", headers={"x-drill": "busy"}, abort_status=429)
    item = emit("VirtualService", "chat", backend=None, models=[model()], drills=[drill])
    assert names(item)[:3] == ["llama/primary/quick/drill/busy", "llama/primary/drill/busy", "llama/primary"]
    assert len([name for name in names(item) if "/drill/" in name]) == 2


def test_the_request_without_a_model_has_a_route_that_leads_somewhere(emit: Emit) -> None:
    """The proxy applies the API's limit of a body only if the route has a destination, which gets no request."""
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
