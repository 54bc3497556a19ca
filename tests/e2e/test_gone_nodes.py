"""A replica whose node is gone: its address drops packets and doesn't even refuse, until Kubernetes takes it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from e2e.legs import HOST, NAME, failover, pools
from e2e.meshes import applied, cluster_of, host_of, mesh, versions
from lab.app import App
from lab.environment import Lab
from lab.modelserver import ModelServer
from lab.provider import Provider
from lab.waits import wait_for
from llm_api_mesh import Budget, Failover, KeyFromEnvironment, OpenAI, Pool, Random, Retries, RoundRobin, Version

import pytest

GONE = "gone"
DEFAULT = timedelta(seconds=2)
SHORT = timedelta(milliseconds=300)
FIRST_TOKEN = timedelta(seconds=1)
# What everything but the connections takes.
REST = 0.5
ATTEMPTS = 1 + 2
# In turn and never ejected, so that every other request meets the replica that is gone.
POOL = {"load_balancer": RoundRobin(), "ejection": None}

JSON: Mapping[str, Any] = {}
SSE: Mapping[str, Any] = {"stream": True}
BODIES = pytest.mark.parametrize("body", [JSON, SSE], ids=["json", "sse"])


@contextmanager
def without(*servers: ModelServer) -> Iterator[None]:
    """Take the nodes away for a while."""
    for server in servers:
        server.vanish()
    try:
        yield
    finally:
        for server in servers:
            server.reappear()


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Two replicas, and a short time to connect."""
    budget = Budget(connect_timeout=SHORT, first_token=FIRST_TOKEN, server_keep_alive=timedelta(seconds=2))
    with mesh(shared_lab, tmp_path_factory.mktemp(GONE), GONE, replicas=2, pool=POOL, budget=budget) as app:
        yield app


@BODIES
def test_another_replica_answers(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """After one time to connect, and although a stream's time to begin has no retry of its own."""
    gone, well = app.replicas
    wait_for("the idle connection's end", lambda: not lab.gateway.connections(gone.host.address))
    with without(gone):
        answers = lab.call(host=host_of(GONE), body=body, count=6)
    assert answers.statuses() == {200: 6}
    assert answers.replicas() == {well.name: 6}
    late = [answer.seconds for answer in answers if answer.seconds >= SHORT.total_seconds()]
    assert late
    assert max(late) < SHORT.total_seconds() + REST


def test_a_short_answer_comes_within_its_deadline(lab: Lab, tmp_path: Path) -> None:
    """Unless it is said, the time to connect is half of the deadline: the rest is another replica's."""
    budget = Budget(quick=timedelta(seconds=1))
    with mesh(lab, tmp_path, "gone-quick", replicas=2, pool=POOL, budget=budget) as app, without(app.replica(0)):
        answers = lab.call(host=host_of("gone-quick"), path="/v1/models", count=4)
    assert answers.statuses() == {200: 4}
    assert max(answer.seconds for answer in answers) < budget.quick.total_seconds()


def test_where_nothing_is_retried_the_client_is_told(lab: Lab, tmp_path: Path) -> None:
    """By 503, after one time to connect: the default's, as the mesh says no time at all."""
    with (
        mesh(lab, tmp_path, "gone-alone", replicas=1, retries=Retries(attempts=0)) as app,
        without(app.replica(0)),
    ):
        (answer,) = lab.call(host=host_of("gone-alone"), body=JSON)
    assert answer.status == 503
    assert DEFAULT.total_seconds() <= answer.seconds < DEFAULT.total_seconds() + REST


@BODIES
def test_the_next_backend_answers(lab: Lab, tmp_path: Path, body: Mapping[str, Any]) -> None:
    """After a time to connect for each of the attempts at the pool, without any time being said."""
    with applied(lab, tmp_path, NAME, backend=failover()), pools(lab) as (first, _second), without(first.replica(0)):
        (answer,) = lab.call(host=HOST, body=body)
    assert answer.replica == "legs-1-0"
    every = ATTEMPTS * DEFAULT.total_seconds()
    assert every <= answer.seconds < every + REST


@pytest.mark.parametrize(
    ("fault", "end"), [(Provider.vanish, Provider.reappear), (Provider.freeze, Provider.thaw)], ids=["gone", "silent"]
)
def test_a_provider_that_is_gone_or_does_not_shake_hands(
    lab: Lab, tmp_path: Path, fault: Callable[[Provider], None], end: Callable[[Provider], None]
) -> None:
    """TLS is a part of the time to connect, which a frozen server doesn't see to; its kernel takes the connection."""
    openai = lab.provider("openai", hosts=["api.openai.com"])
    hosted = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))
    backend = Failover(backends=[hosted, Pool(selector={"app": "legs-0"})])
    with applied(lab, tmp_path, NAME, backend=backend, budget=Budget(connect_timeout=SHORT)), pools(lab, 1):
        fault(openai)
        (answer,) = lab.call(host=HOST, body=JSON)
        end(openai)
    lab.remove(openai)
    assert answer.replica == "legs-0-0"
    every = ATTEMPTS * SHORT.total_seconds()
    assert every <= answer.seconds < every + REST


def test_the_time_is_every_cluster_s_and_changes_nothing_else(lab: Lab, tmp_path: Path) -> None:
    """A version with a policy of its own has it, too; connections stay unlimited, as `tcp` says nothing of them."""
    own = [Version(name="v1", weight=50), Version(name="v2", weight=50, load_balancer=Random())]
    with applied(lab, tmp_path, "gone-versions", pool={"versions": own}), versions(lab, "gone-versions", ["v1", "v2"]):
        clusters = lab.gateway.clusters()
        found = [clusters[cluster_of("gone-versions", subset)] for subset in ("", "v1", "v2")]
    assert [cluster["connect_timeout"] for cluster in found] == ["2s"] * len(found)
    limits = [cluster["circuit_breakers"]["thresholds"][0] for cluster in found]
    unlimited = 2**32 - 1
    assert {limit["max_connections"] for limit in limits} == {unlimited}
    assert not any("upstream_connection_options" in cluster for cluster in found)
