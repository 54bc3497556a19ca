"""The backends of a failover, and how the gateway reaches them."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest

from llm_api_mesh import (
    Ejection,
    Failover,
    KeyFromEnvironment,
    LlmApiMesh,
    MeshApp,
    Model,
    OpenAI,
    Pool,
)
from support import documents
from support.apps import Emit, Synth

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


SPARE = Pool(name="spare", selector={"app": "spare"}, target_port=8080)


OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))


TWO = Failover(backends=[LLAMA, OPENAI])


THREE = Failover(backends=[LLAMA, SPARE, OPENAI])


def priorities(entry: dict[str, Any], rule: dict[str, Any]) -> dict[str, int]:
    """The priorities that Istio derives: the earlier the first label that an address lacks, the lower it ranks."""
    wanted = [
        label.split("=")
        for label in rule["spec"]["trafficPolicy"]["loadBalancer"]["localityLbSetting"]["failoverPriority"]
    ]
    return {
        endpoint["address"]: next(
            (len(wanted) - place for place, (key, value) in enumerate(wanted) if labels(endpoint).get(key) != value), 0
        )
        for endpoint in entry["spec"]["endpoints"]
    }


def labels(endpoint: Mapping[str, Any]) -> Mapping[str, str]:
    found: Mapping[str, str] = endpoint.get("labels", {})
    return found


def addresses(emit: Emit, backend: Failover, *legs: str) -> list[str]:
    return [emit("Gateway", f"chat-{leg}", backend=backend)["spec"]["servers"][0]["bind"] for leg in legs]


def route(emit: Emit, named: str, route: str, **options: object) -> dict[str, Any]:
    http = emit("VirtualService", named, **options)["spec"]["http"]
    return next(one for one in http if one["name"] == f"llm/ai/chat/{route}")


def test_the_order_is_that_of_the_list(emit: Emit) -> None:
    """Each address has a different priority, for any number of backends."""
    entry = emit("ServiceEntry", "chat-failover", backend=THREE)
    rule = emit("DestinationRule", "chat-failover", backend=THREE)
    order = addresses(emit, THREE, "pool", "spare", "openai")
    assert priorities(entry, rule) == {address: place for place, address in enumerate(order)}
    assert entry["spec"]["ports"][0]["targetPort"] == 15700
    assert rule["spec"]["host"] == entry["spec"]["hosts"][0] == "failover.chat.ai.llm-api-mesh.internal"


def test_the_order_is_kept_only_with_outlier_detection_which_ejects_nothing(emit: Emit) -> None:
    """Without outlier detection Istio ignores priorities. External services have no TLS by default."""
    policy = emit("DestinationRule", "chat-failover", backend=TWO)["spec"]["trafficPolicy"]
    assert policy["outlierDetection"] == {"consecutive5xxErrors": 0, "consecutiveGatewayErrors": 0}
    assert "tls" not in policy


def test_each_backend_is_tried_once(emit: Emit) -> None:
    """There are as many retries as other backends; each goes to the next address at once."""
    for backend, others in ((TWO, 1), (THREE, 2)):
        retries = route(emit, "chat", "primary", backend=backend)["retries"]
        assert (retries["attempts"], retries["backoff"], retries["retryRemoteLocalities"]) == (others, "1ms", True)
    assert "5xx" not in retries["retryOn"]
    patch = emit("EnvoyFilter", "ai.chat.next-backend", backend=TWO)["spec"]["configPatches"][0]["patch"]["value"]
    assert patch["route"]["retry_policy"]["retry_priority"]["typed_config"]["update_frequency"] == 1


def test_a_pool_behind_a_failover_keeps_its_names(emit: Emit) -> None:
    """A provider after a pool changes neither the names of the pool's objects nor the in-mesh routes."""
    for kind, named in (("Service", "chat"), ("DestinationRule", "chat"), ("VirtualService", "chat-in-mesh")):
        alone, first = emit(kind, named, backend=LLAMA), emit(kind, named, backend=TWO)
        alone.get("spec", {}).get("trafficPolicy", {}).pop("outlierDetection", None)
        first.get("spec", {}).get("trafficPolicy", {}).pop("outlierDetection", None)
        assert alone == first


def test_another_backend_changes_nothing_of_the_others(emit: Emit) -> None:
    """A backend inserted between two others changes neither their addresses nor their objects."""
    assert addresses(emit, TWO, "pool", "openai") == addresses(emit, THREE, "pool", "openai")
    for named in ("chat-pool", "chat-openai"):
        for kind in ("Gateway", "VirtualService"):
            before, after = (emit(kind, named, backend=backend)["spec"] for backend in (TWO, THREE))
            for one in (before, after):
                for http in one.get("http", ()):
                    http.pop("timeout", None)  # a share of the time, which is for three now
            assert before == after


def test_addresses_are_loopback_and_unique(emit: Emit) -> None:
    """All addresses are loopback addresses where no other program listens, and all are different."""
    found = addresses(emit, THREE, "pool", "spare", "openai")
    assert len(set(found)) == 3
    for address in found:
        assert ipaddress.ip_address(address).is_loopback
        assert not address.startswith("127.0.")


@pytest.mark.parametrize("host", ["chat.example.com", "*.example.com", "*"])
def test_the_second_hop_is_for_routes_of_the_api_s_namespace(emit: Emit, host: str) -> None:
    """No other namespace's VirtualService may serve a listener without policies."""
    served = {
        name: emit("Gateway", name, backend=TWO, hosts=[host])["spec"]["servers"][0]["hosts"]
        for name in ("chat", "chat-pool", "chat-openai")
    }
    assert served == {"chat": [f"./{host}"], "chat-pool": [f"./{host}"], "chat-openai": [f"./{host}"]}


def test_all_replicas_may_be_ejected_where_another_backend_takes_over(emit: Emit) -> None:
    """All but the last backend may lose all replicas, unless the user sets a share; ejections keep their length."""
    given = Failover(
        backends=[Pool(selector={"app": "llama"}, target_port=8080, ejection=Ejection(max_percent=30)), OPENAI]
    )
    last = Failover(backends=[OPENAI, LLAMA])
    assert (
        "minHealthPercent"
        not in emit("DestinationRule", "chat", backend=TWO)["spec"]["trafficPolicy"]["outlierDetection"]
    )
    shares = [
        emit("DestinationRule", "chat", backend=backend)["spec"]["trafficPolicy"]["outlierDetection"][
            "maxEjectionPercent"
        ]
        for backend in (TWO, given, last)
    ]
    assert shares == [100, 30, 50]
    (patch,) = emit("EnvoyFilter", "ai.chat.return-time", backend=TWO)["spec"]["configPatches"]
    assert patch["match"]["cluster"] == {"service": "chat.ai.svc.cluster.local"}
    assert patch["patch"]["value"] == {"outlier_detection": {"max_ejection_time": "30s"}}


def test_two_models_with_one_failover_behind_each(synth: Synth) -> None:
    """Each model has its objects, and all have different names and addresses."""

    def declare(app: MeshApp) -> None:
        models = [
            Model(name=name, backend=Failover(backends=[Pool(selector={"app": name}, target_port=8080), OPENAI]))
            for name in ("a", "b")
        ]
        LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], models=models)

    found = documents.load(synth(declare)["chat.k8s.yaml"])
    named = [(one["kind"], one["metadata"]["name"]) for one in found]
    assert len(named) == len(set(named))
    binds = [server.get("bind") for one in found if one["kind"] == "Gateway" for server in one["spec"]["servers"]]
    assert all(one != other for one, other in combinations(filter(None, binds), 2))
