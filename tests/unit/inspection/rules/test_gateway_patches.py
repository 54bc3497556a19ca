"""EnvoyFilters that a user adds to an API's chart: no patches of listeners, and none where there is no gateway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from llm_api_mesh import GatewayRef, LlmGatewayRef, Pool
from llm_api_mesh.inspection.rules import gateway_patches
from llm_api_mesh.spec.api import ApiSpec

PODS = {"gateway": "llm"}
LLM = LlmGatewayRef(namespace="llm-gateway", name="llm", selector=PODS, service_account="istio-ingressgateway")
SHARED = GatewayRef(namespace="istio-ingress", name="shared")


def found(
    applies_to: str,
    context: str | None = "GATEWAY",
    *,
    namespace: str = "llm-gateway",
    labels: Mapping[str, str] | None = None,
    gateway: GatewayRef | LlmGatewayRef = LLM,
    operation: str = "MERGE",
    match: Mapping[str, Any] | None = None,
    value: Mapping[str, Any] | None = None,
) -> list[str]:
    """Return the problems of an EnvoyFilter with one patch, as `path [code]`."""
    item: dict[str, Any] = {
        "kind": "EnvoyFilter",
        "metadata": {"name": "own", "namespace": namespace},
        "spec": {
            "workloadSelector": {"labels": PODS if labels is None else labels},
            "configPatches": [
                {
                    "applyTo": applies_to,
                    "match": {**({"context": context} if context else {}), **(match or {})},
                    "patch": {"operation": operation, **({"value": value} if value else {})},
                }
            ],
        },
    }
    backend = Pool(selector={"app": "chat"}, target_port=8080)
    api = ApiSpec(name="chat", namespace="ai", hosts=["chat.example.com"], backend=backend, gateway=gateway)
    return [f"{problem.path} [{problem.code}]" for problem in gateway_patches.find(item, api)]


OF_LISTENERS = ["LISTENER", "LISTENER_FILTER", "FILTER_CHAIN", "NETWORK_FILTER", "HTTP_FILTER", "EXTENSION_CONFIG"]


@pytest.mark.parametrize("applies_to", OF_LISTENERS)
@pytest.mark.parametrize("context", ["GATEWAY", "ANY", None])
@pytest.mark.parametrize("gateway", [LLM, SHARED], ids=["an LLM gateway", "a plain Gateway"])
def test_a_patch_of_a_listener_is_refused(
    applies_to: str, context: str | None, gateway: GatewayRef | LlmGatewayRef
) -> None:
    """The listener has the requests and the streams of other APIs, also if the patch names no kind of proxy."""
    assert found(applies_to, context, gateway=gateway) == ["spec.configPatches[0].applyTo [listener-patch]"]


def of_host(**fields: Any) -> dict[str, Any]:
    """A match of a virtual host."""
    return {"routeConfiguration": {"vhost": fields}}


HOST = of_host(domainName="chat.example.com")
ROUTE = of_host(route={"name": "llm/ai/chat"})
CLUSTER = {"cluster": {"service": "chat.ai.svc.cluster.local"}}

OF_ONE_API = [
    ("CLUSTER", "MERGE", CLUSTER),
    ("CLUSTER", "MERGE", {"cluster": {"name": "outbound|80||chat.ai.svc.cluster.local"}}),
    ("CLUSTER", "ADD", {}),
    ("HTTP_ROUTE", "MERGE", ROUTE),
    ("HTTP_ROUTE", "INSERT_BEFORE", ROUTE),
    ("HTTP_ROUTE", "ADD", HOST),
    ("VIRTUAL_HOST", "MERGE", HOST),
    ("VIRTUAL_HOST", "REMOVE", of_host(name="chat.example.com:80")),
]
OF_ALL_APIS = [
    ("CLUSTER", "MERGE", {}),
    ("CLUSTER", "MERGE", {"cluster": {"portNumber": 8080}}),
    ("HTTP_ROUTE", "MERGE", {}),
    ("HTTP_ROUTE", "MERGE", {"routeConfiguration": {"portNumber": 80}}),
    ("HTTP_ROUTE", "MERGE", of_host(route={"action": "ROUTE"})),
    ("HTTP_ROUTE", "ADD", ROUTE),
    ("ROUTE_CONFIGURATION", "MERGE", {}),
    ("ROUTE_CONFIGURATION", "MERGE", {"routeConfiguration": {"name": "http.80"}}),
    ("VIRTUAL_HOST", "MERGE", {}),
    ("VIRTUAL_HOST", "ADD", HOST),
]


@pytest.mark.parametrize(("applies_to", "operation", "match"), OF_ONE_API)
def test_a_patch_of_an_api_s_own_routes_and_clusters_passes(
    applies_to: str, operation: str, match: Mapping[str, Any]
) -> None:
    """A change of these ends no stream."""
    assert found(applies_to, operation=operation, match=match) == []


@pytest.mark.parametrize("namespace", ["llm-gateway", "istio-system"])
@pytest.mark.parametrize(("applies_to", "operation", "match"), OF_ALL_APIS)
def test_a_patch_of_all_apis_is_refused(
    applies_to: str, operation: str, match: Mapping[str, Any], namespace: str
) -> None:
    """It would change the requests of other teams' APIs."""
    problems = found(applies_to, operation=operation, match=match, namespace=namespace)
    assert problems == ["spec.configPatches[0].match [patch-of-all-apis]"]


def test_a_patch_of_all_apis_at_a_plain_gateway_passes() -> None:
    """Which APIs share the gateway is unknown."""
    assert found("ROUTE_CONFIGURATION", gateway=SHARED) == []


def test_the_gateway_s_bound_leaves_no_other_policy() -> None:
    """Envoy refuses a cluster with a load_balancing_policy and the bound that an LLM gateway gives to all clusters."""
    policy: dict[str, Any] = {"load_balancing_policy": {"policies": []}}
    problem = "spec.configPatches[0].patch.value.load_balancing_policy [combination-ignored]"
    assert found("CLUSTER", match=CLUSTER, value=policy) == [problem]
    assert found("CLUSTER", match=CLUSTER, value=policy, labels={"gateway": "other"}) == []
    assert found("CLUSTER", "SIDECAR_OUTBOUND", match=CLUSTER, value=policy) == []
    unbounded = LLM.model_copy(update={"max_load": None})
    assert found("CLUSTER", match=CLUSTER, value=policy, gateway=unbounded) == []
    assert found("CLUSTER", match=CLUSTER, value=policy, gateway=SHARED) == []
    assert found("CLUSTER", match=CLUSTER, value={"connect_timeout": "3s"}) == []


@pytest.mark.parametrize("context", ["SIDECAR_INBOUND", "SIDECAR_OUTBOUND", "WAYPOINT"])
def test_a_patch_of_sidecars_passes(context: str) -> None:
    """Their listeners carry no requests of the gateway's clients."""
    assert found("HTTP_FILTER", context, namespace="ai") == []


def test_a_patch_without_the_gateway_s_pods_is_refused() -> None:
    """An EnvoyFilter has an effect in its own namespace, and the gateway's pods are in another one."""
    assert found("HTTP_ROUTE", namespace="ai") == ["metadata.namespace [combination-ignored]"]


@pytest.mark.parametrize("namespace", ["llm-gateway", "istio-system"])
def test_a_patch_beside_the_gateway_s_pods_passes(namespace: str) -> None:
    """Istio's root namespace is for the pods of all namespaces."""
    assert found("HTTP_ROUTE", namespace=namespace, match=ROUTE) == []


@pytest.mark.parametrize("labels", [{}, {"gateway": "team"}], ids=["no labels", "other labels"])
def test_a_patch_of_another_gateway_passes(labels: Mapping[str, str]) -> None:
    """Without the labels of the LLM gateway's pods, the EnvoyFilter is for others."""
    assert found("HTTP_ROUTE", namespace="ai", labels=labels) == []


def test_the_namespace_of_a_plain_gateway_s_pods_is_unknown() -> None:
    """The Gateway may be in another namespace than its pods."""
    assert found("HTTP_ROUTE", namespace="ai", gateway=SHARED) == []
