"""The VirtualService's routes."""

from __future__ import annotations

from typing import Any

from conftest import Emit
from llm_api_mesh import GatewayRef, Match, Pool, Route, Version

import pytest

TWO = Pool(selector={"app": "chat"}, versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)])
HOST = "chat.ai.svc.cluster.local"


def destination(subset: str | None = None, **more: object) -> dict[str, Any]:
    named = {} if subset is None else {"subset": subset}
    return {"destination": {"host": HOST, "port": {"number": 80}, **named}, **more}


def routes(emit: Emit, *declared: Route, **changes: object) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = emit("VirtualService", **{"backend": TWO, "routes": declared, **changes})["spec"][
        "http"
    ]
    return listed


def test_plain_virtual_service(emit: Emit) -> None:
    """The host on the mesh's own gateway, and one route to the Service's port."""
    virtual_service = emit("VirtualService")
    assert virtual_service["metadata"]["annotations"] == {"argocd.argoproj.io/sync-wave": "1"}
    assert virtual_service["spec"] == {
        "hosts": ["chat.example.com"],
        "gateways": ["ai/chat"],
        "http": [{"name": "ai/chat/primary", "route": [destination()]}],
    }


def test_gateway_by_reference(emit: Emit) -> None:
    """A gateway of another namespace is named with it."""
    gateway = GatewayRef(namespace="istio-ingress", name="shared-gateway")
    assert emit("VirtualService", gateway=gateway)["spec"]["gateways"] == ["istio-ingress/shared-gateway"]


@pytest.mark.parametrize("weights", [(90, 10), (100, 0), (33, 33, 33), (99999, 1)])
def test_weights_are_written_as_given(emit: Emit, weights: tuple[int, ...]) -> None:
    """Relative to each other, whatever they add up to."""
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights)]
    (primary,) = routes(emit, backend=Pool(selector={"app": "chat"}, versions=versions))
    assert primary["route"] == [destination(f"v{index}", weight=weight) for index, weight in enumerate(weights)]


@pytest.mark.parametrize("weight", [None, 1, 100])
def test_a_single_version_needs_no_weight(emit: Emit, weight: int | None) -> None:
    """All requests go to it, so that a weight would say nothing."""
    (primary,) = routes(emit, backend=Pool(selector={"app": "chat"}, versions=[Version(name="v1", weight=weight)]))
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
    names = [route["name"].removeprefix("ai/chat/") for route in routes(emit, *declared)]
    assert names == ["path", "longer", "prefix", "method", "headers", "header", "presence", "primary"]


def test_conditions(emit: Emit) -> None:
    """All of a route's conditions are in one match; names in lower case, an empty value asks for presence."""
    route = Route(
        name="all", path="/v1/models", method="GET", headers={"X-LLM-Version": "v2", "x_llm": ""}, version="v2"
    )
    (first, _) = routes(emit, route)
    assert first == {
        "name": "ai/chat/all",
        "match": [
            {
                "uri": {"exact": "/v1/models"},
                "method": {"exact": "GET"},
                "headers": {"x-llm-version": {"exact": "v2"}, "x_llm": {}},
            }
        ],
        "route": [destination("v2")],
    }


def test_the_mesh_s_part_is_a_condition_of_every_route(emit: Emit) -> None:
    """A route within the mesh's part keeps its own path; the others get the mesh's."""
    part = Match(path_prefix="/v1/", headers={"x-tenant": "a"})
    inner, outer, primary = routes(
        emit,
        Route(name="inner", path="/v1/models", version="v2"),
        Route(name="outer", headers={"x-llm-version": "v2"}, version="v2"),
        match=part,
    )
    assert inner["match"] == [{"uri": {"exact": "/v1/models"}, "headers": {"x-tenant": {"exact": "a"}}}]
    assert outer["match"] == [
        {"uri": {"prefix": "/v1/"}, "headers": {"x-llm-version": {"exact": "v2"}, "x-tenant": {"exact": "a"}}}
    ]
    assert primary["match"] == [{"uri": {"prefix": "/v1/"}, "headers": {"x-tenant": {"exact": "a"}}}]


def test_order_is_that_of_what_is_left_within_the_mesh_s_part(emit: Emit) -> None:
    """A prefix that only repeats the mesh's own doesn't make a route more specific."""
    ordered = routes(
        emit,
        Route(name="gets", path_prefix="/v1/", method="GET", version="v2"),
        Route(name="testers", method="GET", headers={"x-t": "1"}, version="v2"),
        match=Match(path_prefix="/v1/"),
    )
    assert [route["name"] for route in ordered] == ["ai/chat/testers", "ai/chat/gets", "ai/chat/primary"]
