"""The picker's objects, whole."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from llm_api_mesh import InferencePool, InferencePoolRef, LlmApiMesh, LlmGatewayRef, MeshApp, Picker
from support.apps import OPEN, Emit

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")


def pool(**picker: Any) -> InferencePool:
    return InferencePool(selector={"app": "chat"}, target_ports=[8000], picker=Picker(**picker))


def config(emit: Emit, **picker: Any) -> dict[str, Any]:
    """The picker's configuration, which is its last argument."""
    (container,) = emit("Deployment", gateway=REF, backend=pool(**picker))["spec"]["template"]["spec"]["containers"]
    assert container["args"][-2] == "--config-text"
    found: dict[str, Any] = yaml.safe_load(container["args"][-1])
    return found


def test_the_configuration(emit: Emit) -> None:
    """Four scores of the same weight, and the metrics of vLLM."""
    assert config(emit) == {
        "apiVersion": "inference.networking.x-k8s.io/v1alpha1",
        "kind": "EndpointPickerConfig",
        "plugins": [
            {"type": "queue-scorer"},
            {"type": "kv-cache-utilization-scorer"},
            {"type": "prefix-cache-scorer"},
            {"type": "lora-affinity-scorer"},
            {"type": "metrics-data-source"},
            {"type": "core-metrics-extractor", "parameters": {"defaultEngine": "vllm"}},
        ],
        "schedulingProfiles": [
            {
                "name": "default",
                "plugins": [
                    {"pluginRef": "queue-scorer", "weight": 1},
                    {"pluginRef": "kv-cache-utilization-scorer", "weight": 1},
                    {"pluginRef": "prefix-cache-scorer", "weight": 1},
                    {"pluginRef": "lora-affinity-scorer", "weight": 1},
                ],
            }
        ],
    }


def test_weights_and_another_model_server(emit: Emit) -> None:
    """A score of weight 0 is left out."""
    weights = {"queue_weight": 2.5, "kv_cache_weight": 0, "prefix_weight": 3, "lora_weight": 0}
    found = config(emit, **weights, model_server="sglang")
    (profile,) = found["schedulingProfiles"]
    assert profile["plugins"] == [
        {"pluginRef": "queue-scorer", "weight": 2.5},
        {"pluginRef": "prefix-cache-scorer", "weight": 3},
    ]
    assert found["plugins"][-1]["parameters"] == {"defaultEngine": "sglang"}


def test_the_deployment(emit: Emit) -> None:
    """One pod without a sidecar, which replaces itself, with the rights of the strictest Pod security standard."""
    spec = emit("Deployment", gateway=REF, backend=pool(image="epp:v2", cpu_request="2", memory="3Gi"))["spec"]
    labels = {"inference-pool-picker": "chat"}
    assert (spec["replicas"], spec["strategy"]) == (1, {"type": "Recreate"})
    assert spec["selector"] == {"matchLabels": labels}
    assert spec["template"]["metadata"] == {"labels": {**labels, "sidecar.istio.io/inject": "false"}}
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["serviceAccountName"] == "chat-picker"
    assert pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
    assert container["image"] == "epp:v2"
    assert container["args"][:4] == ["--pool-name", "chat", "--pool-namespace", "ai"]
    assert container["resources"] == {"requests": {"cpu": "2", "memory": "3Gi"}, "limits": {"memory": "3Gi"}}
    probe = {"grpc": {"port": 9003, "service": "inference-extension"}, "periodSeconds": 2}
    assert container["readinessProbe"] == {**probe, "timeoutSeconds": 1, "failureThreshold": 3}
    assert container["startupProbe"] == {**probe, "failureThreshold": 60}
    assert container["securityContext"]["readOnlyRootFilesystem"]


def test_a_picker_that_hangs_is_killed_within_20_seconds(emit: Emit) -> None:
    """Up to one period passes before the first probe that fails, and the last one fails after its timeout."""
    (container,) = emit("Deployment", gateway=REF, backend=pool())["spec"]["template"]["spec"]["containers"]
    alive, ready = container["livenessProbe"], container["readinessProbe"]
    noticed = [one["periodSeconds"] * one["failureThreshold"] + one["timeoutSeconds"] for one in (ready, alive)]
    assert noticed == [7, 17]
    assert noticed[1] + alive["terminationGracePeriodSeconds"] <= 20


def test_how_the_gateway_reaches_it(emit: Emit) -> None:
    """By HTTP/2 and TLS with a certificate of its own."""
    changes = {"gateway": REF, "backend": pool()}
    assert emit("Service", "chat-picker", **changes)["spec"] == {
        "type": "ClusterIP",
        "selector": {"inference-pool-picker": "chat"},
        "ports": [{"name": "http2-picker", "appProtocol": "kubernetes.io/h2c", "port": 9002, "targetPort": 9002}],
    }
    assert emit("DestinationRule", "chat-picker", **changes)["spec"] == {
        "host": "chat-picker.ai.svc.cluster.local",
        "trafficPolicy": {
            "connectionPool": {"tcp": {"connectTimeout": "2s"}},
            "tls": {"mode": "SIMPLE", "insecureSkipVerify": True},
        },
    }


def test_what_it_may_read(emit: Emit) -> None:
    """Pods and the extension's own objects, in its own namespace, and nothing of the cluster."""
    changes = {"gateway": REF, "backend": pool()}
    rules = emit("Role", **changes)["rules"]
    assert {rule["resources"][0] for rule in rules} == {"pods", "inferencepools", "inferencemodelrewrites"}
    assert {verb for rule in rules for verb in rule["verbs"]} == {"get", "list", "watch"}
    binding = emit("RoleBinding", **changes)
    assert binding["roleRef"]["name"] == "chat-picker"
    assert binding["subjects"] == [{"kind": "ServiceAccount", "name": "chat-picker", "namespace": "ai"}]
    assert emit("ServiceAccount", **changes)["metadata"]["name"] == "chat-picker"


@pytest.mark.parametrize("backend", [pool(), InferencePoolRef(name="llama")])
def test_the_objects_are_attributes(backend: InferencePool | InferencePoolRef) -> None:
    """By kind and name. A pool that exists already has only its route."""
    app = MeshApp()
    api = LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=REF, backend=backend, **OPEN)
    app.synth_yaml()
    if isinstance(backend, InferencePoolRef):
        assert list(api.inference_pools) == ["HTTPRoute/chat-llama"]
    else:
        assert {"Deployment/chat-picker", "InferencePool/chat", "HTTPRoute/chat"} < set(api.inference_pools)
