"""A full pool, and a failing replica."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from e2e.support.apis import api, cluster_of, host_of
from e2e.support.llm_apis import api_behind
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import Ejection, RoundRobin, Version

# The limit of the pool, or that of a version.
LIMITS = {
    "pool": {"concurrent_requests": 1, "replicas": 2},
    "version": {"versions": [Version(name="v1", labels={"app": "limited"}, concurrent_requests=1, replicas=2)]},
}


@pytest.mark.parametrize("pool", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize("stream", [False, True], ids=["json", "sse"])
def test_requests_beyond_the_limit_are_answered_at_once(
    lab: Lab, tmp_path: Path, pool: dict[str, Any], *, stream: bool
) -> None:
    """Two of four concurrent requests are served, and two get 429 with Retry-After, long before the first two end."""
    slow = {"time_to_first_token": 1.0}
    name = "limited"
    with api_behind(lab, tmp_path, name, pool=pool, replicas=2, simulator=slow):
        answers = lab.call(host=host_of(name), body={"stream": stream}, count=4, parallel=4)
    assert answers.statuses() == {200: 2, 429: 2}
    for answer in answers:
        if answer.status == 429:
            assert answer.seconds < 0.5
            assert answer.headers["retry-after"] == "1"
            assert answer.headers["content-type"] == "application/json"
            assert answer.json()["error"]["type"] == "rate_limit_error"
        else:
            assert answer.ok


def test_a_failing_replica_is_ejected_and_returns(lab: Lab, tmp_path: Path) -> None:
    """After three errors a replica is ejected for a while, and then gets its share again."""
    name = "ejecting"
    ejection = Ejection(
        consecutive_gateway_errors=3, base_time=timedelta(seconds=2), interval=timedelta(milliseconds=500)
    )
    with api(lab, tmp_path, name, pool={"load_balancer": RoundRobin(), "ejection": ejection}) as app:
        failing = app.replica(0)
        failing.refuse(503, retry_after=60)
        assert lab.call(host=host_of(name), body={}, count=30).statuses() == {200: 30}
        assert len(failing.requests()) == 3
        failing.heal()
        assert lab.gateway.ejected(cluster_of(name)) == 1
        wait_for("its return", lambda: not lab.gateway.ejected(cluster_of(name)))
        assert lab.call(host=host_of(name), body={}, count=9).replicas()[failing.name] == 3
