"""The backends of a failover, and how the gateway reaches them."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import (
    Ejection,
    Failover,
    LlmApiMesh,
    MeshApp,
    Model,
    Pool,
    ProviderRef,
)
from support import documents
from support.apps import LLM_GATEWAY, Emit, Synth

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


SPARE = Pool(name="spare", selector={"app": "spare"}, target_port=8080)


OPENAI = ProviderRef(provider="openai", model="gpt-4o-mini")


TWO = Failover(backends=[LLAMA, OPENAI])


THREE = Failover(backends=[LLAMA, SPARE, OPENAI])

# The names of the backends in Istio's service registry.
HOST = {
    "llama": "chat.ai.svc.cluster.local",
    "spare": "spare.ai.svc.cluster.local",
    "openai": "openai.llm.llm-gateway.llm-gateway.internal",
}


def attached(emit: Emit, kind: str, named: str, **options: Any) -> dict[str, Any]:
    """An object of an API at an LLM gateway."""
    return emit(kind, named, gateway=LLM_GATEWAY, **options)


def routes(emit: Emit, named: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = attached(emit, "VirtualService", named, **options)["spec"]["http"]
    return found


def destinations(emit: Emit, named: str, **options: Any) -> set[str]:
    return {one["destination"]["host"] for http in routes(emit, named, **options) for one in http["route"]}


def test_the_order_is_that_of_the_list(emit: Emit) -> None:
    """The Nth backend is on the gateway's Nth slot, and the clients' routes lead to the list with as many slots."""
    for backend, hosts in ((TWO, ["llama", "openai"]), (THREE, ["llama", "spare", "openai"])):
        for slot, name in enumerate(hosts):
            spec = attached(emit, "VirtualService", f"chat-slot-{slot}", backend=backend)["spec"]
            assert spec["gateways"] == [f"llm-gateway/llm-slot-{slot}"]
            assert destinations(emit, f"chat-slot-{slot}", backend=backend) == {HOST[name]}
        slots = f"llm-failover-{len(hosts)}.llm-gateway.svc.cluster.local"
        assert destinations(emit, "chat", backend=backend) == {slots}


def test_each_backend_is_tried_once(emit: Emit) -> None:
    """There are as many retries as other backends; each goes to the next slot at once."""
    for backend, others in ((TWO, 1), (THREE, 2)):
        (primary,) = routes(emit, "chat", backend=backend)
        retries = primary["retries"]
        assert (retries["attempts"], retries["backoff"], retries["retryRemoteLocalities"]) == (others, "1ms", True)
        assert "5xx" not in retries["retryOn"]


@pytest.mark.parametrize("limit", [None, 60])
def test_the_route_names_the_failover_and_its_limit(emit: Emit, limit: int | None) -> None:
    """The gateway counts the requests of each failover, by these headers, on every slot but the first."""
    backend = Failover(backends=[LLAMA, SPARE, OPENAI], spill_per_minute=limit)
    (primary,) = routes(emit, "chat", backend=backend)
    assert primary["headers"]["request"]["set"] == {"x-llm-leg": "ai/chat", "x-llm-spill": str(limit or "none")}


def test_a_pool_behind_a_failover_keeps_its_objects(emit: Emit) -> None:
    """A provider after a pool changes neither the pool's objects, but for its ejections, nor the in-mesh routes."""
    for kind, named in (("Service", "chat"), ("DestinationRule", "chat"), ("VirtualService", "chat-in-mesh")):
        alone, first = (attached(emit, kind, named, backend=backend) for backend in (LLAMA, TWO))
        for one in (alone, first):
            one["spec"].get("trafficPolicy", {}).pop("outlierDetection", None)
        assert alone == first


def test_another_backend_changes_nothing_of_the_others(emit: Emit) -> None:
    """A backend inserted between two others changes nothing of the first, and moves the other to the next slot."""
    for before, after in ((0, 0), (1, 2)):
        ours, others = (
            routes(emit, f"chat-slot-{slot}", backend=backend) for slot, backend in ((before, TWO), (after, THREE))
        )
        for http in (*ours, *others):
            http.pop("timeout", None)  # a share of the time, which is for three now
        assert ours == others


def test_all_replicas_may_be_ejected_where_another_backend_takes_over(emit: Emit) -> None:
    """All but the last backend may lose all replicas, unless the user sets a share."""
    given = Failover(
        backends=[Pool(selector={"app": "llama"}, target_port=8080, ejection=Ejection(max_percent=30)), OPENAI]
    )
    last = Failover(backends=[OPENAI, LLAMA])
    detections = [
        attached(emit, "DestinationRule", "chat", backend=backend)["spec"]["trafficPolicy"]["outlierDetection"]
        for backend in (TWO, given, last)
    ]
    assert [one["maxEjectionPercent"] for one in detections] == [100, 30, 50]
    assert ["minHealthPercent" in one for one in detections] == [False, False, True]


def test_two_models_with_one_failover_behind_each(synth: Synth) -> None:
    """Each model has its objects with different names; on a slot both have routes, for different failovers."""

    def declare(app: MeshApp) -> None:
        models = [
            Model(name=name, backend=Failover(backends=[Pool(selector={"app": name}, target_port=8080), OPENAI]))
            for name in ("a", "b")
        ]
        LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], models=models, gateway=LLM_GATEWAY)

    found = documents.load(synth(declare)["chat.k8s.yaml"])
    named = [(one["kind"], one["metadata"]["name"]) for one in found]
    assert len(named) == len(set(named))
    for slot in (0, 1):
        (one,) = [item for item in found if item["metadata"]["name"] == f"chat-slot-{slot}"]
        headers = [match["headers"]["x-llm-leg"] for route in one["spec"]["http"] for match in route["match"]]
        assert headers == [{"exact": "ai/chat/a"}, {"exact": "ai/chat/b"}]
