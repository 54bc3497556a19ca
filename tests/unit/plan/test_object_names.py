"""Names of routes and objects: no two routes or objects share a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import cdk8s
import pytest
from constructs import Construct

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Endpoint,
    Failover,
    FaultDrill,
    InferencePool,
    InferencePoolRef,
    LlmApiMesh,
    Model,
    Passthrough,
    Pool,
    ProviderRef,
    Route,
    ServiceRef,
    Version,
)
from support import documents
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Synth

POOL = Pool(selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1")])
BEHIND: dict[str, Any] = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": LLM_GATEWAY}
OTHER = Pool(selector={"app": "other"}, target_port=8080, versions=[Version(name="v1")])


def route(name: str) -> Route:
    return Route(name=name, headers={"x-route": name}, version="v1")


def model(slug: str, *routes: Route, backend: Pool | Failover = OTHER) -> Model:
    return Model(name="llama", slug=slug, backend=backend, routes=list(routes))


def test_a_route_may_be_called_as_a_model(synth: Synth) -> None:
    """The routes differ from each other together with their twins."""
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
    ours = {name.removeprefix("llm/ai/chat/llama/") for name in names}
    assert {"stream", "llama/stream", "patterns/llama"} <= ours


def test_callers_in_the_mesh_have_routes_of_each_pool_of_a_failover(synth: Synth) -> None:
    """Their names contain the pool's name, if the pool has one."""
    spare = Pool(name="spare", selector={"app": "spare"}, target_port=8080)
    names = _route_names(synth, backend=Failover(backends=[Pool(selector={"app": "chat"}, target_port=8080), spare]))
    assert len(set(names)) == len(names)
    assert {"llm/ai/chat/in-mesh/primary", "llm/ai/chat/in-mesh/spare/primary"} <= set(names)


def _route_names(synth: Synth, **options: Any) -> list[str]:
    files = synth(lambda app: LlmApiMesh(app, "chat", **(BEHIND | options)))
    specs = [item["spec"] for item in documents.load(files["chat.k8s.yaml"]) if item["kind"] == "VirtualService"]
    return [route["name"] for spec in specs if "hosts" in spec for route in spec["http"]]


LONG = "customer-facing-large-language-model-api-production-eu-west"


def _long(scope: Construct, **changes: Any) -> LlmApiMesh:
    versions = [Version(name="2026-11-24-preview")]
    backend = Pool(selector={"app": "chat"}, target_port=8080, versions=versions)
    keywords = {"gateway": PLAIN_GATEWAY, "backend": backend} | changes
    return LlmApiMesh(scope, LONG, namespace="ai", hosts=["chat.example.com"], argo_cd=True, **keywords)


def test_long_names_are_written_in_full(synth: Synth) -> None:
    """Names are neither cut nor hashed, and names with a limit of 63 characters keep it."""
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


def test_names_do_not_depend_on_the_place_in_the_tree() -> None:
    """In a plain app, an API may be declared inside other charts, and its objects are the same."""
    plain, nested = cdk8s.App(), cdk8s.App()
    _long(plain)
    _long(cdk8s.Chart(cdk8s.Chart(nested, "platform"), "team", namespace="other"))
    assert "VirtualService" in plain.synth_yaml()
    assert nested.synth_yaml() == plain.synth_yaml()


_VERSIONS = [Version(name="v1", weight=50), Version(name="v2", weight=50)]
_PICKED: dict[str, Any] = {"selector": {"app": "rest"}, "target_ports": [8000]}
SHARED: dict[str, Any] = {
    "a pool": Pool(name="rest", selector={"app": "rest"}, target_port=8080, versions=_VERSIONS),
    "a pool with requests without a key": Pool(
        name="rest", selector={"app": "rest"}, target_port=8080, load_balancer=ConsistentHash(header="x-user")
    ),
    "a pool with a rule for the gateway": Pool(
        name="rest", selector={"app": "rest"}, target_port=8080, load_balancer=Passthrough()
    ),
    "a Service that exists": ServiceRef(name="rest", port=8080, versions=_VERSIONS),
    "an inference pool": InferencePool(name="rest", versions=_VERSIONS, **_PICKED),
    "an inference pool that exists": InferencePoolRef(name="rest"),
}


def _sharing(backend: Any) -> dict[str, dict[str, Any]]:
    """The other users of a backend that comes before a model's in the order of names, or that comes first of all."""
    beside = Failover(backends=[ProviderRef(provider="openai", model="gpt-4o"), backend])
    return {
        "the API": {"backend": backend},
        "an endpoint": {"endpoints": [Endpoint(name="audio", path_prefix="/v1/audio/", backend=backend)]},
        "a model": {"models": [Model(name="a", backend=backend)]},
        "a model's failover": {"models": [Model(name="a", backend=beside)]},
        "the API's failover": {"backend": beside},
    }


@pytest.mark.parametrize("argo_cd", [False, True], ids=["plain", "argo-cd"])
@pytest.mark.parametrize("backend", SHARED.values(), ids=SHARED)
def test_who_else_has_a_backend_renames_nothing(synth: Synth, backend: Any, argo_cd: bool) -> None:
    """A controller that sets weights knows the names of a backend's objects, and without prune old ones stay."""
    alone = _objects(synth, models=[Model(name="m", backend=backend)], argo_cd=argo_cd)
    for user, added in _sharing(backend).items():
        models = [Model(name="m", backend=backend), *added.get("models", [])]
        found = _objects(synth, **{**added, "models": models}, argo_cd=argo_cd)
        assert alone <= found, user
        # What is new is for failovers.
        assert {name for _, name in found - alone} <= {"chat-slot-0", "chat-slot-1"}, user


def test_a_backend_keeps_its_names_in_a_failover(synth: Synth) -> None:
    """Another backend beside it renames nothing."""
    pool = SHARED["a pool"]
    alone = _objects(synth, models=[Model(name="m", backend=pool)])
    other = ProviderRef(provider="openai", model="gpt-4o")
    both = Failover(backends=[pool, other])
    assert alone <= _objects(synth, models=[Model(name="m", backend=both)])


def _objects(synth: Synth, **options: Any) -> set[tuple[str, str]]:
    """The kinds and names of the objects of an API behind an LLM gateway."""
    files = synth(lambda app: LlmApiMesh(app, "chat", **(BEHIND | options)))
    return {(item["kind"], item["metadata"]["name"]) for item in documents.load(files["chat.k8s.yaml"])}
