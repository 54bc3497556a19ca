"""An inference pool and the route to it, whole."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    Failover,
    InferencePool,
    InferencePoolRef,
    LlmApiMesh,
    LlmGatewayRef,
    Model,
    ProviderRef,
    Version,
)
from support import documents
from support.apps import Emit, Synth

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")
POOL = InferencePool(selector={"app": "chat"}, target_ports=[8000, 8001])
SHADOW = "chat-ip-31e06f7d"
DOMAIN = "ai.pools.llm.llm-gateway.llm-gateway.internal"
ORIGIN = {
    "name": "x-llm-from",
    "type": "RegularExpression",
    "value": "/apis/networking[.]istio[.]io/v1/namespaces/ai/virtual-service/.*",
}
AGAIN = {"name": "x-envoy-attempt-count", "type": "RegularExpression", "value": "[2-9]|[1-9][0-9]+"}


def picked(*headers: dict[str, str]) -> list[dict[str, Any]]:
    """The matches of the paths whose bodies a picker reads."""
    paths = ("/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses")
    return [{"path": {"type": "Exact", "value": path}, "headers": list(headers)} for path in paths]


def to_pool(name: str) -> list[dict[str, str]]:
    return [{"group": "inference.networking.k8s.io", "kind": "InferencePool", "name": name}]


def test_the_pool(emit: Emit) -> None:
    """The pods, their ports, and the picker."""
    assert emit("InferencePool", gateway=REF, backend=POOL)["spec"] == {
        "selector": {"matchLabels": {"app": "chat"}},
        "targetPorts": [{"number": 8000}, {"number": 8001}],
        "endpointPickerRef": {"name": "chat-picker", "port": {"number": 9002}, "failureMode": "FailOpen"},
    }


def test_the_route(emit: Emit) -> None:
    """Only for its own namespace: without the picker at a later attempt, by the picker, and all other paths in turn."""
    shadow = [{"name": SHADOW, "port": 54321}]
    assert emit("HTTPRoute", gateway=REF, backend=POOL)["spec"] == {
        "parentRefs": [{"namespace": "llm-gateway", "name": "llm-pools", "sectionName": "ai"}],
        "hostnames": [f"chat.{DOMAIN}"],
        "rules": [
            {"matches": picked(ORIGIN, AGAIN), "backendRefs": shadow},
            {"matches": picked(ORIGIN), "backendRefs": to_pool("chat")},
            {"matches": [{"headers": [ORIGIN]}], "backendRefs": shadow},
        ],
    }


def test_a_pool_that_fails_closed_has_no_attempt_without_the_picker(emit: Emit) -> None:
    """Its first rule asks the picker."""
    backend = POOL.model_copy(update={"failure_mode": "FailClose"})
    first, last = emit("HTTPRoute", gateway=REF, backend=backend)["spec"]["rules"]
    assert first == {"matches": picked(ORIGIN), "backendRefs": to_pool("chat")}
    assert "path" not in last["matches"][0]
    assert emit("InferencePool", gateway=REF, backend=backend)["spec"]["endpointPickerRef"]["failureMode"] == (
        "FailClose"
    )


def test_the_connections_to_the_pods(emit: Emit) -> None:
    """The times of the API's budget, and nothing that istiod would replace."""
    rule = emit("DestinationRule", SHADOW, gateway=REF, backend=POOL, budget=Budget())
    assert rule["spec"] == {
        "host": f"{SHADOW}.ai.svc.cluster.local",
        "trafficPolicy": {
            "connectionPool": {
                "http": {"idleTimeout": "4s"},
                "tcp": {"connectTimeout": "2s", "tcpKeepalive": {"time": "30s", "interval": "10s", "probes": 3}},
            }
        },
    }


def test_the_public_route(emit: Emit) -> None:
    """It leads to the gateway of pools by the API's namespace and the pool's host, without a client's say."""
    (route,) = emit("VirtualService", gateway=REF, backend=POOL)["spec"]["http"]
    assert route["route"] == [
        {
            "destination": {
                "host": "llm-pools-istio.llm-gateway.svc.cluster.local",
                "port": {"number": 443},
                "subset": "ai",
            },
            "headers": {"request": {"set": {":authority": f"chat.{DOMAIN}"}}},
        }
    ]
    assert set(route["headers"]["request"]["remove"]) > {
        "x-gateway-inference-fairness-id",
        "x-gateway-inference-objective",
        "x-gateway-model-name-rewrite",
    }


def test_the_balancer_of_a_preset_is_not_a_pool_s(emit: Emit) -> None:
    """A picker chooses the replica, so no route sets a key, whatever the preset balances by."""
    assert emit("VirtualService", gateway=REF, backend=POOL, preset="agents") == emit(
        "VirtualService", gateway=REF, backend=POOL, preset="chat"
    )


def test_each_version_is_a_pool(emit: Emit) -> None:
    """Sessions choose a version by their bucket; without one, the weights are those of the versions' hosts."""
    versions = (Version(name="v1", weight=90), Version(name="v2", weight=10, labels={"version": "two"}))
    changes = {"gateway": REF, "backend": POOL.model_copy(update={"versions": versions})}
    selected = emit("InferencePool", "chat-v2", **changes)["spec"]["selector"]["matchLabels"]
    assert selected == {"app": "chat", "version": "two"}
    canary, stable, weighted = emit("VirtualService", "chat-versions", **changes)["spec"]["http"]
    assert canary["match"] == [{"headers": {"x-llm-gateway-bucket": {"regex": "0[0-9][0-9]"}}}]
    assert stable["match"] == [{"headers": {"x-llm-gateway-bucket": {}}}]
    assert "match" not in weighted
    assert [_hosts(one) for one in (canary, stable)] == [{f"chat-v2.{DOMAIN}": None}, {f"chat-v1.{DOMAIN}": None}]
    assert _hosts(weighted) == {f"chat-v1.{DOMAIN}": 90, f"chat-v2.{DOMAIN}": 10}
    assert emit("HTTPRoute", "chat-v2", **changes)["spec"]["hostnames"] == [f"chat-v2.{DOMAIN}"]


def _hosts(route: dict[str, Any]) -> dict[str, int | None]:
    """The pools' hosts to which a route leads, with their weights."""
    return {one["headers"]["request"]["set"][":authority"]: one.get("weight") for one in route["route"]}


def test_sessions_of_a_single_version_choose_none(emit: Emit) -> None:
    """Its pool is the only destination."""
    backend = POOL.model_copy(update={"versions": (Version(name="v1", weight=1),)})
    (route,) = emit("VirtualService", gateway=REF, backend=backend)["spec"]["http"]
    assert _hosts(route) == {f"chat-v1.{DOMAIN}": None}


def test_a_pool_that_exists_already(emit: Emit) -> None:
    """The API writes only the route to it, with the names of the API and of the pool."""
    found = emit("HTTPRoute", gateway=REF, backend=InferencePoolRef(name="of-a-chart"))
    assert found["metadata"]["name"] == "chat-of-a-chart"
    assert found["spec"]["rules"][1]["backendRefs"] == to_pool("of-a-chart")


@pytest.mark.parametrize("name", ["a", "z"])
def test_a_pool_of_the_api_that_a_model_refers_to(synth: Synth, name: str) -> None:
    """It is written whichever comes first, and each has its own route, with its own failure mode."""
    own = POOL.model_copy(update={"name": "llama", "failure_mode": "FailClose"})
    models = [Model(name="llama", backend=own), Model(name=name, backend=InferencePoolRef(name="llama"))]
    files = synth(
        lambda app: LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=REF, models=models)
    )
    items = documents.load(files["chat.k8s.yaml"])
    assert [item["metadata"]["name"] for item in items if item["kind"] == "InferencePool"] == ["llama"]
    rules = {item["metadata"]["name"]: item["spec"]["rules"] for item in items if item["kind"] == "HTTPRoute"}
    # Without the picker at a later attempt, by the picker, and all other paths in turn.
    assert {route: len(found) for route, found in rules.items()} == {"llama": 2, "chat-llama": 3}
    (routes,) = (item["spec"]["http"] for item in items if item["kind"] == "VirtualService")
    hosts = {host for route in routes if "route" in route for host in _hosts(route)}
    assert hosts == {f"llama.{DOMAIN}", f"chat-llama.{DOMAIN}"}


def test_a_pool_of_a_model_and_of_a_failover(synth: Synth) -> None:
    """Both lead to the one route of the pool."""
    own = POOL.model_copy(update={"name": "llama"})
    both = Failover(backends=[own, ProviderRef(provider="openai", model="gpt-4o-mini")])
    models = [Model(name="a", backend=both), Model(name="b", backend=own)]
    files = synth(
        lambda app: LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=REF, models=models)
    )
    items = documents.load(files["chat.k8s.yaml"])
    (route,) = (item["spec"] for item in items if item["kind"] == "HTTPRoute")
    assert route["hostnames"] == [f"llama.{DOMAIN}"]
    assert files["chat.k8s.yaml"].count(f":authority: llama.{DOMAIN}") > 1
    assert f"chat-a-llama.{DOMAIN}" not in files["chat.k8s.yaml"]
    assert f"chat-b.{DOMAIN}" not in files["chat.k8s.yaml"]


def test_a_pool_of_a_failover(emit: Emit) -> None:
    """The second hop leads to the gateway of pools, too."""
    over = Failover(backends=[POOL, ProviderRef(provider="azure", model="gpt-4o-mini")])
    (route, *_) = emit("VirtualService", "chat-slot-0", gateway=REF, backend=over)["spec"]["http"]
    (destination,) = route["route"]
    assert destination["headers"]["request"]["set"] == {":authority": f"chat.{DOMAIN}"}
    assert destination["destination"]["subset"] == "ai"


def test_argo_cd_applies_the_route_after_the_pool(emit: Emit) -> None:
    """And before the routes that lead there."""
    wave = "argocd.argoproj.io/sync-wave"
    changes = {"gateway": REF, "backend": POOL, "argo_cd": True}
    annotations = [
        emit(kind, **changes)["metadata"]["annotations"].get(wave, "0")
        for kind in ("InferencePool", "HTTPRoute", "VirtualService")
    ]
    assert annotations == ["0", "1", "3"]
