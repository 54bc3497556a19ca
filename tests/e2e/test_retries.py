"""What is retried and what isn't: no generation is paid twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e.support.apis import api, applied, host_of
from lab.apps.app import App
from lab.cluster import manifests
from lab.environment import Lab
from lab.traffic.call import Answer
from llm_api_mesh import ConsistentHash, Retries, RoundRobin, Version

NAME = "retries"
HOST = host_of(NAME)
# Round robin without ejection, so that every third request meets the faulty replica.
POOL = {"load_balancer": RoundRobin(), "ejection": None}
# Without 503.
_STRICT: list[str | int] = ["connect-failure", "refused-stream", "reset-before-request", 429]


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Three replicas with the construct's defaults."""
    with api(shared_lab, tmp_path_factory.mktemp(NAME), NAME, pool=POOL) as app:
        yield app


@pytest.fixture(autouse=True)
def no_faults(app: App) -> Iterator[None]:
    """No faults and no recorded requests before and after each test."""
    for replica in app.replicas:
        replica.clear_requests()
    yield
    for replica in app.replicas:
        replica.heal()


def _tries(app: App) -> int:
    return sum(len(replica.requests()) for replica in app.replicas)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("stream", [False, True], ids=["json", "sse"])
def test_a_refused_request_is_retried_elsewhere(lab: Lab, app: App, status: int, stream: bool) -> None:
    """Another replica answers a refused request."""
    app.replica(0).refuse(status)
    answers = lab.call(host=HOST, body={"stream": stream}, count=9, parallel=9)
    assert answers.statuses() == {200: 9}
    refused = len(app.replica(0).requests())
    assert refused > 0
    assert _tries(app) == 9 + refused


def test_a_refusing_replica_delays_no_request(lab: Lab, tmp_path: Path) -> None:
    """By default no retry waits for Retry-After, as other replicas are free, and the API needs no EnvoyFilter.

    When all replicas refuse, the client gets the header at once.
    """
    name = "no-waits"
    with api(lab, tmp_path, name, pool=POOL) as app:
        kinds = Counter(item["kind"] for item in manifests.objects(tmp_path / name))
        assert kinds == {"Service": 1, "Gateway": 1, "DestinationRule": 1, "VirtualService": 2}
        app.replica(0).refuse(429)
        answers = lab.call(host=host_of(name), body={}, count=30)
        assert answers.statuses() == {200: 30}
        assert len(app.replica(0).requests()) >= 9
        assert max(answer.seconds for answer in answers) < 0.5
        for replica in app.replicas:
            replica.refuse(429)
        (refused,) = lab.call(host=host_of(name), body={})
    assert (refused.status, refused.headers["retry-after"], refused.seconds < 0.5) == (429, "1", True)


@pytest.mark.parametrize("status", [400, 401, 404, 500, 502, 504])
def test_other_statuses_go_to_the_client(lab: Lab, app: App, status: int) -> None:
    """An error that may follow a started generation, or that would repeat, goes to the client."""
    app.replica(0).refuse(status)
    answers = lab.call(host=HOST, body={}, count=9)
    assert answers.statuses() == {200: 6, status: 3}
    assert _tries(app) == 9


@pytest.mark.parametrize("strict", [False, True])
def test_a_crash_behind_a_sidecar_is_a_503(lab: Lab, tmp_path: Path, strict: bool) -> None:
    """A sidecar answers 503 for a server that dies during a request, so a started request is retried.

    A user who doesn't want that removes 503 from the statuses.
    """
    name = "hidden"
    retries = Retries(on=_STRICT) if strict else Retries()
    with api(lab, tmp_path, name, replicas=2, sidecar=True, pool=POOL, retries=retries) as app:
        app.replica(0).dying(0)
        answers = lab.call(host=host_of(name), body={}, count=6)
        begun = len(app.replica(0).requests())
        assert begun
        assert answers.statuses() == ({200: 6 - begun, 503: begun} if strict else {200: 6})
        assert _tries(app) == (6 if strict else 6 + begun)


def test_when_all_refuse_the_client_gets_retry_after(lab: Lab, app: App) -> None:
    """After all retries the client gets the last answer with its Retry-After."""
    for replica in app.replicas:
        replica.refuse(429)
    (answer,) = lab.call(host=HOST, body={})
    assert (answer.status, answer.headers["retry-after"]) == (429, "1")
    assert answer.json()["error"]
    assert [len(replica.requests()) for replica in app.replicas] == [1, 1, 1]


def test_callers_in_the_mesh_have_the_same_retries(lab: Lab, app: App) -> None:
    """A caller's sidecar retries the same requests as the gateway."""
    caller = lab.caller("client", namespace=NAME)
    app.replica(0).refuse(503)
    address = lab.service_address(NAME, NAME)
    answers = lab.call(host=f"{NAME}.{NAME}.svc.cluster.local", to=address, caller=caller, body={}, count=9)
    lab.remove(caller)
    assert answers.statuses() == {200: 9}
    assert app.replica(0).requests()


@pytest.mark.parametrize("sent", [{"x-envoy-retry-on": "5xx"}, {"X-Envoy-Retry-On": "gateway-error,reset"}])
def test_clients_cannot_change_retries(lab: Lab, app: App, sent: dict[str, str]) -> None:
    """Clients outside and inside the mesh can't set retry conditions or attempts by headers."""
    headers = {**sent, "x-envoy-max-retries": "5", "x-envoy-retriable-status-codes": "500"}
    for replica in app.replicas:
        replica.refuse(500)
    caller = lab.caller("client", namespace=NAME)
    inside: dict[str, Any] = {"host": f"{NAME}.{NAME}.svc.cluster.local", "to": lab.service_address(NAME, NAME)}
    for where in ({"host": HOST}, {**inside, "caller": caller}):
        assert lab.call(**where, body={}, headers=headers, count=3).statuses() == {500: 3}
    lab.remove(caller)
    assert _tries(app) == 6


def test_a_body_beyond_the_buffer_is_sent_once(lab: Lab, app: App) -> None:
    """Envoy buffers 1 MiB of a body for retries, and doesn't retry a longer one."""
    app.replica(0).refuse(503, retry_after=0)
    assert lab.call(host=HOST, body={"prompt": "x" * 1_000_000}, count=9).statuses() == {200: 9}
    assert lab.call(host=HOST, body={"prompt": "x" * 1_100_000}, count=9).statuses() == {200: 6, 503: 3}


SESSIONS = 60


def test_a_request_of_a_session_is_retried_elsewhere(lab: Lab, tmp_path: Path) -> None:
    """A session whose replica refuses is served by another one, and returns when its replica has recovered.

    A retry looks at five places of the table for another replica. For a part of the sessions, which depends on the
    addresses, they all have the refusing one. These sessions are always the same, and with three replicas they are
    hardly ever more than a fifth.
    """
    pool = {**POOL, "load_balancer": ConsistentHash(header="x-session-id")}
    host = host_of("affine")

    def sent() -> list[Answer]:
        keys = ({"x-session-id": str(number)} for number in range(SESSIONS))
        return [lab.call(host=host, body={}, headers=key)[0] for key in keys]

    with api(lab, tmp_path, "affine", pool=pool) as app:
        failing = app.replica(0)
        homes = [answer.replica for answer in sent()]
        failing.refuse(503, retry_after=0)
        served, again = sent(), sent()
        failing.heal()
        back = [answer.replica for answer in sent()]
    of_failing = {number for number, home in enumerate(homes) if home == failing.name}
    refused = {number for number, answer in enumerate(served) if answer.status != 200}
    assert refused <= of_failing
    assert len(refused) < len(of_failing) / 2
    assert {served[number].status for number in refused} <= {503}
    assert {number for number, answer in enumerate(again) if answer.status != 200} == refused
    moved = {number for number, answer in enumerate(served) if answer.replica != homes[number]}
    assert moved - refused == of_failing - refused
    assert [one.replica for one in again if one.status == 200] == [one.replica for one in served if one.status == 200]
    assert back == homes


def test_retries_stay_with_the_version(lab: Lab, tmp_path: Path) -> None:
    """A route with weights, which delegates, has the same retries, on replicas of the chosen version."""
    name = "drawn"
    weighted = [Version(name="v1", weight=1), Version(name="v2", weight=1)]
    with applied(lab, tmp_path, name, pool={**POOL, "versions": weighted}):
        apps = [
            lab.app(f"{name}-{one}", namespace=name, labels={"app": name, "version": one}, replicas=2)
            for one in ("v1", "v2")
        ]
        for each in apps:
            each.replica(0).refuse(503, retry_after=0)
        answers = lab.call(host=host_of(name), body={}, count=40)
        lab.remove(*apps)
    assert answers.statuses() == {200: 40}
    assert answers.replicas().keys() == {f"{name}-v1-1", f"{name}-v2-1"}


def test_no_retries_if_attempts_is_zero(lab: Lab, tmp_path: Path) -> None:
    """Without retries the client gets every refusal."""
    with api(lab, tmp_path, "once", pool=POOL, retries=Retries(attempts=0)) as app:
        app.replica(0).refuse(503)
        assert lab.call(host=host_of("once"), body={}, count=9).statuses() == {200: 6, 503: 3}


def test_the_proxy_has_the_retry_budget(lab: Lab, app: App) -> None:
    """The gateway's cluster has the retry budget, and so no fixed number of retries."""
    assert app.replicas
    (thresholds, *_) = lab.gateway.clusters()[f"outbound|80||{NAME}.{NAME}.svc.cluster.local"]["circuit_breakers"][
        "thresholds"
    ]
    assert thresholds["retry_budget"] == {"budget_percent": {"value": 20.0}, "min_retry_concurrency": 10}
