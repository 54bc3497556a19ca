"""The pods of a Deployment get what a kubelet would give them."""

from __future__ import annotations

from typing import Any

import pytest

from lab.cluster.deployment import pod_of
from lab.errors import LabError

VARIABLES: list[dict[str, Any]] = [
    {"name": "PLAIN", "value": "text"},
    {"name": "EMPTY"},
    {"name": "POD_NAMESPACE", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}},
    {"name": "ACCOUNT", "valueFrom": {"fieldRef": {"fieldPath": "spec.serviceAccountName"}}},
    {"name": "CPU", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}},
    {"name": "MEMORY", "valueFrom": {"resourceFieldRef": {"resource": "limits.memory"}}},
]
CONTAINER: dict[str, Any] = {
    "name": "proxy",
    "args": ["--domain", "$(POD_NAMESPACE).svc"],
    "env": VARIABLES,
    "resources": {"limits": {"cpu": "1500m", "memory": "2Mi"}},
    "volumeMounts": [
        {"name": "keys", "mountPath": "/run/secrets/keys"},
        {"name": "data", "mountPath": "/data"},
        {"name": "policy", "mountPath": "/run/policy"},
    ],
}
SPEC: dict[str, Any] = {
    "serviceAccountName": "gateway",
    "securityContext": {"sysctls": [{"name": "net.a", "value": "0"}]},
    "volumes": [
        {"name": "data", "emptyDir": {}},
        {"name": "keys", "secret": {"secretName": "azure"}},
        {"name": "policy", "configMap": {"name": "opa"}},
    ],
}


def deployment(container: dict[str, Any]) -> dict[str, Any]:
    metadata = {"labels": {"app": "gateway"}, "annotations": {"said": 'a "b"\n'}}
    template = {"metadata": metadata, "spec": {**SPEC, "containers": [container]}}
    return {"metadata": {"name": "llm", "namespace": "ai"}, "spec": {"template": template}}


def test_a_pod_of_a_deployment() -> None:
    """Its name, labels, variables, arguments, Secrets and settings are those of the template."""
    pod = pod_of(deployment(CONTAINER), 1, "10.0.0.2", {"place": "eu"})
    assert pod.name == "llm-1"
    assert pod.labels == {"app": "gateway", "place": "eu"}
    assert pod.environment() == {
        "PLAIN": "text",
        "EMPTY": "",
        "POD_NAMESPACE": "ai",
        "ACCOUNT": "gateway",
        "CPU": "2",
        "MEMORY": str(2 * 2**20),
    }
    assert pod.arguments() == ["--domain", "ai.svc"]
    assert pod.secrets() == {"/run/secrets/keys": {"secretName": "azure"}}
    assert pod.config_maps() == {"/run/policy": {"name": "opa"}}
    assert pod.sysctls() == {"net.a": "0"}
    assert pod.downward() == {
        "labels": 'app="gateway"\nplace="eu"\n',
        "annotations": 'said="a \\"b\\"\\n"\n',
    }
    manifest = pod.manifest()
    assert manifest["spec"]["containers"] == [CONTAINER]
    assert manifest["status"]["podIP"] == "10.0.0.2"


def test_an_unknown_source_is_an_error() -> None:
    """A variable isn't left out silently."""
    variable = {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}
    pod = pod_of(deployment({**CONTAINER, "env": [variable]}), 0, "10.0.0.2", {})
    with pytest.raises(LabError, match="source of the variable KEY"):
        pod.environment()
