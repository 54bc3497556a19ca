"""The objects of the authorizer that checks API keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import ApiKeys, ExistingPods
from llm_api_mesh.plan.llm_gateway.authorizer import KEY_HEADERS
from llm_api_mesh.plan.llm_gateway.headers import SUBJECT, TEAM
from support.documents import Document
from support.llm_gateways import find, written

NAME = "llm-authorizer"
KEYS = ApiKeys(secret="api-keys")  # noqa: S106


@pytest.fixture
def found(tmp_path: Path) -> list[Document]:
    """The objects of a gateway that asks for keys."""
    return written(tmp_path, api_keys=KEYS, team_claim="org.team")


def spec(found: list[Document], kind: str) -> Any:
    return find(found, kind, NAME)["spec"]


def test_without_keys_there_is_none(tmp_path: Path) -> None:
    """No object and no filter is written."""
    text = str(written(tmp_path))
    assert "authorizer" not in text
    assert "key-holder" not in text


def test_who_may_ask(found: list[Document], tmp_path: Path) -> None:
    """The gateway's service account only, by mutual TLS, on which the gateway insists."""
    labels = spec(found, "Deployment")["template"]["metadata"]["labels"]
    assert labels == {"llm-gateway-authorizer": "llm", "sidecar.istio.io/inject": "true"}
    selector = {"matchLabels": {"llm-gateway-authorizer": "llm"}}
    assert spec(found, "PeerAuthentication") == {"selector": selector, "mtls": {"mode": "STRICT"}}
    assert spec(found, "DestinationRule")["trafficPolicy"]["tls"] == {"mode": "ISTIO_MUTUAL"}
    policy = spec(found, "AuthorizationPolicy")
    assert (policy["selector"], policy["action"]) == (selector, "ALLOW")
    assert policy["rules"] == [{"from": [{"source": {"serviceAccounts": ["llm-gateway/llm-istio"]}}]}]
    pods = ExistingPods(selector={"gateway": "llm"}, service_account="edge")
    other = written(tmp_path / "other", api_keys=KEYS, pods=pods)
    assert "llm-gateway/edge" in str(spec(other, "AuthorizationPolicy"))


def test_prometheus_gets_the_metrics_from_the_agent(found: list[Document]) -> None:
    """Nobody but the gateway is admitted at the pods' own ports."""
    annotations = spec(found, "Deployment")["template"]["metadata"]["annotations"]
    port = {"name": "health", "containerPort": int(annotations["prometheus.io/port"])}
    assert port in spec(found, "Deployment")["template"]["spec"]["containers"][0]["ports"]
    assert (annotations["prometheus.io/scrape"], annotations["prometheus.io/path"]) == ("true", "/metrics")


def test_the_pods_have_few_rights(found: list[Document]) -> None:
    """No token of the API server, no root, no writable files; a Secret that is missing keeps them from starting."""
    assert find(found, "ServiceAccount", NAME)["automountServiceAccountToken"] is False
    pod = spec(found, "Deployment")["template"]["spec"]
    assert (pod["serviceAccountName"], pod["automountServiceAccountToken"]) == (NAME, False)
    assert pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
    (container,) = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
    }
    assert {"name": "keys", "secret": {"secretName": "api-keys"}} in pod["volumes"]
    assert {"name": "keys", "mountPath": "/run/secrets/keys", "readOnly": True} in container["volumeMounts"]


def test_a_change_of_a_folder_is_noticed(found: list[Document]) -> None:
    """The folders are watched, without those to which a kubelet's links lead, and the data is never empty."""
    (container,) = spec(found, "Deployment")["template"]["spec"]["containers"]
    assert {"--watch", "--ignore=.*", "/run/policy", "keys:/run/secrets/keys"} <= set(container["args"])
    assert "env" not in container
    data = find(found, "ConfigMap", NAME)["data"]
    assert json.loads(data["settings.json"]) == {"settings": {"team_claim": ["org", "team"]}}


def test_the_policy_knows_the_headers(found: list[Document]) -> None:
    """Those in which a key may stand are removed and masked, and those of the gateway are refused and written."""
    data = find(found, "ConfigMap", NAME)["data"]
    listed = json.dumps(list(KEY_HEADERS))
    assert listed in data["keys.rego"]
    assert listed in data["log.rego"]
    for name in (SUBJECT, TEAM):
        assert data["keys.rego"].count(f'"{name}"') >= 2


def test_there_is_one_more_pod(found: list[Document], tmp_path: Path) -> None:
    """Two by default, over zones and nodes, of which one at a time is evicted."""
    deployment = spec(found, "Deployment")
    assert deployment["replicas"] == 2
    keys = [one["topologyKey"] for one in deployment["template"]["spec"]["topologySpreadConstraints"]]
    assert keys == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
    assert spec(found, "PodDisruptionBudget")["maxUnavailable"] == 1
    given = ApiKeys(secret="k", image="opa@sha256:00", replicas=3, cpu_request="1", memory="1Gi")  # noqa: S106
    other = spec(written(tmp_path / "other", api_keys=given), "Deployment")
    (container,) = other["template"]["spec"]["containers"]
    assert (other["replicas"], container["image"]) == (3, "opa@sha256:00")
    assert container["resources"] == {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "1Gi"}}


def test_the_service_is_the_gateway_s(found: list[Document]) -> None:
    """Istio's name of the port tells that it is gRPC, and no other namespace knows the Service."""
    service = find(found, "Service", NAME)
    assert service["metadata"]["annotations"] == {"networking.istio.io/exportTo": "."}
    (port,) = service["spec"]["ports"]
    assert (port["name"], port["appProtocol"], port["port"]) == ("grpc", "grpc", 9191)
