"""References to Services that exist already: what is refused, and what is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    Ejection,
    Failover,
    Http2KeepAlive,
    LlmApiMesh,
    MeshApp,
    MeshError,
    Model,
    ModelFromHeader,
    Pool,
    ProviderRef,
    Random,
    Retries,
    Route,
    ServiceRef,
    Version,
)
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Emit, Refusal, Synth

OWN = ServiceRef(name="vllm", port=8000)
OTHER = ServiceRef(name="vllm", namespace="research", port=8000)
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
OF_OTHER: dict[str, Any] = {
    "load_balancer": Random(),
    "ejection": None,
    "http2_keep_alive": Http2KeepAlive(interval=timedelta(seconds=9), timeout=timedelta(seconds=2)),
    "max_requests_per_connection": 1,
    "versions": TWO,
}


def other(**changes: Any) -> ServiceRef:
    return ServiceRef(name="vllm", namespace="research", port=8000, **changes)


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "no port": ({"backend": ServiceRef(name="vllm")}, "backend.port: missing."),  # type: ignore[call-arg]
    "the namespace in the name": (
        {"backend": ServiceRef(name="vllm.research.svc.cluster.local", port=8000)},
        'Write name="vllm" and namespace="research".',
    ),
    "half a limit": ({"backend": ServiceRef(name="vllm", port=8000, replicas=2)}, "got replicas alone."),
    "PINGs on HTTP/1.1": (
        {"backend": ServiceRef(name="vllm", port=8000, http2_keep_alive=OF_OTHER["http2_keep_alive"])},
        "HTTP/1.1 has no PINGs. [field-without-effect]",
    ),
    "a balancer of another namespace": (
        {"backend": other(load_balancer=Random())},
        (
            'backend.load_balancer: got load_balancer of a Service in namespace "research". Ask the team of that '
            'namespace for a DestinationRule. Allowed: load_balancer of a Service in the API\'s namespace, "ai", '
            "because Istio reads DestinationRules of no other. [field-without-effect]"
        ),
    ),
    "an ejection in a failover": (
        {
            "gateway": LLM_GATEWAY,
            "backend": Failover(
                backends=[other(ejection=Ejection(max_percent=20)), ProviderRef(provider="openai", model="m")]
            ),
        },
        "backend.backends[vllm].ejection: got ejection of a Service",
    ),
    "times of connections": (
        {"backend": OTHER, "budget": Budget(connect_timeout=timedelta(seconds=1))},
        "budget.connect_timeout: got connect_timeout without a Service in the API's namespace.",
    ),
    "a retry budget": (
        {"backend": OTHER, "retries": Retries(budget_percent=50)},
        "retries.budget_percent: got budget_percent without a Service in the API's namespace.",
    ),
    "routes in the mesh": (
        {"backend": OTHER, "export_to": ["*"]},
        "export_to: got export_to without a Service in the API's namespace.",
    ),
    "two names of one model's Service": (
        {
            "gateway": LLM_GATEWAY,
            "backend": None,
            "models": [
                Model(name="a", backend=OWN),
                Model(name="b", backend=ServiceRef(name="vllm", port=8000, model="b")),
            ],
        },
        "[service-claimed]",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem


def test_every_field_of_the_policy_is_refused_for_another_namespace(refusal: Refusal) -> None:
    """None of them would have an effect."""
    found = refusal(backend=other(protocol="h2c", concurrent_requests=8, replicas=2, **OF_OTHER))
    fields = {problem.split(":")[0].removeprefix("backend.") for problem in found if "field-without-effect" in problem}
    assert fields == {*OF_OTHER, "concurrent_requests", "replicas"}


def kinds(text: str) -> list[str]:
    return [line.removeprefix("kind: ") for line in text.splitlines() if line.startswith("kind: ")]


@pytest.mark.parametrize("namespace", [None, "ai"])
def test_a_service_of_the_api_s_namespace_has_its_policy(emit: Emit, synth: Synth, namespace: str | None) -> None:
    """It has the objects of a pool, apart from the Service."""
    backend = ServiceRef(name="vllm", namespace=namespace, port=8000, versions=TWO)
    rule = emit("DestinationRule", backend=backend)["spec"]
    assert rule["host"] == "vllm.ai.svc.cluster.local"
    assert rule["trafficPolicy"]["outlierDetection"]
    assert [subset["name"] for subset in rule["subsets"]] == ["v1", "v2"]
    pool = Pool(name="vllm", selector={"app": "chat"}, target_port=8080, port=8000, versions=TWO)
    # What is beside the Service has the API's name as well, because its owner may have objects with its name.
    assert (
        emit("DestinationRule", "chat-vllm", backend=backend)["spec"]
        == emit("DestinationRule", "vllm", backend=pool)["spec"]
    )
    weights = emit("VirtualService", "chat-vllm-versions", backend=backend)["spec"]
    assert weights == emit("VirtualService", "vllm-versions", backend=pool)["spec"]
    for name in ("chat", "vllm-in-mesh"):
        for_ref, for_pool = (emit("VirtualService", name, backend=one)["spec"]["http"] for one in (backend, pool))
        assert [route.pop("delegate")["name"] for route in for_ref] == ["chat-vllm-versions"]
        assert [route.pop("delegate")["name"] for route in for_pool] == ["vllm-versions"]
        assert for_ref == for_pool
    written = synth(
        lambda app: LlmApiMesh(
            app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=PLAIN_GATEWAY, backend=backend
        )
    )
    assert kinds(written["chat.k8s.yaml"]) == ["Gateway", "DestinationRule", *["VirtualService"] * 3]


def test_a_service_of_another_namespace_has_routes_only(synth: Synth) -> None:
    """A DestinationRule and routes in the mesh would be the other team's to write."""
    declared: list[LlmApiMesh] = []

    def declare(app: MeshApp) -> None:
        declared.append(
            LlmApiMesh(
                app,
                "chat",
                namespace="ai",
                hosts=["chat.example.com"],
                gateway=PLAIN_GATEWAY,
                backend=OTHER,
                budget=Budget(generation=timedelta(minutes=9)),
            )
        )

    text = synth(declare)["chat.k8s.yaml"]
    assert kinds(text) == ["Gateway", "VirtualService"]
    assert "host: vllm.research.svc.cluster.local\n            port:\n              number: 8000" in text
    assert "retryOn: connect-failure" in text
    assert "timeout: 540s" in text
    (api,) = declared
    assert (api.service, api.in_mesh_virtual_service, api.version_rules) == (None, None, {})
    with pytest.raises(AttributeError, match="a ServiceRef of another namespace"):
        _ = api.destination_rule


def test_grpc_has_its_retries(emit: Emit) -> None:
    """The protocol decides about retries and idle connections, as for a pool."""
    backend = ServiceRef(name="vllm", port=8000, protocol="grpc")
    assert "resource-exhausted" in emit("VirtualService", backend=backend)["spec"]["http"][-1]["retries"]["retryOn"]
    assert "http" not in emit("DestinationRule", backend=backend)["spec"]["trafficPolicy"]["connectionPool"]


def test_backends_of_a_failover(emit: Emit) -> None:
    """Services of one name in two namespaces differ, and only that of the API's namespace has a policy."""
    failover = Failover(backends=[ServiceRef(name="vllm", port=8000, model="llama"), OTHER])
    changes = {"gateway": LLM_GATEWAY, "backend": failover}
    (first, *_), (second, *_) = (
        emit("VirtualService", f"chat-slot-{slot}", **changes)["spec"]["http"] for slot in range(2)
    )
    assert first["route"][0]["destination"]["host"] == "vllm.ai.svc.cluster.local"
    assert first["headers"]["request"]["set"] == {"x-llm-upstream-model": "llama"}
    assert second["route"][0]["destination"]["host"] == "vllm.research.svc.cluster.local"
    assert second["name"] == "llm/ai/chat/failover/vllm.research/primary"
    rule = emit("DestinationRule", "chat-vllm", **changes)["spec"]
    assert rule["trafficPolicy"]["outlierDetection"]["maxEjectionPercent"] == 100


def test_models_share_a_service_of_another_namespace(emit: Emit) -> None:
    """There is no object of it that could differ, so each model has the name that the Service knows."""
    models = [Model(name=name, backend=other(model=f"own-{name}")) for name in ("a", "b")]
    http = emit("VirtualService", gateway=LLM_GATEWAY, backend=None, models=models)["spec"]["http"]
    sent = [route["headers"]["request"]["set"] for route in http if "/primary" in route.get("name", "")]
    assert sent == [{"x-llm-upstream-model": "own-a"}, {"x-llm-upstream-model": "own-b"}]


def test_routes_by_version(emit: Emit) -> None:
    """Versions are labels of the Service's pods."""
    route = Route(name="testers", headers={"x-test": "1"}, version="v2")
    backend = ServiceRef(name="vllm", port=8000, versions=TWO)
    (first, *_) = emit("VirtualService", backend=backend, routes=[route])["spec"]["http"]
    assert first["route"][0]["destination"]["subset"] == "v2"


@pytest.mark.parametrize(
    "second", [OWN, Pool(name="vllm", selector={"app": "a"}, target_port=8080)], ids=["ref", "pool"]
)
def test_two_apis_cannot_set_the_policy_of_one_service(synth: Synth, second: Any) -> None:
    """Their DestinationRules would replace each other."""
    with pytest.raises(MeshError) as caught:
        synth(lambda app: [_named(app, "one", OWN), _named(app, "other", second)])
    (problem,) = caught.value.problems
    assert (problem.api, problem.code, problem.path) == ("other", "service-claimed", "backend.name")


def test_many_apis_use_one_service_of_another_namespace(synth: Synth) -> None:
    """No API has an object for it."""
    files = synth(lambda app: [_named(app, name, OTHER) for name in ("one", "other")])
    assert sorted(files) == ["one.k8s.yaml", "other.k8s.yaml"]


def test_a_model_of_another_namespace_beside_a_pool(emit: Emit) -> None:
    """Fields that the pool needs have their effect."""
    models = [Model(name="a", backend=OTHER)]
    changes = {"models": models, "model_from": ModelFromHeader(name="x-model"), "export_to": ["*"]}
    assert emit("VirtualService", "chat-in-mesh", **changes)["spec"]["exportTo"] == ["*"]


def _named(app: MeshApp, name: str, backend: Any) -> LlmApiMesh:
    return LlmApiMesh(app, name, namespace="ai", hosts=[f"{name}.example.com"], gateway=PLAIN_GATEWAY, backend=backend)
