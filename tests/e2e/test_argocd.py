"""Argo CD syncs repositories with the YAML of the library, under a steady load and without failed requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.folders import MESH_FOR_ARGO_CD
from e2e.support.llm_apis import ACCOUNT, DRAIN_SECONDS, LABELS, NAMESPACE, pods, written_gateway
from e2e.support.llm_apis import NAME as GATEWAY
from lab.apps.app import App
from lab.argocd.git_repository import GitRepository
from lab.argocd.server import ArgoCD
from lab.cluster.client import Ref
from lab.cluster.endpoint_controller import endpoint_controller
from lab.environment import Lab
from lab.traffic.call import Answers
from lab.traffic.load import Load
from lab.waits import wait_for
from llm_api_mesh import ConsistentHash, Failover, LlmApiMesh, LlmGatewayRef, MeshApp, Model, Passthrough, Pool, Version
from support.apps import PLAIN_GATEWAY

NAME = "meshes"
TEAM, TEAM_HOST, SMALL_HOST = "research", "research.example.com", "small.example.com"
OTHERS, OTHERS_HOST = "others", "others.example.com"
HOST = "chat.example.com"
MODEL = "llama"
BEFORE_LISTENER, BEFORE_ROUTE, SERVED = 0, 404, 200
WEIGHTS = Ref("VirtualService", "ai", "chat-versions")
FILES = {file.name: file.read_text() for file in MESH_FOR_ARGO_CD.glob("*.k8s.yaml")}
STEP = FILES["chat.k8s.yaml"].replace("weight: 10", "weight: 30")
CANARY = {**FILES, "chat.k8s.yaml": STEP}

# What the teams know of the gateway.
REF = LlmGatewayRef(namespace=NAMESPACE, name=GATEWAY, selector=LABELS, service_account=ACCOUNT)
HOSTS = {"ai": [HOST], TEAM: [TEAM_HOST, SMALL_HOST], OTHERS: [OTHERS_HOST]}
# The kinds that a team may create, in its own namespace.
KINDS = (
    "/Service",
    "networking.istio.io/DestinationRule",
    "networking.istio.io/VirtualService",
    "security.istio.io/AuthorizationPolicy",
    "security.istio.io/PeerAuthentication",
)


@dataclass(frozen=True)
class Delivery:
    """A lab into which Argo CD syncs the commits of a repository."""

    lab: Lab
    argocd: ArgoCD
    repository: GitRepository
    name: str = NAME
    """Name of the application."""

    def deliver(self, files: Mapping[str, str]) -> None:
        """Commit files, and wait until Argo CD has synced them."""
        self.argocd.wait_synced(self.name, self.repository.commit(files))

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


def _send(lab: Lab, host: str = HOST, **headers: str) -> Answers:
    return lab.call(host=host, body={"model": MODEL, "max_tokens": 1}, headers=headers)


def _load(lab: Lab, host: str = HOST) -> Load:
    return Load(lambda: _send(lab, host), per_second=50)


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


def _statuses_while_filling(delivery: Delivery, files: Mapping[str, str]) -> set[int]:
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
        assert delivery.repository.changed_lines() == (1, 1)
        assert delivery.weights() == [90, 30]
        delivery.argocd.wait_synced(NAME, delivery.repository.revert())
        assert delivery.weights() == [90, 10]
    assert load.answers.statuses().keys() == {200}


@pytest.fixture(scope="module")
def platform(delivery: Delivery, tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """An LLM gateway, which Argo CD syncs from the repository of the platform's team by a project of its own."""
    lab = delivery.lab
    for namespace in HOSTS:
        lab.cluster.require_namespace(namespace)
    pods(lab)
    repository = GitRepository(tmp_path_factory.mktemp("platform"))
    platform = Delivery(lab, delivery.argocd, repository, "platform")
    delivery.argocd.allow("platform", repository, NAMESPACE)
    folder = written_gateway(tmp_path_factory.mktemp("gateway"), hosts=HOSTS, argo_cd=True)
    revision = repository.commit(_files(folder))
    delivery.argocd.follow("platform", repository, project="platform", namespace=NAMESPACE)
    delivery.argocd.wait_synced("platform", revision)
    return platform


POOL = Pool(
    selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)]
)
STICKY = POOL.model_copy(update={"load_balancer": ConsistentHash(header="x-session-id")})
STEPS: dict[str, dict[str, Any]] = {
    "one version": {"backend": Pool(selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1")])},
    "no version": {"backend": Pool(selector={"app": "chat"}, target_port=8080)},
    "another Service": {"backend": Pool(name="renamed", selector={"app": "chat"}, target_port=8080)},
}
STEPS_BEHIND: dict[str, dict[str, Any]] = {
    **STEPS,
    "a failover": {
        "backend": Failover(backends=[STICKY, Pool(name="spare", selector={"app": "chat"}, target_port=8080)])
    },
    "passthrough": {"backend": Pool(selector={"app": "chat"}, target_port=8080, load_balancer=Passthrough())},
    "models": {"models": [Model(name=MODEL, backend=Pool(selector={"app": "chat"}, target_port=8080))]},
}


# The gateway's clusters change their type, and a request at that moment may find no endpoint.
LOST = {"passthrough": 3}


@pytest.mark.parametrize("end", STEPS)
def test_objects_are_removed_after_the_routes_to_them(delivery: Delivery, tmp_path: Path, end: str) -> None:
    """One commit ends or replaces a canary, and another commit restores it: no request fails."""
    before = _written(tmp_path / "a canary", backend=POOL)
    _replaced_and_restored(delivery, before, _written(tmp_path / "after", **STEPS[end]))


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize("end", STEPS_BEHIND)
def test_objects_behind_an_llm_gateway_are_removed_after_the_routes_to_them(
    delivery: Delivery, tmp_path: Path, end: str
) -> None:
    """One commit ends or replaces a canary with sessions, and another commit restores it: no request fails.

    Passthrough begins without versions: for the gateway, its own DestinationRule hides those of the versions.
    """
    begin = STEPS["no version"] if end == "passthrough" else {"backend": STICKY}
    before = _written(tmp_path / "before", gateway=REF, **begin)
    after = _written(tmp_path / "after", gateway=REF, **STEPS_BEHIND[end])
    with delivery.lab.through(pods(delivery.lab)):
        _replaced_and_restored(delivery, before, after, LOST.get(end, 0))


def _replaced_and_restored(
    delivery: Delivery, before: Mapping[str, str], after: Mapping[str, str], lost: int = 0
) -> None:
    gone, added = _objects(before) - _objects(after), _objects(after) - _objects(before)
    delivery.deliver(before)
    wait_for("the API", lambda: _send(delivery.lab).statuses() == {200: 1})
    with _load(delivery.lab) as load:
        delivery.deliver(after)
        assert not [ref for ref in gone if delivery.lab.cluster.find(ref)]
        delivery.deliver(before)
        assert not [ref for ref in added if delivery.lab.cluster.find(ref)]
    assert gone | added
    statuses = load.answers.statuses()
    assert statuses[200] > 100
    assert statuses.total() - statuses[200] <= lost


def _written(folder: Path, **what: Any) -> dict[str, str]:
    app = MeshApp(outdir=folder, argo_cd=True)
    LlmApiMesh(app, "chat", namespace="ai", hosts=[HOST], **{"gateway": PLAIN_GATEWAY, **what})
    app.synth()
    return _files(folder)


def _files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.glob("*.k8s.yaml")}


def _objects(files: Mapping[str, str]) -> set[Ref]:
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


def test_an_application_for_each_file_holds_back_no_other_api(delivery: Delivery, tmp_path: Path) -> None:
    """A Service without an address holds back the routes of all APIs in its Application, and of no other one."""
    argocd, cluster = delivery.argocd, delivery.lab.cluster
    cluster.require_namespace(OTHERS)
    waiting, ready = (Ref("VirtualService", OTHERS, name) for name in ("waiting", "ready"))
    app = MeshApp(outdir=tmp_path / "dist", argo_cd=True)
    backends = {
        "waiting": Pool(selector={"app": "waiting"}, target_port=8080, service_type="LoadBalancer"),
        "ready": Pool(selector={"app": "ready"}, target_port=8080),
    }
    for name, backend in backends.items():
        LlmApiMesh(app, name, namespace=OTHERS, hosts=[f"{name}.example.com"], gateway=PLAIN_GATEWAY, backend=backend)
    app.synth()
    (tmp_path / "repository").mkdir()
    repository = GitRepository(tmp_path / "repository")
    revision = repository.commit(_files(tmp_path / "dist"))

    argocd.follow("together", repository)
    wait_for("the first wave", lambda: cluster.find(Ref("Service", OTHERS, "ready")))
    wait_for("the missing address", lambda: argocd.status("together").health == "Progressing")
    assert cluster.find(ready) is None
    argocd.leave("together")

    for name in backends:
        argocd.follow(name, repository, include=f"{name}.k8s.yaml")
    argocd.wait_synced("ready", revision)
    assert cluster.find(ready)
    assert cluster.find(waiting) is None
    for name in backends:
        argocd.leave(name)
    delivery.lab.delete(tmp_path / "dist")


@pytest.fixture(scope="module")
def team(delivery: Delivery, platform: Delivery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    """A team with a repository and a project of its own, without any right in the gateway's namespace."""
    repository = GitRepository(tmp_path_factory.mktemp("team"))
    delivery.argocd.allow(TEAM, repository, TEAM, KINDS)
    delivery.argocd.follow(TEAM, repository, project=TEAM, namespace=TEAM)
    with delivery.lab.through(pods(platform.lab)):
        yield Delivery(delivery.lab, delivery.argocd, repository, TEAM)


@pytest.fixture(scope="module")
def servers(team: Delivery) -> Iterator[dict[str, App]]:
    """The team's pods."""
    labels = {
        "llama-v1": {"app": "llama", "version": "v1"},
        "llama-v2": {"app": "llama", "version": "v2"},
        "spare": {"app": "spare"},
    }
    apps = {name: team.lab.app(name, namespace=TEAM, labels=one) for name, one in labels.items()}
    yield apps
    team.lab.remove(*apps.values())


@pytest.fixture
def stream(team: Delivery, tmp_path: Path) -> Iterator[Future[Answers]]:
    """An open stream of another team's API, which goes on until the end of the test."""
    lab = team.lab
    app = MeshApp(outdir=tmp_path / OTHERS)
    pool = Pool(selector={"app": OTHERS}, target_port=8080)
    LlmApiMesh(app, OTHERS, namespace=OTHERS, hosts=[OTHERS_HOST], gateway=REF, backend=pool)
    app.synth()
    lab.apply(tmp_path / OTHERS)
    server = lab.app(OTHERS, namespace=OTHERS, labels={"app": OTHERS}, simulator={"median_tokens": 2000})
    server.replica(0).slow(300)  # five minutes, until it is fast again
    with ThreadPoolExecutor() as clients:
        stream = clients.submit(lab.call, host=OTHERS_HOST, body={"stream": True}, timeout=300)
        wait_for("the stream", lambda: server.replica(0).load()["running"] == 1)
        yield stream
        server.replica(0).heal()
    (answer,) = stream.result()
    assert (answer.status, answer.error) == (200, "")
    assert answer.seconds > 2 * DRAIN_SECONDS
    lab.remove(server)
    lab.delete(tmp_path / OTHERS)


def _small(folder: Path) -> dict[str, str]:
    """The API that the team always has."""
    app = MeshApp(outdir=folder, argo_cd=True)
    pool = Pool(selector={"app": "spare"}, target_port=8080)
    LlmApiMesh(app, "small", namespace=TEAM, hosts=[SMALL_HOST], gateway=REF, backend=pool)
    app.synth()
    return _files(folder)


def _assistant(folder: Path, canary: int = 10) -> dict[str, str]:
    """The API that comes and goes: its sessions keep their version, and another pool is there for its pool."""
    app = MeshApp(outdir=folder, argo_cd=True)
    versions = [Version(name="v1", weight=100 - canary), Version(name="v2", weight=canary)]
    sessions = ConsistentHash(header="x-session-id")
    llama = Pool(selector={"app": "llama"}, target_port=8080, versions=versions, load_balancer=sessions)
    spare = Pool(name="spare", selector={"app": "spare"}, target_port=8080)
    models = [Model(name=MODEL, backend=Failover(backends=[llama, spare]))]
    LlmApiMesh(app, "assistant", namespace=TEAM, hosts=[TEAM_HOST], gateway=REF, models=models)
    app.synth()
    return _files(folder)


def _versions(lab: Lab) -> dict[str, str]:
    """The version of each session."""
    found = {}
    for session in map(str, range(60)):
        first, second = (_send(lab, TEAM_HOST, **{"x-session-id": session})[0].version for _ in range(2))
        assert first == second
        found[session] = first
    return found


def test_a_team_needs_no_right_at_the_gateway(
    team: Delivery, servers: Mapping[str, App], stream: Future[Answers], tmp_path: Path
) -> None:
    """A team brings an API with models, a canary with sessions and a failover, changes the canary, and removes the API.

    Services, DestinationRules, VirtualServices and the two policies of its pods are all that its project allows. No
    request fails, a stream of another API stays open, and no listener changes.
    """
    lab, small = team.lab, _small(tmp_path / "small")
    team.deliver(small)
    wait_for("the small API", lambda: _send(lab, SMALL_HOST).statuses() == {200: 1})
    drained = lab.gateway.drained()
    with _load(lab, SMALL_HOST) as other:
        with _load(lab, TEAM_HOST) as load:
            team.deliver({**small, **_assistant(tmp_path / "new")})
            wait_for("served requests", lambda: load.answers.statuses()[SERVED] > 50)
        assert load.answers.statuses().keys() == {BEFORE_ROUTE, SERVED}
        before = _versions(lab)
        with _load(lab, TEAM_HOST) as load:
            team.deliver({**small, **_assistant(tmp_path / "changed", canary=30)})
            wait_for("the larger canary", lambda: _versions(lab) != before)
        assert load.answers.statuses().keys() == {SERVED}
        # Both weights, and the range of the sessions that get the new version, with and without the replica's key.
        assert team.repository.changed_lines() == (6, 6)
        after = _versions(lab)
        assert {(before[one], after[one]) for one in before if before[one] != after[one]} == {("v1", "v2")}
        for version in ("llama-v1", "llama-v2"):
            servers[version].replica(0).refuse(503)
        answers = [_send(lab, TEAM_HOST, **{"x-session-id": str(number)})[0] for number in range(10)]
        assert {(answer.status, answer.replica) for answer in answers} == {(200, "spare-0")}
        for version in ("llama-v1", "llama-v2"):
            servers[version].replica(0).heal()
        team.deliver(small)
        wait_for("the end of the API", lambda: _send(lab, TEAM_HOST).statuses() == {BEFORE_ROUTE: 1})
    assert other.answers.statuses().keys() == {SERVED}
    objects = (item for kind in ("Service", "DestinationRule", "VirtualService") for item in lab.cluster.objects(kind))
    assert not [item for item in objects if "assistant" in item["metadata"]["name"]]
    assert not stream.done()
    assert lab.gateway.drained() == drained


REFUSED = {
    "another namespace": {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "refused", "namespace": NAMESPACE},
        "spec": {"ports": [{"port": 80}]},
    },
    "another kind": {
        "apiVersion": "networking.istio.io/v1alpha3",
        "kind": "EnvoyFilter",
        "metadata": {"name": "refused", "namespace": TEAM},
        "spec": {"configPatches": []},
    },
}
# The API server refuses a rule without a host.
INVALID = {
    "apiVersion": "networking.istio.io/v1",
    "kind": "DestinationRule",
    "metadata": {"name": "refused", "namespace": NAMESPACE},
    "spec": {"trafficPolicy": {}},
}


@pytest.mark.usefixtures("servers")
@pytest.mark.parametrize("item", REFUSED.values(), ids=REFUSED)
def test_the_team_may_not_change_the_gateway(
    team: Delivery, platform: Delivery, tmp_path: Path, item: Mapping[str, Any]
) -> None:
    """What the team's project doesn't allow holds back the team's commit only: the platform's next one is synced."""
    lab, small = team.lab, _small(tmp_path / "small")
    team.deliver(small)
    wait_for("the small API", lambda: _send(lab, SMALL_HOST).statuses() == {200: 1})
    with _load(lab, SMALL_HOST) as load:
        revision = team.repository.commit({**small, "refused.k8s.yaml": yaml.safe_dump(item)})
        team.argocd.wait_refused(TEAM, revision, "is not permitted in project")
        hosts = {**HOSTS, OTHERS: [OTHERS_HOST, f"{tmp_path.name.replace('_', '-')}.example.com"]}
        platform.deliver(_files(written_gateway(tmp_path / "gateway", hosts=hosts, argo_cd=True)))
    assert lab.cluster.find(Ref.of(item)) is None
    assert load.answers.statuses().keys() == {SERVED}


@pytest.mark.usefixtures("servers")
def test_a_refused_object_of_the_platform_holds_no_team_back(
    team: Delivery, platform: Delivery, tmp_path: Path
) -> None:
    """While the platform's commit can't be synced, a team's new API is, and serves."""
    gateway = _files(written_gateway(tmp_path / "gateway", hosts=HOSTS, argo_cd=True))
    small = _small(tmp_path / "small")
    team.deliver(small)
    revision = platform.repository.commit({**gateway, "refused.k8s.yaml": yaml.safe_dump(INVALID)})
    platform.argocd.wait_refused("platform", revision, "Required value")
    team.deliver({**small, **_assistant(tmp_path / "new")})
    wait_for("the new API", lambda: _send(team.lab, TEAM_HOST).statuses() == {SERVED: 1})
    platform.deliver(gateway)
