"""Replicas that fail are left out; replicas that are full aren't, and nobody is left without any replica."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from e2e.support.meshes import cluster_of, host_of, mesh
from lab.apps.replica import Replica
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import Ejection, Retries, RoundRobin

import pytest

NAME = "ejection"
HOST = host_of(NAME)
NEVER_AGAIN = Retries(attempts=0)  # as the replicas' own errors are to be seen
IN_TURN = {"load_balancer": RoundRobin()}


def _ejected(lab: Lab) -> int:
    (active,) = lab.gateway.stats(rf"{NAME}\.svc.*outlier_detection\.ejections_active$").values()
    return active


def _got(replica: Replica) -> int:
    return len(replica.requests())


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_failing_replica_is_left_out(lab: Lab, tmp_path: Path, status: int) -> None:
    """After five gateway errors in a row it gets nothing more, and every request is served."""
    with mesh(lab, tmp_path, NAME, pool=IN_TURN, retries=NEVER_AGAIN) as app:
        app.replica(0).refuse(status)
        assert lab.call(host=HOST, count=15).statuses() == {200: 10, status: 5}
        assert lab.call(host=HOST, count=30).statuses() == {200: 30}
        assert _ejected(lab) == 1


@pytest.mark.parametrize("status", [429, 500])
def test_a_replica_that_is_full_or_wrong_is_kept(lab: Lab, tmp_path: Path, status: int) -> None:
    """It says these because of a request, or because it has enough of them: it gets its share of the next ones."""
    with mesh(lab, tmp_path, NAME, pool=IN_TURN, retries=NEVER_AGAIN) as app:
        app.replica(0).refuse(status)
        assert lab.call(host=HOST, count=60).statuses() == {200: 40, status: 20}
        assert _ejected(lab) == 0


def test_others_take_the_load_of_a_full_replica(lab: Lab, tmp_path: Path) -> None:
    """A replica that always answers 429 costs no client a request: another one serves it."""
    with mesh(lab, tmp_path, NAME, pool=IN_TURN) as app:
        app.replica(0).refuse(429, retry_after=0)
        assert lab.call(host=HOST, count=30).statuses() == {200: 30}
        assert _got(app.replica(0)) >= 10
        assert _ejected(lab) == 0


@pytest.mark.parametrize("replicas", [1, 2, 3])
@pytest.mark.parametrize("percent", [None, 100])
def test_a_pool_is_never_ejected_to_nothing(lab: Lab, tmp_path: Path, replicas: int, percent: int | None) -> None:
    """When all fail, all errors are the replicas' own, and the first that recovers serves at once."""
    pool = {"ejection": Ejection(max_percent=percent)}
    with mesh(lab, tmp_path, NAME, pool=pool, replicas=replicas, retries=NEVER_AGAIN) as app:
        for replica in app.replicas:
            replica.refuse(503)
        answers = [answer for _ in range(3) for answer in lab.call(host=HOST, count=40)]
        assert all(answer.replica for answer in answers)
        if percent == 100:
            assert _ejected(lab) == replicas
        for replica in app.replicas:
            replica.heal()
        assert lab.call(host=HOST, count=20).statuses() == {200: 20}


def test_without_that_a_lone_replica_is_ejected(lab: Lab, tmp_path: Path) -> None:
    """With 0 and 100 a pool of one is gone for as long as the ejection lasts, though it has recovered."""
    pool = {"ejection": Ejection(max_percent=100, min_health_percent=0)}
    with mesh(lab, tmp_path, NAME, pool=pool, replicas=1, retries=NEVER_AGAIN) as app:
        app.replica(0).refuse(503)
        wait_for("the ejection", lambda: lab.call(host=HOST)[0].body == b"no healthy upstream")
        app.replica(0).heal()
        assert lab.call(host=HOST, count=5).statuses() == {503: 5}


def test_an_ejected_replica_returns(lab: Lab, tmp_path: Path) -> None:
    """When its time is over it gets its share again."""
    brief = Ejection(base_time=timedelta(seconds=1), interval=timedelta(milliseconds=500))
    with mesh(lab, tmp_path, NAME, pool={**IN_TURN, "ejection": brief}, retries=NEVER_AGAIN) as app:
        app.replica(0).refuse(503)
        wait_for("the ejection", lambda: bool(lab.call(host=HOST, count=15)) and _ejected(lab) == 1)
        app.replica(0).heal()
        before = _got(app.replica(0))
        wait_for("its return", lambda: bool(lab.call(host=HOST, count=3)) and _got(app.replica(0)) > before)


def test_the_proxy_counts_gateway_errors_and_nothing_else(lab: Lab, tmp_path: Path) -> None:
    """Both counters are said, and no other is in force."""
    with mesh(lab, tmp_path, NAME, replicas=1):
        detection = lab.gateway.clusters()[cluster_of(NAME)]["outlier_detection"]
        assert detection["enforcing_consecutive_5xx"] == 0
        assert detection["enforcing_consecutive_gateway_failure"] == 100
        assert detection["enforcing_success_rate"] == 0
