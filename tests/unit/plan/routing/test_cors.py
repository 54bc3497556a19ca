"""What browsers need of the routes at the gateway."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import OPENAI_PATHS, Cors, FaultDrill, Match, Model, Pool, PublicPath
from support.apps import LLM_GATEWAY, Emit

APP, OTHER = "https://app.example.com", "http://localhost:3000"
CORS = Cors(allow_origins=[OTHER, APP], max_age=timedelta(minutes=5))
MODELS = {
    "backend": None,
    "models": [Model(name="llama", backend=Pool(selector={"app": "llama"}, target_port=8000))],
    "gateway": LLM_GATEWAY,
}


def routes(emit: Emit, **changes: Any) -> dict[str, dict[str, Any]]:
    """The routes at the gateway, by the ends of their names, in their order."""
    found = emit("VirtualService", "chat", **{"cors": CORS, **changes})["spec"]["http"]
    return {route["name"].removeprefix("llm/ai/chat/"): route for route in found}


def test_preflights_come_first(emit: Emit) -> None:
    """A preflight has no body and so no model; the proxy answers it, and no backend gets one."""
    found = routes(emit, **MODELS, paths=OPENAI_PATHS)
    name, route = next(iter(found.items()))
    assert name == "preflight:"
    headers = {"origin": {"regex": ".+"}, "access-control-request-method": {"regex": ".+"}}
    assert route["match"] == [{"method": {"exact": "OPTIONS"}, "headers": headers}]
    policy = route["corsPolicy"]
    assert policy["allowOrigins"] == [{"exact": OTHER}, {"exact": APP}]
    assert (policy["allowMethods"], policy["maxAge"]) == (["DELETE", "GET", "POST"], "300s")
    assert {"authorization", "content-type", "x-stainless-lang"} <= set(policy["allowHeaders"])
    assert policy["unmatchedPreflights"] == "IGNORE"


def test_pages_may_use_the_methods_of_public_paths(emit: Emit) -> None:
    """A preflight names the method of the request that follows, so the answer lists all methods that are public."""
    for paths, methods in (
        (OPENAI_PATHS, ["DELETE", "GET", "POST"]),
        ([PublicPath(path="/v1/rerank", methods=["PUT", "POST"])], ["POST", "PUT"]),
    ):
        assert routes(emit, paths=paths)["preflight:"]["corsPolicy"]["allowMethods"] == methods


def test_only_the_route_for_preflights_has_what_a_preflight_asks(emit: Emit) -> None:
    """All routes to backends allow the origins."""
    route = routes(emit)["primary"]
    assert route["corsPolicy"] == {
        "allowOrigins": [{"exact": OTHER}, {"exact": APP}],
        "exposeHeaders": ["retry-after", "x-request-id"],
        "unmatchedPreflights": "IGNORE",
    }


def test_a_backend_s_own_headers_for_browsers_are_removed(emit: Emit) -> None:
    """Many model servers allow all pages, so only the policy's headers may be in an answer."""
    removed = ["access-control-allow-credentials", "access-control-allow-origin", "access-control-expose-headers"]
    found = routes(emit, **MODELS)
    to_backends = [route for name, route in found.items() if "corsPolicy" in route and name != "preflight:"]
    assert to_backends
    for route in to_backends:
        assert route["headers"]["response"] == {"remove": removed}
    assert "response" not in (routes(emit, cors=None)["primary"].get("headers") or {})


def test_answers_of_the_proxy_have_a_twin_for_allowed_origins(emit: Emit) -> None:
    """The proxy's own answers have no policy, so the twin writes the headers, and keeps the other conditions."""
    found = routes(emit, **MODELS)
    twin, plain = found["cors:/unknown-model"], found["unknown-model"]
    assert list(found).index("cors:/unknown-model") < list(found).index("unknown-model")
    assert [match["headers"] for match in twin["match"]] == [
        {"x-llm-gateway-model": {}, "origin": {"exact": origin}} for origin in (OTHER, APP)
    ]
    assert twin["headers"]["response"]["set"] == {
        "access-control-allow-origin": "%REQ(origin)%",
        "access-control-expose-headers": "retry-after,x-request-id",
        "content-type": "application/json",
        "vary": "origin",
    }
    assert plain["headers"]["response"]["set"] == {"content-type": "application/json"}
    assert found["cors:/no-model"]["name"].endswith("/no-model")
    assert found["cors:/no-model"]["headers"]["response"]["set"]["vary"] == "origin"


def test_any_origin(emit: Emit) -> None:
    """A page of any origin may call the API."""
    found = routes(emit, **MODELS, cors=Cors(allow_origins=["*"]))
    assert found["preflight:"]["corsPolicy"]["allowOrigins"] == [{"regex": ".*"}]
    assert found["cors:/not-found"]["match"] == [{"headers": {"origin": {}}}]


def test_a_part_of_a_host_has_its_own_preflights(emit: Emit) -> None:
    """A preflight has the request's path, but not its headers."""
    found = routes(emit, match=Match(path_prefix="/v1/chat/", headers={"x-tenant": "a"}))
    (match,) = found["preflight:"]["match"]
    assert match["uri"] == {"prefix": "/v1/chat/"}
    assert "x-tenant" not in match["headers"]


def test_preflights_come_before_drills(emit: Emit) -> None:
    """A preflight has no header of a drill."""
    drills = [FaultDrill(name="down", headers={"x-drill": "down"}, abort_status=503)]
    assert list(routes(emit, drills=drills)) == ["preflight:", "primary/drill/down", "primary"]


def test_callers_in_the_mesh_are_no_browsers(emit: Emit) -> None:
    """Their routes have no policy."""
    (route,) = emit("VirtualService", "chat-in-mesh", cors=CORS)["spec"]["http"]
    assert "corsPolicy" not in route
