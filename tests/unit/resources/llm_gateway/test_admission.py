"""What the Kubernetes API server refuses for a gateway."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cdk8s import App, Chart, JsonPatch

from llm_api_mesh import (
    ALL_POOL_USERS,
    ApiKeys,
    ExistingPods,
    Failover,
    JwtRule,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    Maglev,
    MeshApp,
    MeshError,
    Pool,
    ProviderRef,
    RingHash,
)
from llm_api_mesh.spec.backends.base import Placement
from llm_api_mesh.spec.consistent_hash import LARGEST_RING, LARGEST_TABLE
from llm_api_mesh.spec.gateway import GatewayKey
from support import ROOT, documents
from support.documents import Document
from support.llm_gateways import plain

HOSTS = {"ai": ["chat.example.com"], "bi": ["*.bi.example.com"]}


def admission(folder: Path, name: str = "llm", **changes: Any) -> list[Document]:
    """The objects in the file of the policy."""
    app = MeshApp(outdir=folder)
    LlmGateway(app, name, **plain({"hosts": HOSTS, "admission_policy": True, **changes}))
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
    kinds = ("virtual-services", "service-entries", "destination-rules", "http-routes", "services", "addresses")
    assert {one["metadata"]["name"] for one in found} == {f"edge.platform.{kind}" for kind in kinds}
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
        "llm.llm-gateway.destination-rules": [{"key": name, "operator": "NotIn", "values": ["llm-gateway"]}],
        "llm.llm-gateway.http-routes": [{"key": name, "operator": "NotIn", "values": ["llm-gateway"]}],
        "llm.llm-gateway.services": teams,
        "llm.llm-gateway.addresses": teams,
    }


def test_the_rules_have_the_gateway_s_names(tmp_path: Path) -> None:
    """The names of lists, of providers and of the namespaces are those that routes of APIs have."""
    found = admission(tmp_path, "edge", namespace="platform", cluster_domain="corp.local", failover_backends=2)
    (policy,) = [one for one in found if one["metadata"]["name"] == "edge.platform.virtual-services"][:1]
    (condition,) = policy["spec"]["matchConditions"]
    assert 'startsWith("platform/")' in condition["expression"]
    headers, _, _, delegates, pools, copies, *_ = expressions(found, "virtual-services")
    assert 'in ["", "platform", "ai", "bi"]' in delegates
    assert 'one in ["edge-failover-2.platform.svc.corp.local"]' in pools
    assert "[.]svc[.]corp[.]local)?$" in pools
    assert "[.]svc[.]corp[.]local)?$" in copies
    assert "-(failover-[0-9]+|pools-istio)[.]platform[.]svc[.]corp[.]local$" in pools
    assert 'endsWith(".platform.llm-gateway.internal")' in pools
    assert "platform/edge(-slot-[0-9]+)?$" in variables(found)["elsewhere"]
    placement = Placement(
        api="chat", name="chat", namespace="ai", cluster_domain="corp.local", gateway=GatewayKey("platform", "edge")
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
    found = admission(tmp_path, pool_users={"research": ["ai"], "bi": ["ai"], "llm-gateway": ["bi"]})
    known = variables(found)
    assert json.loads(known["opened"]) == {"ai": "ai|bi|research", "bi": "bi|llm-gateway"}
    own = "object.metadata.namespace"
    # A delegate doesn't say at which gateway its routes are.
    of_route = f"({own} in variables.opened ? variables.opened[{own}] : {own})"
    assert known["namespaces"] == f'variables.delegate ? "ai|bi|research" : {of_route}'
    pools, copies = expressions(found, "virtual-services")[4:6]
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


@pytest.mark.parametrize("kind", ["delegates", "destinations", "copies"])
def test_another_gateway_of_the_namespace_has_its_own_policy(tmp_path: Path, kind: str) -> None:
    """A gateway doesn't check what routes at another one lead to, but all routes of the namespace have no commands."""
    found = admission(tmp_path)
    headers, _, _, *others = expressions(found, "virtual-services")[:6]
    assert "elsewhere" not in headers
    (one,) = [one for one in others if kind in one.replace("one.delegate)", "delegates")]
    assert one.startswith("variables.elsewhere || ")


def gateways_of(folder: Path, name: str) -> set[str]:
    """The names of the Gateways at which an API has routes, if the LLM gateway has a name."""
    app = MeshApp(outdir=folder)
    gateway = LlmGatewayRef(namespace="llm-gateway", name=name, providers={"azure": ["ai"]})
    pool = Pool(selector={"app": "llama"}, target_port=8000)
    both = Failover(backends=[pool, ProviderRef(provider="azure", model="m")])
    LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=both)
    app.synth()
    routes = [one for one in documents.load((folder / "chat.k8s.yaml").read_text()) if one["kind"] == "VirtualService"]
    return {gateway for one in routes for gateway in one["spec"].get("gateways", ["mesh"])} - {"mesh"}


def test_a_gateway_knows_its_own_gateways(tmp_path: Path) -> None:
    """They are those of its APIs, in both forms of their names, and not those of another gateway of the namespace."""
    found = variables(admission(tmp_path / "platform", name="llm"))["elsewhere"]
    (pattern,) = re.findall(r'matches\("([^"]*)"\)', found)
    own, others = gateways_of(tmp_path / "one", "llm"), gateways_of(tmp_path / "two", "llm2")
    assert own == {"llm-gateway/llm", "llm-gateway/llm-slot-0", "llm-gateway/llm-slot-1"}
    dotted = {".".join(reversed(one.split("/"))) for one in own}
    for one in (*own, *dotted, *(f"{one}.svc.cluster.local" for one in dotted)):
        assert re.search(pattern, one)
    for one in (
        *others,
        "llm2.llm-gateway",
        "llm-gateway/public",
        "other/llm",
        "llm.other",
        "llm",
        "a/llm.llm-gateway",
    ):
        assert not re.search(pattern, one)


def test_a_delegate_may_be_for_any_gateway_of_the_namespace(tmp_path: Path) -> None:
    """It has no gateways of its own, so the failovers and providers of all of them are accepted."""
    pools = expressions(admission(tmp_path), "virtual-services")[4]
    _, delegates = pools.split("variables.delegate ? ")
    every, own = delegates.split(" : ")
    (pattern,) = re.findall(r'matches\("([^"]*)"\)', every)
    assert re.search(pattern, "llm2-failover-2.llm-gateway.svc.cluster.local")
    assert not re.search(pattern, "llm2-failover-2.other.svc.cluster.local")
    assert 'endsWith(".llm-gateway.llm-gateway.internal")' in every
    assert 'endsWith(".llm.llm-gateway.llm-gateway.internal")' in own


def test_without_users_of_others_a_route_stays_in_its_namespace(tmp_path: Path) -> None:
    """An empty list is no expression in CEL that has a type."""
    known = variables(admission(tmp_path))
    assert "opened" not in known
    assert known["namespaces"] == 'variables.delegate ? "ai|bi" : object.metadata.namespace'


def test_pools_for_everyone_need_no_rules_about_destinations(tmp_path: Path) -> None:
    """The rules about headers, expressions, numbers of copies, delegates, values and hosts of providers remain."""
    found = admission(tmp_path, pool_users=ALL_POOL_USERS)
    assert len(expressions(found, "virtual-services")) == 9
    assert len(expressions(found, "service-entries")) == 1
    assert not expressions(found, "services")
    assert not expressions(found, "addresses")


def test_a_gateway_of_its_own_namespace_has_no_teams(tmp_path: Path) -> None:
    """Then only the hosts of providers, large rings and the routes of other namespaces need a rule."""
    found = admission(tmp_path, hosts={"llm-gateway": ["chat.example.com"]})
    assert {one["metadata"]["name"] for one in found} == {
        "llm.llm-gateway.service-entries",
        "llm.llm-gateway.destination-rules",
        "llm.llm-gateway.http-routes",
    }


def test_only_gateways_of_the_gateway_api_need_a_rule_about_http_routes(tmp_path: Path) -> None:
    """Existing pods have none, unless there are inference pools, whose namespaces may write HTTPRoutes."""
    pods = ExistingPods(selector={"app": "gateway"}, service_account="gateway")
    assert not expressions(admission(tmp_path / "existing", pods=pods), "http-routes")
    (rule,) = expressions(admission(tmp_path / "pools", pods=pods, inference_pools=["ai"]), "http-routes")
    assert '(one.name == "llm-pools" && object.metadata.namespace in ["ai"])' in rule


def test_rings_are_bounded_as_those_of_programs(tmp_path: Path) -> None:
    """What a program may write passes: the bounds are its own. Objects that don't reach the gateway pass as well."""
    rule, _ = expressions(admission(tmp_path, "edge", namespace="platform"), "destination-rules")
    exported, _, bounds = rule.partition(" || variables.hashes")
    assert 'one != "*" && one != "platform"' in exported
    assert re.findall("<= ([0-9]+)", bounds) == [str(LARGEST_RING), str(LARGEST_RING), str(LARGEST_TABLE)]
    assert Maglev(table_size=LARGEST_TABLE).table_size == LARGEST_TABLE
    assert RingHash(minimum_ring_size=LARGEST_RING).minimum_ring_size == LARGEST_RING


def test_argo_cd_applies_the_policy_first(tmp_path: Path) -> None:
    """The policy is in the first wave, and outlasts the routes."""
    for one in admission(tmp_path, argo_cd=True):
        assert one["metadata"]["annotations"] == {"argocd.argoproj.io/sync-options": "PruneLast=true"}


def test_the_team_s_page_has_each_text_of_the_policy(tmp_path: Path) -> None:
    """A team sees the texts only when the API server refuses an object."""
    page = (ROOT / "docs" / "api-team.md").read_text(encoding="utf-8")
    shown = [text.removesuffix(" ...") for text in re.findall(r"\| `([A-Z][^`|]{20,})` \|", page)]
    policies = [one for one in admission(tmp_path) if one["kind"] == "ValidatingAdmissionPolicy"]
    texts = {rule["message"] for one in policies for rule in one["spec"]["validations"]}
    assert len(shown) >= 8
    for text in texts - {"The hosts of the gateway's providers are the platform's."}:
        assert any(text.startswith(begin) for begin in shown), text


def test_a_patch_lets_a_controller_pass(tmp_path: Path) -> None:
    """Other software than Kubernetes' own controllers writes addresses as well."""
    app = MeshApp(outdir=tmp_path)
    llm = LlmGateway(app, "llm", **plain({"admission_policy": True}))
    user = {"name": "another-user", "expression": 'request.userInfo.username != "a"'}
    for kind in ("services", "addresses"):
        policy = llm.admission_policies[f"ValidatingAdmissionPolicy/llm.llm-gateway.{kind}"]
        policy.add_json_patch(JsonPatch.add("/spec/matchConditions", [user]))
    app.synth()
    written = documents.load((tmp_path / "llm-admission.k8s.yaml").read_text())
    assert [one["spec"].get("matchConditions") for one in written].count([user]) == 2


def test_the_file_has_a_name_of_its_own() -> None:
    """Another chart with the name is refused."""
    app = App()
    Chart(app, "llm-admission")
    with pytest.raises(MeshError, match=r"llm-admission.*chart-duplicate"):
        LlmGateway(app, "llm", **plain({"admission_policy": True}))


def test_without_the_policy_there_is_no_file() -> None:
    """The objects belong to the cluster, so the platform asks for them."""
    gateway = LlmGateway(MeshApp(), "llm", **plain({}))
    assert gateway.admission is None
    assert gateway.admission_policies == {}


@pytest.mark.parametrize(
    ("credentials", "known"),
    [
        ({}, 0),
        ({"jwt_rules": [JwtRule(issuer="https://issuer.example.com", audiences=["llm"])]}, 1),
        ({"api_keys": ApiKeys(secret="api-keys")}, 1),  # noqa: S106
    ],
)
def test_routes_state_nothing_of_callers(tmp_path: Path, credentials: dict[str, Any], known: int) -> None:
    """At a gateway that knows callers, only the gateway does."""
    found = expressions(admission(tmp_path, **credentials), "virtual-services")
    assert [bool(re.search(r"x\[-_\]llm\[-_\]\(?.*subject", one)) for one in found].count(True) == known
