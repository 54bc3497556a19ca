"""Argo CD syncs a repository with the folder's YAML, under a steady load and without failed requests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.folders import MESH_FOR_ARGO_CD
from lab.argocd.git_repository import GitRepository
from lab.argocd.server import ArgoCD
from lab.cluster.client import Ref
from lab.cluster.endpoint_controller import endpoint_controller
from lab.environment import Lab
from lab.traffic.load import Load
from lab.waits import wait_for
from llm_api_mesh import Failover, LlmApiMesh, MeshApp, Model, Passthrough, Pool, Version

NAME = "meshes"
HOST = "chat.example.com"
MODEL = "llama"
BEFORE_LISTENER, BEFORE_ROUTE, SERVED = 0, 404, 200
WEIGHTS = Ref("VirtualService", "ai", "chat-versions")
FILES = {file.name: file.read_text() for file in MESH_FOR_ARGO_CD.glob("*.k8s.yaml")}
STEP = FILES["chat.k8s.yaml"].replace("weight: 90", "weight: 70").replace("weight: 10", "weight: 30")
CANARY = {**FILES, "chat.k8s.yaml": STEP}


@dataclass(frozen=True)
class Delivery:
    """A lab into which Argo CD syncs the commits of a repository."""

    lab: Lab
    argocd: ArgoCD
    repository: GitRepository

    def deliver(self, files: dict[str, str]) -> None:
        """Commit files, and wait until Argo CD has synced them."""
        self.argocd.wait_synced(NAME, self.repository.commit(files))

    def weights(self) -> list[int]:
        """The weights of the chat API's versions in the cluster."""
        routes = self.lab.cluster.get(WEIGHTS)["spec"]["http"]
        return [destination["weight"] for destination in routes[-1]["route"]]


@contextmanager
def _delivery(folder: Path) -> Iterator[Delivery]:
    """A cluster with Pods and without Istio objects, and a repository for Argo CD."""
    with Lab() as lab, endpoint_controller(lab.cluster):
        for version in ("v1", "v2"):
            labels = {"app": "chat", "version": version}
            lab.app(f"chat-{version}", namespace="ai", labels=labels, replicas=2)
        yield Delivery(lab, lab.argocd(), GitRepository(folder))


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    """One delivery for all tests; the first test finds the cluster empty."""
    with _delivery(tmp_path_factory.mktemp("repository")) as delivery:
        yield delivery


def _load(lab: Lab) -> Load:
    return Load(lambda: lab.call(host=HOST, body={"model": MODEL, "max_tokens": 1}), per_second=50)


def test_objects_are_created_in_the_right_order(delivery: Delivery) -> None:
    """Requests are served as soon as there is a route. Before that they get 404, and never 503."""
    assert _statuses_while_filling(delivery, FILES) <= {BEFORE_LISTENER, BEFORE_ROUTE, SERVED}
    assert delivery.weights() == [90, 10]


def test_a_wrong_order_is_noticed(tmp_path: Path) -> None:
    """With listener and route before Service and subsets, requests get 503: the check can fail."""
    early = dict(FILES)
    for kind in ("Gateway", "VirtualService"):
        early["chat.k8s.yaml"] = _in_wave(early["chat.k8s.yaml"], kind, wave=-1)
    with _delivery(tmp_path) as delivery:
        assert 503 in _statuses_while_filling(delivery, early)


def _statuses_while_filling(delivery: Delivery, files: dict[str, str]) -> set[int]:
    revision = delivery.repository.commit(files)
    delivery.argocd.follow(NAME, delivery.repository)
    with _load(delivery.lab) as load:
        delivery.argocd.wait_synced(NAME, revision)
        wait_for("served requests", lambda: load.answers.statuses()[SERVED] > 50)
    return set(load.answers.statuses())


def _in_wave(text: str, kind: str, wave: int) -> str:
    items = list(yaml.safe_load_all(text))
    for item in items:
        if item["kind"] == kind:
            item["metadata"]["annotations"] = {"argocd.argoproj.io/sync-wave": str(wave)}
    return yaml.safe_dump_all(items)


def test_a_canary_step_is_a_small_commit_and_can_be_reverted(delivery: Delivery) -> None:
    """A commit changes a weight and its revert changes it back, without a failed request."""
    delivery.deliver(FILES)
    with _load(delivery.lab) as load:
        delivery.deliver(CANARY)
        # Two lines, because the weights of versions with session affinity add up to 100. Otherwise it is one line.
        assert delivery.repository.changed_lines() == (2, 2)
        assert delivery.weights() == [70, 30]
        delivery.argocd.wait_synced(NAME, delivery.repository.revert())
        assert delivery.weights() == [90, 10]
    assert load.answers.statuses().keys() == {200}


POOL = Pool(
    selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)]
)
STEPS: dict[str, dict[str, Any]] = {
    "a canary": {"backend": POOL},
    "one version": {"backend": Pool(selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1")])},
    "no version": {"backend": Pool(selector={"app": "chat"}, target_port=8080)},
    "a failover": {
        "backend": Failover(backends=[POOL, Pool(name="spare", selector={"app": "chat"}, target_port=8080)])
    },
    "another Service": {"backend": Pool(name="renamed", selector={"app": "chat"}, target_port=8080)},
    "passthrough": {"backend": Pool(selector={"app": "chat"}, target_port=8080, load_balancer=Passthrough())},
    "models": {"models": [Model(name=MODEL, backend=Pool(selector={"app": "chat"}, target_port=8080))]},
}


# The gateway's clusters change their type, and a request at that moment may find no endpoint.
LOST = {"passthrough": 3}


@pytest.mark.parametrize("end", [name for name in STEPS if name != "a canary"])
def test_objects_are_removed_after_the_routes_to_them(delivery: Delivery, tmp_path: Path, end: str) -> None:
    """One commit ends or replaces a canary, and another commit restores it: no request fails."""
    before, after = (_written(tmp_path / name, STEPS[name]) for name in ("a canary", end))
    gone, added = _objects(before) - _objects(after), _objects(after) - _objects(before)
    delivery.deliver(before)
    with _load(delivery.lab) as load:
        delivery.deliver(after)
        assert not [ref for ref in gone if delivery.lab.cluster.find(ref)]
        delivery.deliver(before)
        assert not [ref for ref in added if delivery.lab.cluster.find(ref)]
    assert gone | added
    statuses = load.answers.statuses()
    assert statuses[200] > 100
    assert statuses.total() - statuses[200] <= LOST.get(end, 0)


def _written(folder: Path, what: dict[str, Any]) -> dict[str, str]:
    app = MeshApp(outdir=folder, argo_cd=True)
    LlmApiMesh(app, "chat", namespace="ai", hosts=[HOST], **what)
    app.synth()
    return {file.name: file.read_text() for file in folder.glob("*.k8s.yaml")}


def _objects(files: dict[str, str]) -> set[Ref]:
    return {Ref.of(item) for text in files.values() for item in yaml.safe_load_all(text)}


def test_a_manual_change_is_reverted(delivery: Delivery) -> None:
    """A manual change in the cluster is reverted to the committed state."""
    delivery.deliver(FILES)
    with _load(delivery.lab) as load:
        delivery.lab.cluster.kubectl(
            *("patch", "virtualservice", "chat-versions", "--namespace=ai", "--type=json"),
            '--patch=[{"op":"replace","path":"/spec/http/0/route/0/weight","value":50}]',
        )
        wait_for("the original weight", lambda: delivery.weights() == [90, 10])
    assert load.answers.statuses().keys() == {200}


def test_a_removed_api_is_pruned(delivery: Delivery) -> None:
    """An API that is removed from the repository is removed from the cluster, and the other API still serves."""
    delivery.deliver(FILES)
    gone = Ref("VirtualService", "ai", "embeddings")
    assert delivery.lab.cluster.find(gone)
    with _load(delivery.lab) as load:
        delivery.deliver({"chat.k8s.yaml": FILES["chat.k8s.yaml"]})
    assert delivery.lab.cluster.find(gone) is None
    assert load.answers.statuses().keys() == {200}
