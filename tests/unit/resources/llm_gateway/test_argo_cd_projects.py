"""Argo CD's projects and Applications of a gateway and of the teams behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ArgoCdProjects,
    ArgoCdSource,
    ArgoCdTeam,
    EgressGateway,
    GatewayProvider,
    LlmGateway,
    MeshApp,
    MeshError,
    OpenAI,
)
from support import documents
from support.documents import Document
from support.llm_gateways import KEY, plain

PLATFORM = ArgoCdSource(repo_url="https://git.example.com/platform/llm-gateway.git")
HOSTS = {"ai": ["chat.example.com"], "bi": ["bi.example.com"]}
OF_APIS = {
    ("", "Service"),
    ("networking.istio.io", "DestinationRule"),
    ("networking.istio.io", "VirtualService"),
    ("security.istio.io", "AuthorizationPolicy"),
    ("security.istio.io", "PeerAuthentication"),
}


def source(team: str, path: str = "dist") -> ArgoCdSource:
    """The files of a team."""
    return ArgoCdSource(repo_url=f"https://git.example.com/{team}/llm-apis.git", path=path)


def ai(**changes: Any) -> ArgoCdTeam:
    """A team with one namespace."""
    return ArgoCdTeam(**{"source": source("ai"), "namespaces": ["ai"], **changes})


def files(folder: Path, gateway: dict[str, Any] | None = None, **changes: Any) -> dict[str, str]:
    """The texts of all files of a gateway, by their names."""
    app = MeshApp(outdir=folder)
    projects = ArgoCdProjects(**{"source": PLATFORM, **changes})
    options = {"hosts": HOSTS, "argo_cd": True, "argo_cd_projects": projects, **(gateway or {})}
    LlmGateway(app, "llm", **plain(options))
    app.synth()
    return {file.name.removesuffix(".k8s.yaml"): file.read_text() for file in folder.iterdir()}


def specs(text: str) -> dict[str, Document]:
    """What a file has, by kind and name."""
    found = documents.load(text)
    for one in found:
        documents.assert_schema_valid(one)
    return {f"{one['kind']}/{one['metadata']['name']}": one["spec"] for one in found}


def kinds(project: Document) -> set[tuple[str, str]]:
    """The kinds that a project allows in its namespaces."""
    return {(one["group"], one["kind"]) for one in project["namespaceResourceWhitelist"]}


def refused(folder: Path, gateway: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    """The problems of a gateway with projects."""
    with pytest.raises(MeshError) as caught:
        files(folder, gateway, **changes)
    return [f"{one.path} {one.code}" for one in caught.value.problems]


def test_without_projects_there_are_no_files(tmp_path: Path) -> None:
    """They are written on request only."""
    without = files(tmp_path / "without", {"argo_cd_projects": None})
    found = files(tmp_path / "with")
    assert set(without) == {"llm"}
    assert set(found) == {"llm", "llm-argo-cd"}
    assert found["llm"] == without["llm"]


def test_each_owner_has_a_file(tmp_path: Path) -> None:
    """A further team changes neither the gateway's file nor that of another team."""
    before = files(tmp_path / "before", teams={"ai": ai()})
    team = ArgoCdTeam(source=source("bi"), namespaces=["bi"])
    after = files(tmp_path / "after", teams={"bi": team, "ai": ai()})
    assert after.keys() - before.keys() == {"llm-argo-cd-bi"}
    assert {name: text for name, text in after.items() if name in before} == before


def test_many_teams(tmp_path: Path) -> None:
    """The two hundredth team adds a file with two objects."""
    hosts = {f"team-{number}": [f"t{number}.example.com"] for number in range(200)}
    teams = {name: ArgoCdTeam(source=source(name), namespaces=[name]) for name in hosts}
    found = files(tmp_path, {"hosts": hosts}, teams=teams)
    assert len(found) == 202
    assert list(specs(found["llm-argo-cd-team-199"])) == ["AppProject/llm-team-199", "Application/llm-team-199"]
    assert len(documents.load(found["llm-argo-cd"])) == 2


def test_a_team_has_no_right_in_the_namespaces_of_others(tmp_path: Path) -> None:
    """Its project names its own namespaces and repository, and the kinds of APIs."""
    found = specs(files(tmp_path, teams={"ai": ai()})["llm-argo-cd-ai"])
    project = found["AppProject/llm-ai"]
    assert project["destinations"] == [{"server": "https://kubernetes.default.svc", "namespace": "ai"}]
    assert project["sourceRepos"] == ["https://git.example.com/ai/llm-apis.git"]
    assert project["clusterResourceWhitelist"] == []
    assert kinds(project) == OF_APIS
    application = found["Application/llm-ai"]
    assert application["project"] == "llm-ai"
    assert application["source"]["directory"] == {"include": "*.k8s.yaml", "exclude": "*-at-gateway.k8s.yaml"}
    assert application["syncPolicy"]["automated"] == {"prune": True, "selfHeal": True}
    assert "ignoreDifferences" not in application


def test_a_team_has_more_kinds_by_name(tmp_path: Path) -> None:
    """Those of inference pools follow from the gateway, all others are asked for."""
    changes: dict[str, Any] = {"outbound": True, "kinds": ["ConfigMap", "autoscaling/HorizontalPodAutoscaler"]}
    found = files(tmp_path, {"inference_pools": ["ai"]}, teams={"ai": ai(**changes)})
    assert kinds(specs(found["llm-argo-cd-ai"])["AppProject/llm-ai"]) - OF_APIS == {
        ("", "ConfigMap"),
        ("", "ServiceAccount"),
        ("apps", "Deployment"),
        ("autoscaling", "HorizontalPodAutoscaler"),
        ("gateway.networking.k8s.io", "HTTPRoute"),
        ("inference.networking.k8s.io", "InferencePool"),
        ("networking.istio.io", "ServiceEntry"),
        ("networking.istio.io", "Sidecar"),
        ("rbac.authorization.k8s.io", "Role"),
        ("rbac.authorization.k8s.io", "RoleBinding"),
    }


def test_only_weights_that_somebody_sets_are_ignored(tmp_path: Path) -> None:
    """Argo CD heals all other fields, and leaves the object alone while others are synced."""
    found = specs(files(tmp_path, teams={"ai": ai(ignore_weights_of=["ai/chat-versions"])})["llm-argo-cd-ai"])
    application = found["Application/llm-ai"]
    rule, weights = application["ignoreDifferences"]
    assert weights == {
        "group": "networking.istio.io",
        "kind": "VirtualService",
        "name": "chat-versions",
        "namespace": "ai",
        "jqPathExpressions": [".spec.http[].route[].weight"],
    }
    assert rule["jqPathExpressions"] == ['.spec.subsets[]?.labels["rollouts-pod-template-hash"]']
    assert application["syncPolicy"]["syncOptions"] == ["ApplyOutOfSyncOnly=true"]


def test_weights_of_another_team_are_not_ignored(tmp_path: Path) -> None:
    """The Application has no such object."""
    teams = {"ai": ai(ignore_weights_of=["bi/chat-versions"])}
    assert refused(tmp_path, teams=teams) == ["argo_cd_projects.teams[ai].ignore_weights_of argo-cd-project"]


@pytest.mark.parametrize("path", ["dist/prod", "."])
def test_each_file_has_an_application_on_request(tmp_path: Path, path: str) -> None:
    """Its name has a dot, so that no file is called like the Application of another project."""
    teams = {"ai": ai(application_for_each_file=True, at_gateway=True, source=source("ai", path))}
    text = files(tmp_path, teams=teams)["llm-argo-cd-ai"]
    assert text.count("argocd.argoproj.io/sync-options: Prune=false") == 1
    found = specs(text)
    assert set(found) == {
        "AppProject/llm-ai",
        "ApplicationSet/llm-ai",
        "AppProject/llm-ai-at-gateway",
        "Application/llm-ai-at-gateway",
    }
    whole = found["ApplicationSet/llm-ai"]
    folder = "" if path == "." else "dist/prod/"
    assert whole["generators"][0]["git"]["files"] == [
        {"path": f"{folder}*.k8s.yaml"},
        {"path": f"{folder}*/*", "exclude": True},
        {"path": f"{folder}*-at-gateway.k8s.yaml", "exclude": True},
    ]
    template = whole["template"]
    assert template["metadata"]["name"] == 'llm-ai.{{ .path.filename | trimSuffix ".k8s.yaml" }}'
    assert template["spec"]["project"] == "llm-ai"
    assert template["spec"]["source"]["path"] == path
    assert template["spec"]["source"]["directory"] == {"include": "{{ .path.filename }}"}


def test_argo_cd_may_apply_the_kinds_that_the_files_have(tmp_path: Path) -> None:
    """An ApplicationSet is a further one."""
    found = files(tmp_path, app_of_apps=True, teams={"ai": ai(application_for_each_file=True)})
    assert {kind for _, kind in kinds(specs(found["llm-argo-cd"])["AppProject/llm-argo-cd"])} == {
        "AppProject",
        "Application",
        "ApplicationSet",
    }


def test_settings_at_the_gateway_are_synced_by_hand(tmp_path: Path) -> None:
    """They are EnvoyFilters in the gateway's namespace, and only people of the platform's team start their sync."""
    teams = {"ai": ai(at_gateway=True, groups=["team-ai"])}
    found = specs(files(tmp_path, teams=teams, groups=["team-platform"])["llm-argo-cd-ai"])
    project = found["AppProject/llm-ai-at-gateway"]
    assert [one["namespace"] for one in project["destinations"]] == ["llm-gateway"]
    assert kinds(project) == {("networking.istio.io", "EnvoyFilter")}
    assert project["roles"][0]["groups"] == ["team-platform"]
    application = found["Application/llm-ai-at-gateway"]
    assert "automated" not in application["syncPolicy"]
    assert application["source"]["directory"] == {"include": "*-at-gateway.k8s.yaml"}
    assert found["AppProject/llm-ai"]["roles"][0]["groups"] == ["team-ai"]


def test_the_gateway_s_project_has_what_its_files_hold(tmp_path: Path) -> None:
    """The Application takes the gateway's files by name, and the egress gateway's namespace is a destination."""
    provider = GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=["ai"], secret="provider")  # noqa: S106
    gateway: dict[str, Any] = {
        "admission_policy": True,
        "providers": {"openai": provider},
        "egress_gateway": EgressGateway(namespace="istio-egress"),
    }
    found = specs(files(tmp_path, gateway)["llm-argo-cd"])
    project = found["AppProject/llm"]
    assert [one["namespace"] for one in project["destinations"]] == ["llm-gateway", "istio-egress"]
    assert {one["kind"] for one in project["clusterResourceWhitelist"]} == {
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
    }
    directory = found["Application/llm"]["source"]["directory"]
    assert directory == {"include": "{llm.k8s.yaml,llm-admission.k8s.yaml,llm-egress.k8s.yaml}"}


def test_people_see_and_sync_and_change_nothing_else(tmp_path: Path) -> None:
    """A role gives no right to change an Application or to delete its objects."""
    (role,) = specs(files(tmp_path, teams={"ai": ai(groups=["b", "a"])})["llm-argo-cd-ai"])["AppProject/llm-ai"][
        "roles"
    ]
    assert role["groups"] == ["a", "b"]
    assert role["policies"] == [
        "p, proj:llm-ai:owner, applications, get, llm-ai/*, allow",
        "p, proj:llm-ai:owner, applications, sync, llm-ai/*, allow",
    ]


def test_argo_cd_applies_the_projects_on_request(tmp_path: Path) -> None:
    """An Application of a project of its own applies all files of projects, in Argo CD's namespace and cluster."""
    found = files(tmp_path, app_of_apps=True, namespace="gitops", server="https://10.1.2.3:6443", teams={"ai": ai()})
    own = specs(found["llm-argo-cd"])
    project = own["AppProject/llm-argo-cd"]
    assert project["destinations"] == [{"server": "https://kubernetes.default.svc", "namespace": "gitops"}]
    assert kinds(project) == {("argoproj.io", "AppProject"), ("argoproj.io", "Application")}
    directory = own["Application/llm-argo-cd"]["source"]["directory"]
    assert directory == {"include": "{llm-argo-cd.k8s.yaml,llm-argo-cd-*.k8s.yaml}"}
    assert own["Application/llm"]["destination"]["server"] == "https://10.1.2.3:6443"
    places = {one["metadata"]["namespace"] for one in documents.load(found["llm-argo-cd-ai"])}
    assert places == {"gitops"}


def test_projects_need_an_order(tmp_path: Path) -> None:
    """Without `argo_cd`, Argo CD would apply routes before what they lead to."""
    assert refused(tmp_path, {"argo_cd": False}) == ["argo_cd_projects argo-cd-project"]


@pytest.mark.parametrize("namespace", ["llm-gateway", "argocd", "other"])
def test_a_team_s_namespace_is_its_own(tmp_path: Path, namespace: str) -> None:
    """It is neither the gateway's nor Argo CD's, and has hosts at the gateway."""
    teams = {"ai": ai(namespaces=[namespace])}
    assert refused(tmp_path, teams=teams) == ["argo_cd_projects.teams[ai].namespaces argo-cd-project"]


def test_two_teams_share_neither_a_namespace_nor_a_folder(tmp_path: Path) -> None:
    """Each of them would undo what the other one does."""
    assert refused(tmp_path, teams={"ai": ai(), "bi": ai()}) == [
        "argo_cd_projects.teams[bi].namespaces argo-cd-project",
        "argo_cd_projects.teams[bi].source argo-cd-project",
    ]
    one = source("all", "dist/ai")
    other = source("all", "dist/bi")
    files(tmp_path, teams={"ai": ai(source=one), "bi": ArgoCdTeam(source=other, namespaces=["bi"])})


@pytest.mark.parametrize("name", ["argo-cd", "at-gateway", "ai-at-gateway"])
def test_a_team_isn_t_called_like_another_project(tmp_path: Path, name: str) -> None:
    """The gateway has projects with such names."""
    assert refused(tmp_path, teams={name: ai()}) == ["argo_cd_projects.teams name-invalid"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "*",
        "https://git.example.com/*",
        "!https://git.example.com/ai",
        "https://user:word@git.example.com/ai",
        "https://token@git.example.com/ai",
        "ssh://git:word@git.example.com/ai",
        "git.example.com/ai",
        "https://git.example.com/a b",
    ],
)
def test_a_source_is_one_repository_without_a_password(tmp_path: Path, url: str) -> None:
    """A project takes a repository for a pattern, and everyone reads an Application."""
    assert refused(tmp_path, source=ArgoCdSource(repo_url=url)) == ["argo_cd_projects.source.repo_url argo-cd-source"]


@pytest.mark.parametrize(
    "url", ["ssh://git@git.example.com:2222/ai/apis.git", "git@git.example.com:ai/apis.git", "file:///srv/apis"]
)
def test_a_source_may_be_reached_by_ssh(tmp_path: Path, url: str) -> None:
    """The user of SSH isn't a secret."""
    files(tmp_path, source=ArgoCdSource(repo_url=url))


@pytest.mark.parametrize(
    ("field", "value"),
    [("path", "../dist"), ("path", "/dist"), ("path", ""), ("target_revision", "a b"), ("target_revision", "")],
)
def test_a_folder_and_a_revision(tmp_path: Path, field: str, value: str) -> None:
    """A path stays within the repository."""
    given = {"repo_url": PLATFORM.repo_url, field: value}
    assert refused(tmp_path, source=ArgoCdSource(**given)) == [f"argo_cd_projects.source.{field} argo-cd-source"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"kinds": ["*"]}, "teams[ai].kinds[0]"),
        ({"kinds": ["apps/*"]}, "teams[ai].kinds[0]"),
        ({"kinds": ["apps/v1/Deployment"]}, "teams[ai].kinds[0]"),
        ({"groups": ["a, b"]}, "teams[ai].groups[0]"),
        ({"groups": ["a\nb"]}, "teams[ai].groups[0]"),
        ({"groups": ["a\x7fb"]}, "teams[ai].groups[0]"),
        ({"groups": ["="]}, "teams[ai].groups[0]"),
        ({"groups": ["<<"]}, "teams[ai].groups[0]"),
    ],
)
def test_kinds_and_groups_are_named_one_by_one(tmp_path: Path, changes: dict[str, Any], path: str) -> None:
    """No pattern gives a right that nobody has read."""
    assert refused(tmp_path, teams={"ai": ai(**changes)}) == [f"argo_cd_projects.{path} argo-cd-source"]


def test_a_server_is_an_address(tmp_path: Path) -> None:
    """A project takes a server for a pattern, too."""
    assert refused(tmp_path, server="*") == ["argo_cd_projects.server argo-cd-source"]


def test_the_files_are_the_gateway_s(tmp_path: Path) -> None:
    """No other construct writes them, and no other gateway has a project with their names."""
    app = MeshApp(outdir=tmp_path)
    projects = ArgoCdProjects(source=PLATFORM, app_of_apps=True)
    options = {"argo_cd": True, "argo_cd_projects": projects}
    LlmGateway(app, "llm-argo-cd", **plain(options))
    LlmGateway(app, "llm", **plain(options))
    with pytest.raises(MeshError, match="llm-argo-cd"):
        app.synth()


def test_a_project_can_be_patched() -> None:
    """The objects are attributes, by kind and name."""
    options = {"argo_cd": True, "argo_cd_projects": ArgoCdProjects(source=PLATFORM)}
    gateway = LlmGateway(MeshApp(), "llm", **plain(options))
    assert list(gateway.argo_cd_objects) == ["AppProject/llm", "Application/llm"]
    assert list(gateway.argo_cd_charts) == ["llm-argo-cd"]
