"""A rollout step by step: sessions that keep their version, mirrored requests, and fault drills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.apis import applied, declaration, host_of
from e2e.support.chance import binomial_bounds
from e2e.support.llm_apis import ACCOUNT, LABELS, NAMESPACE, applied_behind
from e2e.support.llm_apis import NAME as GATEWAY
from lab.apps.app import App
from lab.apps.caller import Caller
from lab.cluster import manifests
from lab.environment import Lab
from lab.traffic.call import Answer, Answers
from lab.traffic.load import Load
from lab.waits import wait_for
from llm_api_mesh import (
    Budget,
    ConsistentHash,
    FaultDrill,
    LlmGatewayRef,
    MeshApp,
    Mirror,
    Retries,
    Route,
    Version,
)
from support.apps import PLAIN_GATEWAY

SESSIONS = 400
REQUESTS = 4
CLIENTS = 4
NAME = "rollout"
WAITS = Retries(longest_retry_after=timedelta(seconds=5))
HOST = host_of(NAME)

SESSION_HEADERS = ["x-session-id", "x-user"]

# What the API's team knows.
REF = LlmGatewayRef(
    namespace=NAMESPACE, name=GATEWAY, session_headers=SESSION_HEADERS, selector=LABELS, service_account=ACCOUNT
)


def weighted(first: int, second: int) -> dict[str, Any]:
    """A pool with two versions, of which each request gets one by chance."""
    return {"versions": [Version(name="v1", weight=first), Version(name="v2", weight=second)]}


def sticky(first: int, second: int, header: str = "x-session-id") -> dict[str, Any]:
    """The same pool with sessions that keep their version and their replica."""
    return {**weighted(first, second), "load_balancer": ConsistentHash(header=header)}


def only() -> dict[str, Any]:
    """The same pool with one version."""
    return {"versions": [Version(name="v1")], "load_balancer": ConsistentHash(header="x-session-id")}


@contextmanager
def behind(lab: Lab, folder: Path, **options: Any) -> Iterator[None]:
    """Apply the API behind an LLM gateway; delete both afterwards."""
    # Some sessions send at the same time, and no replica is so busy that the bound moves one.
    gateway = {"session_headers": SESSION_HEADERS, "max_load": 10}
    with applied_behind(lab, folder, NAME, llm_gateway=gateway, **options):
        yield


def step(lab: Lab, folder: Path, **options: Any) -> None:
    """Apply the API with the state of its next step, as its team does, and nothing of the gateway's."""
    app = MeshApp(outdir=folder)
    declaration(NAME, **{"gateway": REF, **options})(app)
    app.synth()
    lab.apply(folder)


def sessions(lab: Lab, header: str = "x-session-id") -> dict[str, Answers]:
    """Send several requests for each of many sessions."""
    names = [f"session-{number}" for number in range(SESSIONS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = clients.map(
            lambda name: lab.call(host=HOST, path="/v1/models", headers={header: name}, count=REQUESTS), names
        )
        return dict(zip(names, answers, strict=True))


def split(found: Mapping[str, Answers]) -> int:
    """The number of sessions that were served by more than one version."""
    return sum(len(answers.versions()) > 1 for answers in found.values())


def moves(before: Mapping[str, Answers], after: Mapping[str, Answers]) -> Counter[str]:
    """The numbers of sessions that have moved, by old and new version."""
    pairs = ((before[name][0].version, after[name][0].version) for name in before)
    return Counter(f"{one} to {other}" for one, other in pairs if one != other)


@pytest.fixture(scope="module")
def replicas(shared_lab: Lab) -> Iterator[dict[str, App]]:
    """The model servers of both versions."""
    labels = {"app": NAME}
    apps = {
        version: shared_lab.app(
            f"{NAME}-{version}", namespace=NAME, labels={**labels, "version": version}, replicas=count
        )
        for version, count in (("v1", 3), ("v2", 1))
    }
    yield apps
    shared_lab.remove(*apps.values())


@pytest.fixture(scope="module")
def caller(shared_lab: Lab) -> Iterator[Caller]:
    """A Pod in the mesh."""
    found = shared_lab.caller("client", NAME)
    yield found
    shared_lab.remove(found)


@pytest.mark.usefixtures("replicas")
@pytest.mark.parametrize("header", SESSION_HEADERS)
def test_a_session_keeps_its_version(lab: Lab, tmp_path: Path, header: str) -> None:
    """At 90/10 each session stays on one version, and a step to 70/30 moves sessions in one direction only."""
    with behind(lab, tmp_path, pool=sticky(90, 10, header)):
        before = sessions(lab, header)
        assert split(before) == 0
        canary = sum(answers[0].version == "v2" for answers in before.values())
        assert canary in binomial_bounds(SESSIONS, probability=0.1)
        step(lab, tmp_path / "next", pool=sticky(70, 30, header))
        after = sessions(lab, header)
        assert split(after) == 0
        assert moves(before, after).keys() == {"v1 to v2"}
        canary = sum(answers[0].version == "v2" for answers in after.values())
        assert canary in binomial_bounds(SESSIONS, probability=0.3)


@pytest.mark.usefixtures("replicas")
def test_the_first_session_header_counts(lab: Lab, tmp_path: Path) -> None:
    """A request with several session headers gets the version of the one that the gateway lists first."""
    with behind(lab, tmp_path, pool=sticky(50, 50)):
        found = [
            lab.call(host=HOST, headers={"x-session-id": "one", "x-user": f"user-{number}"}, path="/v1/models")[0]
            for number in range(20)
        ]
    assert len({answer.version for answer in found}) == 1


@pytest.mark.usefixtures("replicas")
def test_requests_without_a_session_choose_by_the_weights(lab: Lab, tmp_path: Path) -> None:
    """Each request without a session header, or with an empty one, chooses its version."""
    for headers in ({}, {"x-session-id": ""}):
        with behind(lab, tmp_path, pool=sticky(70, 30)):
            answers = lab.call(host=HOST, path="/v1/models", headers=headers, count=400, parallel=4)
        assert answers.versions()["v2"] in binomial_bounds(400, probability=0.3)


@pytest.mark.usefixtures("replicas")
def test_without_the_filter_sessions_are_split(lab: Lab, tmp_path: Path) -> None:
    """Without the gateway's EnvoyFilters each request chooses its version, and is still answered."""
    with behind(lab, tmp_path, pool=sticky(70, 30)):
        filters = [item for item in manifests.objects(tmp_path / NAME) if item["kind"] == "EnvoyFilter"]
        (tmp_path / "filters.yaml").write_text(yaml.safe_dump_all(filters))
        lab.delete(tmp_path / "filters.yaml")
        found = sessions(lab)
    assert split(found) > SESSIONS / 2
    assert {status for answers in found.values() for status in answers.statuses()} == {200}


@pytest.mark.usefixtures("replicas")
def test_start_and_end_of_a_canary_keep_the_replicas(lab: Lab, tmp_path: Path) -> None:
    """Sessions of the remaining version keep their replica when another version is removed, and when it is added."""
    with behind(lab, tmp_path, pool=sticky(90, 10)):
        during = sessions(lab)
        # The weights of the removed version apply to no route any more.
        step(lab, tmp_path / "one", pool=only())
        alone = sessions(lab)
        step(lab, tmp_path / "two", pool=sticky(90, 10))
        again = sessions(lab)
    stay = [name for name, answers in during.items() if answers[0].version == "v1"]
    assert stay
    for name in stay:
        assert during[name].replicas() == alone[name].replicas() == again[name].replicas()


@pytest.mark.usefixtures("replicas")
@pytest.mark.parametrize("order", [("routes", "patches"), ("patches", "routes")], ids=" before ".join)
def test_any_order_of_applying_works(lab: Lab, tmp_path: Path, order: tuple[str, str]) -> None:
    """From two versions to one and back, with the routes or the patch first, no request and no configuration fails."""
    two, one = _parts(tmp_path / "two", sticky(90, 10)), _parts(tmp_path / "one", only())
    with behind(lab, tmp_path, pool=sticky(90, 10), retries=WAITS):
        with Load(lambda: lab.call(host=HOST, path="/v1/models"), per_second=50) as load:
            for part in order:
                lab.apply(one[part])
            # Subsets are removed after the routes to them, and added before.
            lab.apply(one["weights"])
            lab.apply(one["subsets"])
            lab.assert_nothing_rejected()
            assert _route_names(lab) == {f"llm/{NAME}/{NAME}/not-public:", f"llm/{NAME}/{NAME}/primary"}
            for part in ("subsets", "weights", *order):
                lab.apply(two[part])
            lab.assert_nothing_rejected()
        assert load.answers.statuses().keys() == {200}
        assert split(sessions(lab)) == 0


@pytest.mark.usefixtures("replicas")
@pytest.mark.parametrize("way", ["sticky", "by chance"])
def test_a_version_is_removed_from_a_canary(lab: Lab, tmp_path: Path, way: str) -> None:
    """A version with half of the requests is removed in one step, after which its rule remains: no request fails."""
    if way == "sticky":
        apply, both, alone, where = partial(behind, lab, tmp_path), sticky(50, 50), only(), {}
    else:
        apply, both, where = partial(applied, lab, tmp_path, NAME), weighted(50, 50), {"gateway": PLAIN_GATEWAY}
        alone = {"versions": [Version(name="v1")]}
    with apply(pool=both, argo_cd=True):
        numbers = count()

        def send() -> Answers:
            return lab.call(host=HOST, path="/v1/models", headers={"x-session-id": f"{next(numbers)}"}, count=20)

        with Load(send, per_second=1000) as one, Load(send, per_second=1000) as other:
            step(lab, tmp_path / "one", pool=alone, argo_cd=True, **where)
        assert send().versions() == {"v1": 20}
    answers = Answers([*one.answers, *other.answers])
    assert answers.statuses().keys() == {200}
    assert answers.versions().keys() == {"v1", "v2"}


def _parts(folder: Path, pool: Mapping[str, Any]) -> dict[str, Path]:
    """Write the API's objects into one file for each part of a step."""
    folder.mkdir(exist_ok=True)
    app = MeshApp(outdir=folder / "whole")
    declaration(NAME, pool=pool, retries=WAITS, gateway=REF)(app)
    app.synth()
    parts: dict[str, list[dict[str, Any]]] = {}
    for item in manifests.objects(folder / "whole"):
        parts.setdefault(_part(item), []).append(item)
    for name, items in parts.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump_all(items))
    return {name: folder / f"{name}.yaml" for name in parts}


def _part(item: Mapping[str, Any]) -> str:
    if item["kind"] == "EnvoyFilter":
        return "patches"
    if item["kind"] == "VirtualService":
        return "routes" if "hosts" in item["spec"] else "weights"
    return "subsets" if item["kind"] == "DestinationRule" else "others"


def _route_names(lab: Lab) -> set[str]:
    return {
        str(route["name"])
        for virtual_host in lab.gateway.routes()
        for route in virtual_host.get("routes", ())
        if HOST in virtual_host["domains"]
    }


@pytest.mark.usefixtures("replicas")
def test_callers_in_the_mesh_keep_a_replica_of_each_version(lab: Lab, tmp_path: Path, caller: Caller) -> None:
    """A caller's proxy has no filter: each request chooses its version, and keeps the session's replica of it."""
    with behind(lab, tmp_path, pool=sticky(50, 50)):
        found = _from_the_mesh(lab, caller, path="/v1/models", headers={"x-session-id": "one"}, count=40)
    assert found.versions().keys() == {"v1", "v2"}
    assert len([replica for replica in found.replicas() if "v1" in replica]) == 1


def _from_the_mesh(lab: Lab, caller: Caller, **options: Any) -> Answers:
    service = f"{NAME}.{NAME}.svc.cluster.local"
    return lab.call(host=service, to=lab.service_address(NAME, NAME), caller=caller, **options)


@pytest.mark.parametrize("way", ["sticky", "by chance"])
def test_mirrored_requests(lab: Lab, tmp_path: Path, replicas: dict[str, App], way: str) -> None:
    """Every request that the weights distribute is mirrored, short ones too; one that names a version isn't."""
    mirrors = [Mirror(version="v2", percent=100)]
    routes = [Route(name="pinned", headers={"x-pinned": ""}, version="v1")]
    apply = partial(applied, lab, tmp_path, NAME) if way == "by chance" else partial(behind, lab, tmp_path)
    pool = weighted(100, 0) if way == "by chance" else sticky(100, 0)
    with apply(pool=pool, mirrors=mirrors, routes=routes):
        _forget(replicas)
        assert lab.call(host=HOST, path="/v1/models", count=5).versions() == {"v1": 5}
        assert lab.call(host=HOST, body={"prompt": "a" * 2_000_000}, count=5).versions() == {"v1": 5}
        assert lab.call(host=HOST, body={}, headers={"x-pinned": "1"}, count=5).versions() == {"v1": 5}
        copies = wait_for("the mirrored requests", lambda: _received(replicas["v2"], 10))
    assert sorted(copy["path"] for copy in copies) == ["/v1/chat/completions"] * 5 + ["/v1/models"] * 5
    assert {len(copy["body"]["prompt"]) for copy in copies if copy["body"]} == {2_000_000}
    assert {copy["headers"]["host"] for copy in copies} == {HOST}


def test_a_percentage_of_requests_is_mirrored(lab: Lab, tmp_path: Path, replicas: dict[str, App]) -> None:
    """A tenth of 1000 requests is mirrored, within the bounds of chance."""
    with applied(lab, tmp_path, NAME, pool=weighted(100, 0), mirrors=[Mirror(version="v2", percent=10)]):
        _forget(replicas)
        assert lab.call(host=HOST, path="/v1/models", count=1000, parallel=4).versions() == {"v1": 1000}
        bounds = binomial_bounds(1000, probability=0.1)
        wait_for("the mirrored requests", lambda: _received(replicas["v2"], bounds.start))
        assert len(replicas["v2"].replica(0).requests()) in bounds


def test_unanswered_mirror_requests_delay_no_client(lab: Lab, tmp_path: Path, replicas: dict[str, App]) -> None:
    """A mirror version that hangs or is dead doesn't affect the client of the original."""
    mirrored = replicas["v2"].replica(0)
    with applied(lab, tmp_path, NAME, pool=weighted(100, 0), mirrors=[Mirror(version="v2", percent=100)]):
        for fault, end in ((mirrored.hang, mirrored.heal), (mirrored.kill, mirrored.restart)):
            fault()
            answers = lab.call(host=HOST, body={}, count=20)
            end()
            assert answers.versions() == {"v1": 20}
            assert max(answer.seconds for answer in answers) < 1


def test_a_mirrored_request_is_completed(lab: Lab, tmp_path: Path, replicas: dict[str, App]) -> None:
    """When a client disconnects, the model server cancels the original and completes the mirrored request."""
    mirrored = replicas["v2"].replica(0)
    with applied(lab, tmp_path, NAME, pool=weighted(100, 0), mirrors=[Mirror(version="v2", percent=100)]):
        before, copied = _tokens(replicas["v1"]), _tokens(replicas["v2"])
        for replica in (*replicas["v1"].replicas, mirrored):
            replica.slow(factor=500)
        (answer,) = lab.call(host=HOST, body={"max_tokens": 8}, timeout=0.6)
        assert answer.error
        wait_for("the end of the mirrored request", lambda: _tokens(replicas["v2"]) == copied + 8)
        for replica in (*replicas["v1"].replicas, mirrored):
            replica.heal()
        assert _tokens(replicas["v1"]) < before + 8


def _tokens(app: App) -> int:
    return sum(replica.load()["tokens"] for replica in app.replicas)


def _forget(replicas: Mapping[str, App]) -> None:
    for app in replicas.values():
        for replica in app.replicas:
            replica.clear_requests()


def _received(app: App, count: int) -> list[dict[str, Any]] | None:
    found = app.replica(0).requests()
    return found if len(found) >= count else None


DELAY = timedelta(seconds=1)
DRILLS = [
    FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=DELAY),
    FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429),
    FaultDrill(name="flaky", headers={"x-drill": "flaky"}, abort_status=503, percent=50),
    FaultDrill(name="both", headers={"x-drill": "both"}, delay=DELAY, abort_status=500),
]
TESTERS = Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")


@pytest.fixture(scope="module")
def drilled(
    shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory, replicas: dict[str, App]
) -> Iterator[dict[str, App]]:
    """An API with drills."""
    folder = tmp_path_factory.mktemp(NAME)
    # The deadline of quick endpoints is shorter than the delay of the drill.
    budget = Budget(quick=DELAY / 2)
    with applied(shared_lab, folder, NAME, pool=weighted(100, 0), routes=[TESTERS], drills=DRILLS, budget=budget):
        yield replicas


def _delayed(answer: Answer) -> bool:
    # Envoy's timers may fire a few milliseconds early.
    return answer.seconds > DELAY.total_seconds() * 0.9


@pytest.mark.usefixtures("drilled")
@pytest.mark.parametrize("path", ["/v1/models", "/v1/chat/completions"])
def test_a_drill_needs_its_header(lab: Lab, path: str) -> None:
    """The header causes the fault, on quick and slow endpoints; another value or no header doesn't."""
    body = None if path == "/v1/models" else {"stream": True}

    def call(**headers: str) -> tuple[int, bool]:
        (answer,) = lab.call(host=HOST, path=path, body=body, headers=headers)
        return answer.status, _delayed(answer)

    assert call(**{"x-drill": "slow"}) == (200, True)
    assert call(**{"x-drill": "full"}) == (429, False)
    assert call(**{"x-drill": "both"}) == (500, True)
    assert call(**{"x-drill": "none"}) == (200, False)
    assert call() == (200, False)


@pytest.mark.usefixtures("drilled")
def test_a_drill_changes_nothing_but_the_fault(lab: Lab) -> None:
    """A tester's drill goes to the tester's version."""
    (answer,) = lab.call(host=HOST, headers={"x-drill": "slow", "x-llm-version": "v2"})
    assert (answer.version, _delayed(answer)) == ("v2", True)
    assert lab.call(host=HOST, headers={"x-drill": "flaky"}, count=20).versions().keys() <= {"v1", ""}


def test_a_drill_reaches_no_replica_and_ejects_none(lab: Lab, drilled: dict[str, App]) -> None:
    """A request that a drill aborts isn't sent, isn't retried, and doesn't count for any replica's health."""
    _forget(drilled)
    assert lab.call(host=HOST, headers={"x-drill": "full"}, count=50).statuses() == {429: 50}
    assert not any(replica.requests() for app in drilled.values() for replica in app.replicas)
    statuses = lab.call(host=HOST, headers={"x-drill": "flaky"}, count=200).statuses()
    assert statuses[503] in binomial_bounds(200, probability=0.5)
    assert lab.call(host=HOST, count=30).statuses() == {200: 30}


@pytest.mark.usefixtures("drilled")
def test_callers_in_the_mesh_have_the_same_drills(lab: Lab, caller: Caller) -> None:
    """A caller's proxy causes the same faults for the same headers."""
    assert _from_the_mesh(lab, caller, headers={"x-drill": "full"}).statuses() == {429: 1}
    assert _from_the_mesh(lab, caller).statuses() == {200: 1}
