"""Names of routes and objects: each is one thing's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from llm_api_mesh import Budget, Failover, FaultDrill, LlmApiMesh, MeshApp, MeshError, Model, Pool, Route, Version
from support import documents
from support.apps import Refusal, Synth

import cdk8s
import pytest
from constructs import Construct

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
    assert f'routes[{name}].name: got "{name}". Allowed: a name other than drill, quick, sticky, stream' in problem
    assert "[route-duplicate]" in problem


@pytest.mark.parametrize("slug", ["in-mesh", "failover"])
def test_what_a_mesh_s_own_routes_are_called_no_model_is(refusal: Refusal, slug: str) -> None:
    """Its routes would be called as those of callers in the mesh, or of the second hop."""
    (problem,) = refusal(models=[model(slug)])
    assert (
        f'models[llama]: got "{slug}" as slug. Add slug=... Allowed: a slug other than failover and in-mesh' in problem
    )
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


LONG = "customer-facing-large-language-model-api-production-eu-west"


def _long(scope: Construct, **changes: Any) -> LlmApiMesh:
    versions = [Version(name="2026-11-24-preview")]
    keywords = {"backend": Pool(selector={"app": "chat"}, versions=versions)} | changes
    return LlmApiMesh(scope, LONG, namespace="ai", hosts=["chat.example.com"], **keywords)


def test_long_names_are_written_in_full(synth: Synth) -> None:
    """Nothing is cut or hashed, and what is limited to 63 characters keeps to them."""
    objects = documents.load(synth(_long)[f"{LONG}.k8s.yaml"])
    assert all(LONG in item["metadata"]["name"] for item in objects)
    assert {item["metadata"]["name"] for item in objects if item["kind"] == "DestinationRule"} == {
        LONG,
        f"{LONG}-version-2026-11-24-preview",
    }
    subsets = [subset for item in objects for subset in item["spec"].get("subsets", [])]
    assert subsets == [{"name": "2026-11-24-preview", "labels": {"version": "2026-11-24-preview"}}]
    for item in objects:
        limited = {item["metadata"]["name"]} if item["kind"] in {"Gateway", "Service"} else set()
        assert max(map(len, {*limited, *item["metadata"]["labels"].values()})) <= 63


TOO_LONG: dict[str, tuple[dict[str, Any], str]] = {
    "a model's Service": (
        {"models": [Model(name="llama-3.1-8b", backend=OTHER)]},
        (
            f'got "{LONG}-llama-3-1-8b". Add a shorter slug=... Allowed: at most 63 characters (this name has 72). '
            "[name-too-long]"
        ),
    ),
    # Istio wants a label for the name of a Gateway.
    "a failover's Gateway": (
        {"backend": Failover(backends=[POOL, Pool(name="spare", selector={"app": "spare"})])},
        (
            f'got Gateway "{LONG}-spare". Shorten the name of the API or of the backend. Allowed: at most 63 '
            "characters (this name has 65)."
        ),
    ),
}


@pytest.mark.parametrize(("changes", "text"), TOO_LONG.values(), ids=TOO_LONG)
def test_names_that_get_too_long_are_refused(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    """With the name that was put together, and its length."""
    app = MeshApp(outdir=tmp_path / "dist")
    _long(app, **changes)
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert text in str(caught.value)


def test_names_do_not_depend_on_the_place_in_the_tree() -> None:
    """In a plain app a mesh may stand within other charts: its objects are the same."""
    plain, nested = cdk8s.App(), cdk8s.App()
    _long(plain)
    _long(cdk8s.Chart(cdk8s.Chart(nested, "platform"), "team", namespace="other"))
    assert "VirtualService" in plain.synth_yaml()
    assert nested.synth_yaml() == plain.synth_yaml()


@pytest.mark.parametrize(("changes", "words"), TWICE.values(), ids=TWICE)
def test_two_objects_of_one_name(refusal: Refusal, changes: dict[str, object], words: str) -> None:
    """One would replace the other in the cluster."""
    assert any(words in problem and "[name-taken]" in problem for problem in refusal(**changes))
