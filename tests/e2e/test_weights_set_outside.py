"""Weights that a controller sets: Argo CD leaves them alone, and heals everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import pytest
import yaml

from lab import limits
from lab.argocd.git_repository import GitRepository
from lab.argocd.rollouts import ArgoRollouts
from lab.argocd.server import NAMESPACE as ARGO_CD
from lab.argocd.server import ArgoCD
from lab.cluster.client import Object, Ref
from lab.cluster.environment import ClusterLab
from lab.waits import wait_for
from llm_api_mesh import (
    ArgoCdProjects,
    ArgoCdSource,
    ArgoCdTeam,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    PlainHttp,
    Pool,
    Version,
)
from support import ROOT
from support.markdown import blocks

PAGE = ROOT / "docs" / "delivery.md"
APPLICATION = "llm-ai"
ROLLOUT = Ref("Rollout", "ai", "chat")
WEIGHTS = Ref("VirtualService", "ai", "chat-versions")
RULE = Ref("DestinationRule", "ai", "chat")
SECONDS = 12
"""Longer than Argo CD takes to heal a field."""
VERSIONS = [Version(name="stable", weight=100), Version(name="canary", weight=0)]


@dataclass(frozen=True)
class Delivery:
    """A cluster without pods, into which Argo CD syncs the files of a team."""

    lab: ClusterLab
    argocd: ArgoCD
    repository: GitRepository
    folder: Path

    def deliver(self, **options: Any) -> None:
        """Commit the team's APIs, and wait until Argo CD has synced them."""
        self.argocd.wait_synced(APPLICATION, self.repository.commit(_apis(self.folder, **options)))

    def weights(self) -> dict[str, int]:
        """The weights in the cluster. The API server leaves out a 0."""
        (route,) = self.lab.cluster.get(WEIGHTS)["spec"]["http"]
        return {one["destination"]["subset"]: one.get("weight", 0) for one in route["route"]}

    def patch(self, ref: Ref, *operations: Mapping[str, object]) -> None:
        """Change an object by hand."""
        self.lab.cluster.kubectl(
            *("patch", ref.kind.lower(), ref.name, f"--namespace={ref.namespace}", "--type=json"),
            *("--field-manager=somebody", f"--patch={json.dumps(operations)}"),
        )


def _apis(folder: Path, **options: Any) -> dict[str, str]:
    app = MeshApp(outdir=folder, argo_cd=True)
    gateway = LlmGatewayRef(namespace="llm-gateway", name="llm")
    pool = Pool(selector={"app": "chat"}, target_port=8080, versions=VERSIONS, weights_set_by="argo-rollouts")
    LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=pool, **options)
    app.synth()
    return {file.name: file.read_text() for file in folder.glob("*.k8s.yaml")}


def _team(folder: Path, repository: GitRepository) -> list[Object]:
    """The project and the Application of the team, as the platform's program writes them."""
    app = MeshApp(outdir=folder, argo_cd=True)
    source = ArgoCdSource(repo_url=repository.url, path=".")
    team = ArgoCdTeam(source=source, namespaces=["ai"], ignore_weights_of=["ai/chat-versions"])
    platform = ArgoCdSource(repo_url="https://git.example.com/platform/llm-gateway.git")
    LlmGateway(
        app,
        "llm",
        namespace="llm-gateway",
        hosts={"ai": ["chat.example.com"]},
        http=PlainHttp(),
        anonymous=True,
        argo_cd_projects=ArgoCdProjects(source=platform, teams={"ai": team}),
    )
    app.synth()
    return list(yaml.safe_load_all((folder / "llm-argo-cd-ai.k8s.yaml").read_text()))


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    """The API is synced, with all requests at the stable version."""
    repository = GitRepository(tmp_path_factory.mktemp("repository"))
    with ClusterLab() as lab:
        lab.cluster.require_namespace("ai")
        delivery = Delivery(lab, ArgoCD(lab.context), repository, tmp_path_factory.mktemp("apis") / "dist")
        revision = repository.commit(_apis(delivery.folder))
        for item in _team(tmp_path_factory.mktemp("gateway") / "dist", repository):
            lab.cluster.apply(item)
        delivery.argocd.wait_synced(APPLICATION, revision)
        yield delivery


def _replaced(path: str, value: object) -> Mapping[str, object]:
    return {"op": "replace", "path": path, "value": value}


def test_weights_stay_and_everything_else_is_healed(delivery: Delivery) -> None:
    """Neither time, nor a commit, nor the healing of another object touches the weights.

    The healing of the object that has them begins with the weights of the file.
    """
    assert delivery.weights() == {"stable": 100, "canary": 0}
    subsets = [one["destination"]["subset"] for one in delivery.lab.cluster.get(WEIGHTS)["spec"]["http"][0]["route"]]
    shares = {"stable": 70, "canary": 30}
    steps = [_replaced(f"/spec/http/0/route/{place}/weight", shares[name]) for place, name in enumerate(subsets)]
    delivery.patch(WEIGHTS, *[{**one, "op": "add"} for one in steps])
    sleep(SECONDS)
    assert delivery.weights() == shares
    assert delivery.argocd.status(APPLICATION).sync == "Synced"

    delivery.deliver(preset="completion-batch")
    assert delivery.weights() == shares

    host = delivery.lab.cluster.get(RULE)["spec"]["host"]
    delivery.patch(RULE, _replaced("/spec/host", "other.ai.svc.cluster.local"))
    wait_for("the healed rule", lambda: delivery.lab.cluster.get(RULE)["spec"]["host"] == host)
    assert delivery.weights() == shares

    route = delivery.lab.cluster.get(WEIGHTS)["spec"]["http"][0]["route"]
    delivery.patch(WEIGHTS, _replaced("/spec/http/0/route/0/destination/host", "other.ai.svc.cluster.local"))
    healed = route[0]["destination"]["host"]
    wait_for(
        "the healed route",
        lambda: delivery.lab.cluster.get(WEIGHTS)["spec"]["http"][0]["route"][0]["destination"]["host"] == healed,
    )
    assert delivery.weights() == {"stable": 100, "canary": 0}


def test_respecting_differences_keeps_whole_routes(delivery: Delivery) -> None:
    """With Argo CD's option `RespectIgnoreDifferences`, a change beside the weights is seen, and stays."""
    cluster = delivery.lab.cluster

    def host() -> str:
        return str(cluster.get(WEIGHTS)["spec"]["http"][0]["route"][0]["destination"]["host"])

    right = host()
    application = Ref("applications.argoproj.io", ARGO_CD, APPLICATION)
    options = cluster.get(Ref("Application", ARGO_CD, APPLICATION))["spec"]["syncPolicy"]["syncOptions"]
    path = "/spec/syncPolicy/syncOptions"
    delivery.patch(application, _replaced(path, [*options, "RespectIgnoreDifferences=true"]))
    delivery.patch(WEIGHTS, _replaced("/spec/http/0/route/0/destination/host", "other.ai.svc.cluster.local"))
    sleep(SECONDS)
    assert host() == "other.ai.svc.cluster.local"
    assert delivery.argocd.status(APPLICATION).sync == "OutOfSync"
    delivery.patch(application, _replaced(path, options))
    delivery.argocd.refresh(APPLICATION)
    wait_for("the healed route", lambda: host() == right, limits.SYNC_SECONDS)


def _rollout() -> Object:
    """The Rollout on the page about delivery."""
    (text,) = (one.text for one in blocks(PAGE) if (one.heading, one.language) == ("Argo Rollouts", "yaml"))
    found: Object = yaml.safe_load(text)
    return found


def test_argo_rollouts_shifts_the_weights(delivery: Delivery) -> None:
    """Its controller sets 20 %, sets them again after Argo CD has healed a field, sets 50 %, and ends with all."""
    rollouts = ArgoRollouts(delivery.lab.context)

    def reached(canary: int, phase: str) -> bool:
        rollouts.make_ready()
        shares = {"stable": 100 - canary, "canary": canary}
        return delivery.weights() == shares and rollouts.status(ROLLOUT).get("phase") == phase

    cluster = delivery.lab.cluster
    cluster.apply(_rollout())
    wait_for("the first version", lambda: reached(0, "Healthy"))
    delivery.patch(ROLLOUT, _replaced("/spec/template/spec/containers/0/image", "model-server:2"))
    wait_for("20 %", lambda: reached(20, "Paused"))
    sleep(SECONDS)
    assert reached(20, "Paused")
    assert delivery.argocd.status(APPLICATION).sync == "Synced"

    route = cluster.get(WEIGHTS)["spec"]["http"][0]["route"]
    delivery.patch(WEIGHTS, _replaced("/spec/http/0/route/0/destination/host", "other.ai.svc.cluster.local"))
    # Argo CD heals an object later each time that it has changed again.
    wait_for("the healed route", lambda: cluster.get(WEIGHTS)["spec"]["http"][0]["route"] == route, limits.SYNC_SECONDS)
    assert reached(20, "Paused")

    rollouts.go_on(ROLLOUT)
    wait_for("50 %", lambda: reached(50, "Paused"))
    rollouts.go_on(ROLLOUT)
    wait_for("the end", lambda: reached(0, "Healthy"))
    assert delivery.argocd.status(APPLICATION).sync == "Synced"
