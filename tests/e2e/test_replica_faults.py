"""What a client sees when a replica fails that isn't ejected yet."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cdk8s import JsonPatch

from e2e.support.apis import api, host_of
from lab.apps.app import App
from lab.apps.replica import Replica
from lab.environment import Lab
from lab.traffic.call import BROKEN
from lab.waits import wait_for
from llm_api_mesh import Retries, RoundRobin

ROUND_ROBIN = {"load_balancer": RoundRobin(), "ejection": None}  # so that shares are exact
HOST = host_of("faults")


@pytest.fixture
def app(lab: Lab, tmp_path: Path) -> Iterator[App]:
    """Three replicas with the default retries and round robin."""
    with api(lab, tmp_path, "faults", pool=ROUND_ROBIN) as app:
        yield app


def _attempts(*replicas: Replica) -> list[int]:
    """The attempt numbers of all requests that these replicas have received, as the gateway counts them."""
    return [request["attempt"] for replica in replicas for request in replica.requests()]


def test_a_replica_killed_between_requests_loses_no_request(lab: Lab, app: App) -> None:
    """While the dead replica is still listed, its requests are retried elsewhere."""
    assert lab.call(host=HOST, count=3).statuses() == {200: 3}
    app.replica(0).kill()
    # A request on the breaking connection itself may get 503, because the replica may have received it. This test is
    # about the requests after it.
    wait_for("the end of the broken connection", lambda: not lab.gateway.connections(app.replica(0).host.address))
    answers = lab.call(host=HOST, count=30)
    assert answers.statuses() == {200: 30}
    assert answers.replicas().keys() == {app.replica(1).name, app.replica(2).name}
    # About every other request and not every third, because a failed attempt also takes a turn.
    assert _attempts(app.replica(1), app.replica(2)).count(2) >= 10


def test_a_replica_killed_in_mid_stream_breaks_only_its_own_streams(lab: Lab, app: App) -> None:
    """The replica's clients see a broken stream, but no repeated one; the other streams are complete."""
    for replica in app.replicas:
        replica.slow(factor=400)
    body = {"stream": True, "max_tokens": 8}
    with ThreadPoolExecutor(1) as pool:
        streams = pool.submit(lab.call, host=HOST, body=body, count=9, parallel=9)
        victim = app.replica(0)
        wait_for("streams at every replica", lambda: all(r.load()["tokens"] > 8 for r in app.replicas))
        victim.kill()
        answers = streams.result()
    cut = [answer for answer in answers if not answer.ok]
    assert [answer.replica for answer in cut] == [victim.name] * 3
    assert all(answer.status == 200 and answer.body for answer in cut)
    assert _attempts(app.replica(1), app.replica(2)) == [1] * 6
    assert all(answer.body.endswith(b"data: [DONE]\n\n") for answer in answers if answer.ok)


def test_a_replica_that_breaks_connections_fails_its_share(lab: Lab, app: App) -> None:
    """By default, a request isn't retried if its connection breaks before the answer, because it may have run."""
    app.replica(0).dying(tokens=0)
    answers = lab.call(host=HOST, body={}, count=30)
    assert answers.statuses() == {200: 20, 503: 10}
    assert _attempts(*app.replicas) == [1] * 30


def test_a_replica_that_answers_garbage_fails_its_share(lab: Lab, app: App) -> None:
    """Bytes that aren't HTTP become a 502, and the client gets none of them."""
    app.replica(0).garbage()
    answers = lab.call(host=HOST, count=30)
    assert answers.statuses() == {200: 20, 502: 10}
    assert not any(b"this is not HTTP" in answer.body for answer in answers)


@pytest.mark.parametrize("fault", [Replica.hang, Replica.freeze])
def test_a_replica_that_hangs_delays_its_share(lab: Lab, app: App, fault: object) -> None:
    """Without a timeout the gateway waits as long as the client: a third of the clients time out."""
    assert callable(fault)
    fault(app.replica(0))
    answers = lab.call(host=HOST, count=6, timeout=1.0)
    app.replica(0).thaw()
    assert answers.statuses() == {200: 4, BROKEN: 2}


def test_a_try_timeout_moves_requests_from_a_hanging_replica(lab: Lab, tmp_path: Path) -> None:
    """With a timeout for each try, which is retried, another replica serves every request."""
    retries = {"attempts": 2, "perTryTimeout": "0.2s", "retryOn": "gateway-error,connect-failure"}
    patch = JsonPatch.replace("/spec/http/1/retries", retries)
    with api(lab, tmp_path, "tries", pool=ROUND_ROBIN, patch=patch) as app:
        app.replica(0).hang()
        answers = lab.call(host=host_of("tries"), body={}, count=12)
        assert answers.statuses() == {200: 12}
        assert app.replica(0).name not in answers.replicas()


def test_a_full_replica_answers_with_retry_after(lab: Lab, tmp_path: Path) -> None:
    """Requests that don't fit into the queue get 429 with Retry-After at once, and the client gets this answer."""
    small = {"concurrency": 1, "queue": 1, "time_to_first_token": 0.5}
    with api(lab, tmp_path, "full", replicas=1, simulator=small, retries=Retries(attempts=0)):
        answers = lab.call(host=host_of("full"), body={}, count=4, parallel=4)
    assert answers.statuses() == {200: 2, 429: 2}
    refused = [answer for answer in answers if answer.status == 429]
    assert all(answer.headers["retry-after"] == "1" for answer in refused)
    assert all(answer.seconds < 0.4 for answer in refused)
