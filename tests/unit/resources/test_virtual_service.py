"""The VirtualService's routes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import Budget, FaultDrill, GatewayRef, Match, Pool, Retries, Route, Version
from support.apps import Emit

TWO = Pool(
    selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)]
)
RETRIES = {
    "attempts": 2,
    "backoff": "25ms",
    "retryIgnorePreviousHosts": True,
    "retryOn": "connect-failure,refused-stream,reset-before-request,429,503",
}
# A client must not ask a replica how busy it is.
WITHOUT_LOAD_REPORT = {"request": {"remove": ["endpoint-load-metrics-format"]}}
QUICK = Budget(quick=timedelta(seconds=30))
HOST = "chat.ai.svc.cluster.local"


def destination(subset: str | None = None, **more: object) -> dict[str, Any]:
    named = {} if subset is None else {"subset": subset}
    return {"destination": {"host": HOST, "port": {"number": 80}, **named}, **more}


def routes(emit: Emit, *declared: Route, **changes: object) -> list[dict[str, Any]]:
    """The routes, without those that split off the endpoints of short answers."""
    listed = emit("VirtualService", **{"backend": TWO, "routes": declared, **changes})["spec"]["http"]
    return [route for route in listed if not route["name"].endswith("/quick")]


def test_plain_virtual_service(emit: Emit) -> None:
    """The host on the API's own gateway, the Service's port and retries, in one route."""
    virtual_service = emit("VirtualService")
    assert "annotations" not in virtual_service["metadata"]
    assert virtual_service["spec"] == {
        "hosts": ["chat.example.com"],
        "gateways": ["ai/chat"],
        "http": [
            {
                "name": "llm/ai/chat/primary",
                "route": [destination()],
                "headers": WITHOUT_LOAD_REPORT,
                "retries": RETRIES,
            }
        ],
    }


def test_short_answers_have_a_deadline_on_request(emit: Emit) -> None:
    """With a time for short answers, their endpoints have a separate route with this deadline."""
    get = {"exact": "GET"}
    quick = [
        {"uri": {"exact": "/v1/models"}, "method": get},
        {"uri": {"prefix": "/v1/models/"}, "method": get},
        {"uri": {"exact": "/v1/embeddings"}},
        {"uri": {"exact": "/tokenize"}},
        {"uri": {"exact": "/v1/messages/count_tokens"}},
        {"uri": {"exact": "/v1/responses/input_tokens"}},
    ]
    both = {"route": [destination()], "headers": WITHOUT_LOAD_REPORT, "retries": RETRIES}
    assert emit("VirtualService", budget=QUICK)["spec"]["http"] == [
        {"name": "llm/ai/chat/primary/quick", "match": quick, **both, "timeout": "30s"},
        {"name": "llm/ai/chat/primary", **both},
    ]


def test_the_preset_alone_adds_no_deadline_for_endpoints(emit: Emit) -> None:
    """No preset has separate routes for endpoints that nobody listed."""
    for preset in (None, "completion-batch", "embeddings"):
        (route,) = emit("VirtualService", preset=preset)["spec"]["http"]
        assert route["name"] == "llm/ai/chat/primary"


@pytest.mark.parametrize(
    ("options", "exported"),
    [({}, ["."]), ({"export_to": ["team-b", ".", "team-b"]}, [".", "team-b"]), ({"export_to": ["*"]}, ["*"])],
)
def test_callers_of_other_namespaces_have_the_routes_on_request(
    emit: Emit, options: dict[str, Any], exported: list[str]
) -> None:
    """The routes of callers in the mesh are those of the API's own namespace, unless the user exports them."""
    assert emit("VirtualService", "chat-in-mesh", **options)["spec"]["exportTo"] == exported
    assert "exportTo" not in emit("VirtualService", **options)["spec"]


def test_callers_in_the_mesh_have_the_same_routes(emit: Emit) -> None:
    """The Service's name leads to the same versions, with the same retries and deadlines."""
    route = Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")
    outside = emit("VirtualService", backend=TWO, routes=[route], budget=QUICK)["spec"]
    inside = emit("VirtualService", "chat-in-mesh", backend=TWO, routes=[route], budget=QUICK)["spec"]
    assert (inside["hosts"], inside["gateways"]) == ([HOST], ["mesh"])
    names = [one.pop("name") for one in outside["http"]]
    assert [one.pop("name").replace("/in-mesh/", "/") for one in inside["http"]] == names
    expected = [
        {**one, "match": [{**match, "port": 80} for match in one.get("match", [{}])]} for one in outside["http"]
    ]
    assert [{**one, "headers": WITHOUT_LOAD_REPORT} for one in inside["http"]] == expected


@pytest.mark.parametrize("versions", [2, 1])
def test_other_ports_of_the_service_have_no_routes(emit: Emit, versions: int) -> None:
    """A patch can add a port to the Service, such as one for metrics: each route is for the pool's own port only."""
    drill = FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=timedelta(seconds=1))
    pool = Pool(selector={"app": "chat"}, target_port=8080, port=8000, versions=TWO.versions if versions > 1 else ())
    options = {"backend": pool, "budget": QUICK, "drills": [drill]}
    inside = emit("VirtualService", "chat-in-mesh", **options)["spec"]["http"]
    assert {match["port"] for route in inside for match in route["match"]} == {8000}
    assert inside[-1]["match"] == [{"port": 8000}]
    outside = emit("VirtualService", **options)["spec"]["http"]
    assert not [match for route in outside for match in route.get("match", ()) if "port" in match]


def test_the_api_s_match_is_for_the_gateway_only(emit: Emit) -> None:
    """APIs may share a host on the gateway, but not a Service."""
    scope = Match(headers={"x-tenant": "a"})
    assert emit("VirtualService", "chat-in-mesh", match=scope)["spec"]["http"][-1]["match"] == [{"port": 80}]


def test_a_grpc_pool_has_no_paths_of_the_openai_api(emit: Emit) -> None:
    """A gRPC pool has only the primary route, and its retries include gRPC's statuses for a full server."""
    (primary,) = emit("VirtualService", backend=Pool(selector={"app": "chat"}, target_port=8080, protocol="grpc"))[
        "spec"
    ]["http"]
    assert primary["retries"]["retryOn"] == (
        "connect-failure,refused-stream,reset-before-request,resource-exhausted,unavailable,429,503"
    )


def test_a_route_to_a_quick_endpoint_has_the_deadline_itself(emit: Emit) -> None:
    """A route that only matches a short endpoint needs no second route."""
    route = Route(name="embeddings", path="/v1/embeddings", version="v2")
    named = [
        (one["name"], one.get("timeout"))
        for one in emit("VirtualService", backend=TWO, routes=[route], budget=QUICK)["spec"]["http"]
    ]
    times = {name.removeprefix("llm/ai/chat/"): timeout for name, timeout in named}
    assert times == {"embeddings": "30s", "primary/quick": "30s", "primary": None}


def test_presets(emit: Emit) -> None:
    """Presets differ in these fields; the user's values override them."""
    batch = emit("VirtualService", preset="completion-batch")["spec"]["http"][-1]
    assert batch["retries"]["attempts"] == 5
    embeddings = emit("VirtualService", preset="embeddings", retries=Retries(attempts=1))["spec"]["http"]
    assert [(one["name"], one["timeout"]) for one in embeddings] == [("llm/ai/chat/primary", "60s")]
    assert embeddings[0]["retries"]["attempts"] == 1


def test_no_retries_is_written(emit: Emit) -> None:
    """Without the field, Istio would retry by its own conditions."""
    assert emit("VirtualService", retries=Retries(attempts=0))["spec"]["http"][-1]["retries"] == {"attempts": 0}


def test_retries_as_given(emit: Emit) -> None:
    """Conditions have no spaces and keep a fixed order."""
    retries = Retries(on=[503, 429, "refused-stream", "connect-failure"], backoff=timedelta(seconds=1))
    assert emit("VirtualService", retries=retries)["spec"]["http"][-1]["retries"] == {
        "attempts": 2,
        "backoff": "1s",
        "retryIgnorePreviousHosts": True,
        "retryOn": "connect-failure,refused-stream,429,503",
    }


def test_gateway_by_reference(emit: Emit) -> None:
    """A gateway of another namespace has its namespace in its name."""
    gateway = GatewayRef(namespace="istio-ingress", name="shared-gateway")
    assert emit("VirtualService", gateway=gateway)["spec"]["gateways"] == ["istio-ingress/shared-gateway"]


@pytest.mark.parametrize("weights", [(90, 10), (100, 0), (33, 33, 33), (99999, 1)])
def test_weights_are_written_as_given(emit: Emit, weights: tuple[int, ...]) -> None:
    """Weights have any sum, and are in one object, to which all routes delegate."""
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights)]
    changes: dict[str, object] = {"backend": Pool(selector={"app": "chat"}, target_port=8080, versions=versions)}
    assert emit("VirtualService", "chat-versions", **changes)["spec"] == {
        "http": [{"route": [destination(f"v{index}", weight=weight) for index, weight in enumerate(weights)]}]
    }
    for named in ("chat", "chat-in-mesh"):
        for route in emit("VirtualService", named, **changes)["spec"]["http"]:
            assert route["delegate"] == {"name": "chat-versions"}
            assert "route" not in route


@pytest.mark.parametrize("weight", [None, 1, 100])
def test_a_single_version_needs_no_weight(emit: Emit, weight: int | None) -> None:
    """All requests go to the only version, with any weight."""
    (primary,) = routes(
        emit, backend=Pool(selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1", weight=weight)])
    )
    assert primary["route"] == [destination("v1")]


def test_routes_come_before_the_weights_most_specific_first(emit: Emit) -> None:
    """Exact path, longer prefix, shorter prefix, method, more headers, fewer headers, presence; then the weights."""
    declared = [
        Route(name="presence", headers={"x-a": ""}, version="v2"),
        Route(name="header", headers={"x-a": "1"}, version="v2"),
        Route(name="headers", headers={"x-a": "1", "x-b": "1"}, version="v2"),
        Route(name="method", method="GET", version="v2"),
        Route(name="prefix", path_prefix="/v1/", version="v2"),
        Route(name="longer", path_prefix="/v1/chat/", version="v2"),
        Route(name="path", path="/v1", version="v2"),
    ]
    names = [route["name"].removeprefix("llm/ai/chat/") for route in routes(emit, *declared)]
    assert names == ["path", "longer", "prefix", "method", "headers", "header", "presence", "primary"]


def test_conditions(emit: Emit) -> None:
    """All conditions of a route are in one match, with names in lower case; an empty value requires presence."""
    route = Route(
        name="all", path="/v1/models", method="GET", headers={"X-LLM-Version": "v2", "x_llm": ""}, version="v2"
    )
    (first, _) = routes(emit, route, budget=QUICK)
    assert first == {
        "name": "llm/ai/chat/all",
        "match": [
            {
                "uri": {"exact": "/v1/models"},
                "method": {"exact": "GET"},
                "headers": {"x-llm-version": {"exact": "v2"}, "x_llm": {}},
            }
        ],
        "route": [destination("v2")],
        "headers": WITHOUT_LOAD_REPORT,
        "retries": RETRIES,
        "timeout": "30s",
    }


def test_the_api_s_match_is_a_condition_of_every_route(emit: Emit) -> None:
    """A route with a path below the API's `match` keeps its path; the other routes get the API's."""
    scope = Match(path_prefix="/v1/", headers={"x-tenant": "a"})
    inner, outer, primary = routes(
        emit,
        Route(name="inner", path="/v1/models", version="v2"),
        Route(name="outer", headers={"x-llm-version": "v2"}, version="v2"),
        match=scope,
    )
    assert inner["match"] == [{"uri": {"exact": "/v1/models"}, "headers": {"x-tenant": {"exact": "a"}}}]
    assert outer["match"] == [
        {"uri": {"prefix": "/v1/"}, "headers": {"x-llm-version": {"exact": "v2"}, "x-tenant": {"exact": "a"}}}
    ]
    assert primary["match"] == [{"uri": {"prefix": "/v1/"}, "headers": {"x-tenant": {"exact": "a"}}}]


def test_the_order_doesn_t_count_what_the_api_s_match_repeats(emit: Emit) -> None:
    """A prefix that only repeats the API's doesn't make a route more specific."""
    ordered = routes(
        emit,
        Route(name="gets", path_prefix="/v1/", method="GET", version="v2"),
        Route(name="testers", method="GET", headers={"x-t": "1"}, version="v2"),
        match=Match(path_prefix="/v1/"),
    )
    assert [route["name"] for route in ordered] == ["llm/ai/chat/testers", "llm/ai/chat/gets", "llm/ai/chat/primary"]


def test_weights_that_somebody_sets(emit: Emit) -> None:
    """The object that has them, and nothing else, names who sets them; a route's name isn't needed to find them."""
    changed = emit(
        "VirtualService", "chat-versions", backend=TWO.model_copy(update={"weights_set_by": "argo-rollouts"})
    )
    plain = emit("VirtualService", "chat-versions", backend=TWO)
    assert changed["metadata"].pop("annotations") == {"llm-api-mesh/weights-set-by": "argo-rollouts"}
    assert changed == plain
    (route,) = changed["spec"]["http"]
    assert set(route) == {"route"}
