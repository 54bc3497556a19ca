"""Failing replicas are ejected, full ones aren't, and a pool always keeps a replica that can serve."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from e2e.support.apis import api, cluster_of, host_of
from lab.apps.replica import Replica
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import Ejection, Retries, RoundRobin

NAME = "ejection"
HOST = host_of(NAME)
NO_RETRIES = Retries(attempts=0)  # so that clients see the replicas' errors
ROUND_ROBIN = {"load_balancer": RoundRobin()}


def _ejected(lab: Lab) -> int:
    return lab.gateway.ejected(cluster_of(NAME))


def _request_count(replica: Replica) -> int:
    return len(replica.requests())


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_failing_replica_is_ejected(lab: Lab, tmp_path: Path, status: int) -> None:
    """After five consecutive gateway errors a replica gets no more requests, and every request is served."""
    with api(lab, tmp_path, NAME, pool=ROUND_ROBIN, retries=NO_RETRIES) as app:
        app.replica(0).refuse(status)
        assert lab.call(host=HOST, count=15).statuses() == {200: 10, status: 5}
        assert lab.call(host=HOST, count=30).statuses() == {200: 30}
        assert _ejected(lab) == 1


@pytest.mark.parametrize("status", [429, 500])
def test_a_full_replica_is_not_ejected(lab: Lab, tmp_path: Path, status: int) -> None:
    """A replica that answers 429 or 500 keeps its share: these statuses don't mean that it is broken."""
    with api(lab, tmp_path, NAME, pool=ROUND_ROBIN, retries=NO_RETRIES) as app:
        app.replica(0).refuse(status)
        assert lab.call(host=HOST, count=60).statuses() == {200: 40, status: 20}
        assert _ejected(lab) == 0


def test_others_take_the_load_of_a_full_replica(lab: Lab, tmp_path: Path) -> None:
    """No request is lost to a replica that always answers 429: another replica serves it."""
    with api(lab, tmp_path, NAME, pool=ROUND_ROBIN) as app:
        app.replica(0).refuse(429, retry_after=0)
        assert lab.call(host=HOST, count=30).statuses() == {200: 30}
        assert _request_count(app.replica(0)) >= 10
        assert _ejected(lab) == 0


@pytest.mark.parametrize("replicas", [1, 2, 3])
@pytest.mark.parametrize("percent", [None, 100])
def test_a_pool_is_never_ejected_to_nothing(lab: Lab, tmp_path: Path, replicas: int, percent: int | None) -> None:
    """When all replicas fail, clients get the replicas' errors, and the first replica that recovers serves at once."""
    pool = {"ejection": Ejection(max_percent=percent)}
    with api(lab, tmp_path, NAME, pool=pool, replicas=replicas, retries=NO_RETRIES) as app:
        for replica in app.replicas:
            replica.refuse(503)
        answers = [answer for _ in range(3) for answer in lab.call(host=HOST, count=40)]
        assert all(answer.replica for answer in answers)
        if percent == 100:
            assert _ejected(lab) == replicas
        for replica in app.replicas:
            replica.heal()
        assert lab.call(host=HOST, count=20).statuses() == {200: 20}


def test_without_min_health_a_lone_replica_is_ejected(lab: Lab, tmp_path: Path) -> None:
    """With 100 and 0 percent a pool's only replica stays ejected for the whole time, although it has recovered."""
    pool = {"ejection": Ejection(max_percent=100, min_health_percent=0)}
    with api(lab, tmp_path, NAME, pool=pool, replicas=1, retries=NO_RETRIES) as app:
        app.replica(0).refuse(503)
        wait_for("the ejection", lambda: lab.call(host=HOST)[0].body == b"no healthy upstream")
        app.replica(0).heal()
        assert lab.call(host=HOST, count=5).statuses() == {503: 5}


def test_an_ejected_replica_returns(lab: Lab, tmp_path: Path) -> None:
    """An ejected replica gets its share again when its ejection has ended."""
    brief = Ejection(base_time=timedelta(seconds=1), interval=timedelta(milliseconds=500))
    with api(lab, tmp_path, NAME, pool={**ROUND_ROBIN, "ejection": brief}, retries=NO_RETRIES) as app:
        app.replica(0).refuse(503)
        wait_for("the ejection", lambda: bool(lab.call(host=HOST, count=15)) and _ejected(lab) == 1)
        app.replica(0).heal()
        before = _request_count(app.replica(0))
        wait_for(
            "the return of the replica",
            lambda: bool(lab.call(host=HOST, count=3)) and _request_count(app.replica(0)) > before,
        )


def test_the_proxy_counts_gateway_errors_only(lab: Lab, tmp_path: Path) -> None:
    """The counters of 5xx and of gateway failures are set explicitly, and no other counter is in force."""
    with api(lab, tmp_path, NAME, replicas=1):
        detection = lab.gateway.clusters()[cluster_of(NAME)]["outlier_detection"]
        assert detection["enforcing_consecutive_5xx"] == 0
        assert detection["enforcing_consecutive_gateway_failure"] == 100
        assert detection["enforcing_success_rate"] == 0
