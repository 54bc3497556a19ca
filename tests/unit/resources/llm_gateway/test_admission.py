"""What the Kubernetes API server refuses for a gateway."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cdk8s import App, Chart

from llm_api_mesh import LlmGateway, MeshApp, MeshError, ProviderRef
from llm_api_mesh.spec.backends.base import Placement
from llm_api_mesh.spec.gateway import GatewayKey
from support import documents
from support.documents import Document
from support.llm_gateways import plain

HOSTS = {"ai": ["chat.example.com"], "bi": ["*.bi.example.com"]}


def admission(folder: Path, name: str = "llm", **changes: Any) -> list[Document]:
    """The objects in the file of the policy."""
    app = MeshApp(outdir=folder)
    LlmGateway(app, name, **plain({"hosts": HOSTS, "admission_policy": True, "pool_users": {}, **changes}))
    app.synth()
    assert {path.name for path in folder.iterdir()} == {f"{name}.k8s.yaml", f"{name}-admission.k8s.yaml"}
    return documents.load((folder / f"{name}-admission.k8s.yaml").read_text())


def expressions(found: list[Document], kind: str) -> list[str]:
    """The rules for a kind."""
    return [
        rule["expression"]
        for one in found
        if one["kind"] == "ValidatingAdmissionPolicy" and one["metadata"]["name"].endswith(f".{kind}")
        for rule in one["spec"]["validations"]
    ]


def test_the_objects_belong_to_the_cluster(tmp_path: Path) -> None:
    """They have no namespace, and the name of the gateway with its namespace, so two gateways have two policies."""
    found = admission(tmp_path, "edge", namespace="platform")
    assert not [one for one in found if "namespace" in one["metadata"]]
    assert {one["metadata"]["name"] for one in found} == {
        f"edge.platform.{kind}" for kind in ("virtual-services", "service-entries", "services", "addresses")
    }
    bindings = {one["spec"]["policyName"] for one in found if one["kind"] == "ValidatingAdmissionPolicyBinding"}
    assert bindings == {one["metadata"]["name"] for one in found}


def test_only_the_namespaces_of_the_gateway_are_concerned(tmp_path: Path) -> None:
    """The objects of other namespaces pass, but for the hosts of providers, and so do the platform's own."""
    found = admission(tmp_path, hosts={**HOSTS, "llm-gateway": ["own.example.com"]})
    selected = {
        one["metadata"]["name"]: one["spec"]["matchResources"]["namespaceSelector"]["matchExpressions"]
        for one in found
        if one["kind"] == "ValidatingAdmissionPolicyBinding"
    }
    name = "kubernetes.io/metadata.name"
    teams = [{"key": name, "operator": "In", "values": ["ai", "bi"]}]
    assert selected == {
        "llm.llm-gateway.virtual-services": teams,
        "llm.llm-gateway.service-entries": [{"key": name, "operator": "NotIn", "values": ["llm-gateway"]}],
        "llm.llm-gateway.services": teams,
        "llm.llm-gateway.addresses": teams,
    }


def test_the_rules_have_the_gateway_s_names(tmp_path: Path) -> None:
    """The names of lists, of providers and of the namespaces are those that routes of APIs have."""
    found = admission(tmp_path, "edge", namespace="platform", cluster_domain="corp.local", failover_backends=2)
    (policy,) = [one for one in found if one["metadata"]["name"] == "edge.platform.virtual-services"][:1]
    (condition,) = policy["spec"]["matchConditions"]
    assert 'startsWith("platform/")' in condition["expression"]
    headers, delegates, pools, copies = expressions(found, "virtual-services")
    assert 'in ["", "platform", "ai", "bi"]' in delegates
    assert 'one in ["edge-failover-2.platform.svc.corp.local"]' in pools
    assert "[.]svc[.]corp[.]local)?$" in pools
    assert "[.]svc[.]corp[.]local)?$" in copies
    placement = Placement(
        name="chat", namespace="ai", cluster_domain="corp.local", gateway=GatewayKey("platform", "edge")
    )
    host = ProviderRef(provider="openai").host(placement)
    domain = host.removeprefix("openai")
    assert f'endsWith("{domain}")' in pools
    hosts, services, exported = expressions(found, "service-entries")
    assert '!one.matches("[.](ai|bi)[.]svc[.]corp[.]local$")' in services
    assert f'!one.endsWith("{domain}")' in hosts
    assert 'one != "platform"' in exported
    assert "llm-gateway/" not in json.dumps(found)
    assert headers.count("%REQ(origin)%") == 4
    # Only in a request: an answer would show what the gateway has written for a provider.
    responses, requests = headers.split(" && variables.requests.all")
    assert "x-llm-affinity" in requests
    assert "x-llm-affinity" not in responses


def test_no_rule_needs_a_newer_kubernetes(tmp_path: Path) -> None:
    """Kubernetes 1.30 doesn't know the function `flatten`."""
    assert "flatten" not in json.dumps(admission(tmp_path))


def variables(found: list[Document]) -> dict[str, str]:
    """What the rules for VirtualServices name."""
    (policy,) = [one for one in found if one["metadata"]["name"].endswith(".virtual-services") and "spec" in one][:1]
    return {one["name"]: one["expression"] for one in policy["spec"]["variables"]}


def test_the_rules_follow_the_users_of_pools(tmp_path: Path) -> None:
    """A route leads to Services of its own namespace, and of those whose users have it; these keep their addresses."""
    found = admission(tmp_path, pool_users={"research": ["ai", "elsewhere"], "bi": ["ai"], "llm-gateway": ["bi"]})
    known = variables(found)
    assert json.loads(known["opened"]) == {"ai": "ai|bi|research", "bi": "bi|llm-gateway"}
    own = "object.metadata.namespace"
    assert known["namespaces"] == f"{own} in variables.opened ? variables.opened[{own}] : {own}"
    pools, copies = expressions(found, "virtual-services")[2:]
    pattern = 'one.matches("^[a-z0-9-]+([.](" + variables.namespaces + ")[.]svc[.]cluster[.]local)?$")'
    assert pattern in pools
    assert pattern in copies
    assert '!one.matches("[.](ai|bi|research)[.]svc[.]cluster[.]local$")' in expressions(found, "service-entries")[1]
    bindings = {
        one["spec"]["policyName"]: one["spec"]["matchResources"]["namespaceSelector"]["matchExpressions"][0]["values"]
        for one in found
        if one["kind"] == "ValidatingAdmissionPolicyBinding"
    }
    assert bindings["llm.llm-gateway.virtual-services"] == ["ai", "bi"]
    assert bindings["llm.llm-gateway.services"] == bindings["llm.llm-gateway.addresses"] == ["ai", "bi", "research"]


def test_without_users_of_others_a_route_stays_in_its_namespace(tmp_path: Path) -> None:
    """An empty list is no expression in CEL that has a type."""
    known = variables(admission(tmp_path))
    assert "opened" not in known
    assert known["namespaces"] == "object.metadata.namespace"


def test_pools_for_everyone_need_no_rules_about_destinations(tmp_path: Path) -> None:
    """The rules about headers, delegates and hosts of providers remain."""
    found = admission(tmp_path, pool_users=None)
    assert len(expressions(found, "virtual-services")) == 2
    assert len(expressions(found, "service-entries")) == 1
    assert not expressions(found, "services")
    assert not expressions(found, "addresses")


def test_a_gateway_of_its_own_namespace_has_no_teams(tmp_path: Path) -> None:
    """Then only the hosts of providers need a rule."""
    found = admission(tmp_path, hosts={"llm-gateway": ["chat.example.com"]})
    assert {one["metadata"]["name"] for one in found} == {"llm.llm-gateway.service-entries"}


def test_argo_cd_applies_the_policy_first(tmp_path: Path) -> None:
    """The policy is in the first wave, and outlasts the routes."""
    for one in admission(tmp_path, argo_cd=True):
        assert one["metadata"]["annotations"] == {"argocd.argoproj.io/sync-options": "PruneLast=true"}


def test_the_file_has_a_name_of_its_own() -> None:
    """Another chart with the name is refused."""
    app = App()
    Chart(app, "llm-admission")
    with pytest.raises(MeshError, match=r"llm-admission.*mesh-duplicate"):
        LlmGateway(app, "llm", **plain({"admission_policy": True}))


def test_without_the_policy_there_is_no_file() -> None:
    """The objects belong to the cluster, so the platform asks for them."""
    gateway = LlmGateway(MeshApp(), "llm", **plain({}))
    assert gateway.admission is None
    assert gateway.admission_policies == {}
