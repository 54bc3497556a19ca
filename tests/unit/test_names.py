"""Names of routes and objects: each is one thing's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import documents
from conftest import Refusal, Synth
from llm_api_mesh import Budget, Failover, FaultDrill, LlmApiMesh, Model, Pool, Route, Version

import pytest

POOL = Pool(selector={"app": "chat"}, versions=[Version(name="v1")])
OTHER = Pool(selector={"app": "other"}, versions=[Version(name="v1")])


def route(name: str) -> Route:
    return Route(name=name, headers={"x-route": name}, version="v1")


def model(slug: str, *routes: Route, backend: Pool | Failover = OTHER) -> Model:
    return Model(name="llama", slug=slug, backend=backend, routes=list(routes))


@pytest.mark.parametrize("name", ["drill", "quick", "sticky", "stream"])
def test_what_twins_are_called_no_route_is(refusal: Refusal, name: str) -> None:
    """Its route would be called as another route's twin, if that one is called as a model."""
    (problem,) = refusal(backend=POOL, routes=[route(name)])
    assert f'routes[{name}].name: got "{name}"; allowed: another name' in problem
    assert "[route-duplicate]" in problem


@pytest.mark.parametrize("slug", ["in-mesh", "failover"])
def test_what_a_mesh_s_own_routes_are_called_no_model_is(refusal: Refusal, slug: str) -> None:
    """Its routes would be called as those of callers in the mesh, or of the second hop."""
    (problem,) = refusal(models=[model(slug)])
    assert f'models[llama]: got "{slug}" as slug; allowed: another slug' in problem
    assert "[route-duplicate]" in problem


def test_a_route_may_be_called_as_a_model(synth: Synth) -> None:
    """With their twins the routes are told apart all the same."""
    routes = [route("llama"), route("patterns")]
    names = _route_names(
        synth,
        backend=POOL,
        routes=routes,
        models=[model("llama", *routes).model_copy(update={"patterns": ("ll.+",)})],
        drills=[FaultDrill(name="patterns", headers={"x-drill": "1"}, abort_status=503)],
        budget=Budget(first_token=timedelta(seconds=1)),
    )
    assert len(set(names)) == len(names)
    assert {"ai/chat/llama/stream", "ai/chat/llama/llama/stream", "ai/chat/llama/patterns/llama"} <= set(names)


def test_callers_in_the_mesh_have_routes_of_each_pool_of_a_failover(synth: Synth) -> None:
    """By the pool's name, where it has one."""
    spare = Pool(name="spare", selector={"app": "spare"})
    names = _route_names(synth, backend=Failover(backends=[Pool(selector={"app": "chat"}), spare]))
    assert len(set(names)) == len(names)
    assert {"ai/chat/in-mesh/primary", "ai/chat/in-mesh/spare/primary"} <= set(names)


def _route_names(synth: Synth, **options: Any) -> list[str]:
    files = synth(lambda app: LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], **options))
    specs = [item["spec"] for item in documents.load(files["chat.k8s.yaml"]) if item["kind"] == "VirtualService"]
    return [route["name"] for spec in specs if "hosts" in spec for route in spec["http"]]


def _named(*names: str) -> Failover:
    return Failover(backends=[Pool(name=name or None, selector={"app": name or "first"}) for name in names])


TWICE: dict[str, tuple[dict[str, object], str]] = {
    "backends of two failovers": (
        {"backend": _named("", "llama-pool"), "models": [model("llama", backend=_named("", "spare"))]},
        'Gateway "chat-llama-pool"',
    ),
    "a backend and another one's weights": (
        {"backend": _named("spare", "spare-versions")},
        'VirtualService "chat-spare-versions"',
    ),
    "a backend and callers' routes to a model": (
        {"backend": _named("", "llama-in-mesh"), "models": [model("llama")]},
        'VirtualService "chat-llama-in-mesh"',
    ),
    "a model and a version": (
        {"backend": POOL, "models": [model("version-v1")]},
        'DestinationRule "chat-version-v1"',
    ),
}


@pytest.mark.parametrize(("changes", "words"), TWICE.values(), ids=TWICE)
def test_two_objects_of_one_name(refusal: Refusal, changes: dict[str, object], words: str) -> None:
    """One would replace the other in the cluster."""
    assert any(words in problem and "[name-taken]" in problem for problem in refusal(**changes))
