"""Argo CD applies the projects and Applications that an LlmGateway writes, and by them the gateway and an API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import yaml

from e2e.support.llm_apis import ACCOUNT, LABELS, NAME, NAMESPACE, pods, written_gateway
from lab.argocd.git_repository import GitRepository
from lab.argocd.server import NAMESPACE as ARGO_CD
from lab.argocd.server import ArgoCD
from lab.cluster.client import Cluster, Ref
from lab.cluster.endpoint_controller import endpoint_controller
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import ArgoCdProjects, ArgoCdSource, ArgoCdTeam, LlmApiMesh, LlmGatewayRef, MeshApp, Pool

HOST = "chat.example.com"
HOSTS = {"ai": [HOST]}
PROJECTS = f"{NAME}-argo-cd"
TEAM = f"{NAME}-ai"


@dataclass(frozen=True)
class Owners:
    """A cluster with Argo CD, and the repositories of the platform's team and of an API's team."""

    lab: Lab
    argocd: ArgoCD
    platform: GitRepository
    team: GitRepository

    def statuses(self) -> dict[int, int]:
        """The status of one request to the API."""
        with self.lab.through(pods(self.lab)):
            return dict(self.lab.call(host=HOST, body={"model": "llama", "max_tokens": 1}).statuses())


def _files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.glob("*.k8s.yaml")}


def _apis(folder: Path, *more: str) -> dict[str, str]:
    """The team's files: an API with a host at the gateway, and perhaps more APIs."""
    app = MeshApp(outdir=folder, argo_cd=True)
    gateway = LlmGatewayRef(namespace=NAMESPACE, name=NAME, selector=LABELS, service_account=ACCOUNT)
    pool = Pool(selector={"app": "chat"}, target_port=8080)
    LlmApiMesh(app, "chat", namespace="ai", hosts=[HOST], gateway=gateway, backend=pool)
    for name in more:
        other = pool.model_copy(update={"name": name})
        LlmApiMesh(app, name, namespace="ai", hosts=[f"{name}.example.com"], gateway=gateway, backend=other)
    app.synth()
    return _files(folder)


@pytest.fixture(scope="module")
def owners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owners]:
    """Both repositories are there, and the cluster has Pods and Argo CD without any project of theirs."""
    with Lab() as lab, endpoint_controller(lab.cluster):
        lab.app("chat", namespace="ai", labels={"app": "chat"})
        pods(lab)
        platform, team = (GitRepository(tmp_path_factory.mktemp(name)) for name in ("platform", "team"))
        yield Owners(lab, lab.argocd(), platform, team)


@pytest.fixture(scope="module")
def delivered(owners: Owners, tmp_path_factory: pytest.TempPathFactory) -> Owners:
    """One file is applied by hand, once. All others follow from it: the projects, the gateway and the API."""
    team = ArgoCdTeam(source=ArgoCdSource(repo_url=owners.team.url, path="."), namespaces=["ai"], at_gateway=True)
    projects = ArgoCdProjects(
        source=ArgoCdSource(repo_url=owners.platform.url, path="."), teams={"ai": team}, app_of_apps=True
    )
    revision = owners.team.commit(_apis(tmp_path_factory.mktemp("first") / "dist"))
    folder = tmp_path_factory.mktemp("gateway") / "dist"
    gateway = _files(written_gateway(folder, hosts=HOSTS, argo_cd=True, argo_cd_projects=projects))
    platform = owners.platform.commit(gateway)
    for item in yaml.safe_load_all(gateway[f"{PROJECTS}.k8s.yaml"]):
        owners.lab.cluster.apply(item)
    wait_for("the team's Application", lambda: owners.lab.cluster.find(Ref("Application", ARGO_CD, TEAM)))
    owners.argocd.wait_synced(PROJECTS, platform)
    owners.argocd.wait_synced(NAME, platform)
    owners.argocd.wait_synced(TEAM, revision)
    return owners


def test_from_nothing_to_answers(delivered: Owners) -> None:
    """The API answers, and the Application for settings at the gateway has nothing to do."""
    wait_for("answers", lambda: delivered.statuses() == {200: 1})
    at_gateway = f"{TEAM}-at-gateway"
    wait_for("the Application of settings", lambda: delivered.argocd.status(at_gateway).sync == "Synced")


PORT = {"name": "http", "number": 8081, "protocol": "HTTP"}
REFUSED = {
    "in the gateway's namespace": {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": {"name": "refused", "namespace": NAMESPACE},
        "spec": {"hosts": ["a.example.com"], "http": [{"directResponse": {"status": 200}}]},
    },
    "in Argo CD's namespace": {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "AppProject",
        "metadata": {"name": "refused", "namespace": ARGO_CD},
        "spec": {"sourceRepos": ["*"], "destinations": [{"server": "*", "namespace": "*"}]},
    },
    "of another kind": {
        "apiVersion": "networking.istio.io/v1",
        "kind": "Gateway",
        "metadata": {"name": "refused", "namespace": "ai"},
        "spec": {
            "selector": LABELS,
            "servers": [{"hosts": ["*"], "port": {"name": "a", "number": 81, "protocol": "HTTP"}}],
        },
    },
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_team_s_project_refuses_an_object_in_the_gateway_s_namespace(
    delivered: Owners, tmp_path: Path, kind: str
) -> None:
    """The API goes on as it is, and the next commit is synced although the refused one would still be tried again."""
    item = REFUSED[kind]
    # Nothing is removed: by default, Argo CD waits for the garbage collector, which doesn't run in the lab.
    later = [f"later-{number}" for number in range(1 + list(REFUSED).index(kind))]
    files = _apis(tmp_path / "team", *later[:-1])
    refused = delivered.team.commit({**files, "refused.k8s.yaml": yaml.safe_dump(item)})
    delivered.argocd.wait_refused(TEAM, refused, "is not permitted in project")
    assert delivered.lab.cluster.find(Ref.of(item)) is None
    assert delivered.statuses() == {200: 1}
    delivered.argocd.wait_synced(TEAM, delivered.team.commit(_apis(tmp_path / "later", *later)))
    assert delivered.lab.cluster.find(Ref("VirtualService", "ai", later[-1]))


def test_each_file_has_an_application(delivered: Owners, tmp_path: Path) -> None:
    """A file that is added or removed by the team adds or removes an Application with its objects, and no other."""
    argocd, cluster = delivered.argocd, delivered.lab.cluster
    for name in (PROJECTS, TEAM):  # an object belongs to one Application
        argocd.leave(name)
    argocd.start_application_sets()
    source = ArgoCdSource(repo_url=delivered.platform.url, path=".")
    team = ArgoCdTeam(
        source=ArgoCdSource(repo_url=delivered.team.url, path="."), namespaces=["ai"], application_for_each_file=True
    )
    projects = ArgoCdProjects(source=source, teams={"ai": team}, app_of_apps=True)
    revision = delivered.team.commit(_apis(tmp_path / "team", "second"))
    written = written_gateway(tmp_path / "gateway", hosts=HOSTS, argo_cd=True, argo_cd_projects=projects)
    for item in yaml.safe_load_all((written / f"{PROJECTS}-ai.k8s.yaml").read_text()):
        cluster.apply(item)
    for name in ("chat", "second"):
        one = Ref("Application", ARGO_CD, f"{TEAM}.{name}")
        wait_for(f"the Application of {name}", partial(cluster.find, one))
        argocd.wait_synced(one.name, revision)
    assert delivered.statuses() == {200: 1}
    delivered.team.commit(_apis(tmp_path / "again"))
    argocd.refresh_set(TEAM)
    wait_for("the end of the second API", partial(_ends, cluster, Ref("VirtualService", "ai", "second")))
    assert cluster.find(Ref("Application", ARGO_CD, f"{TEAM}.chat"))
    assert delivered.statuses() == {200: 1}


def _ends(cluster: Cluster, ref: Ref) -> bool:
    """Tell whether an object is gone, or waits for the garbage collector, which doesn't run in the lab."""
    found = cluster.find(ref)
    return found is None or "deletionTimestamp" in found["metadata"]
