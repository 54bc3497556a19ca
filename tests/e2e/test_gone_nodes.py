"""A replica whose node is gone: its address drops packets and doesn't even refuse, until Kubernetes takes it out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from e2e.support import raw
from e2e.support.clock import EARLY
from e2e.support.legs import HOST, NAME, failover, pools
from e2e.support.meshes import applied, cluster_of, host_of, mesh, versions
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.apps.model_server import ModelServer
from lab.environment import Lab
from lab.machine import namespaces
from lab.tools import cache
from lab.waits import wait_for
from llm_api_mesh import Budget, Failover, KeyFromEnvironment, OpenAI, Pool, Random, Retries, RoundRobin, Version

import pytest
from cdk8s import JsonPatch

GONE = "gone"
DEFAULT = timedelta(seconds=2)
SHORT = timedelta(milliseconds=300)
FIRST_TOKEN = timedelta(seconds=1)
# What everything but the connections takes.
REST = 0.5
ATTEMPTS = 1 + 2
# In turn and never ejected, so that every other request meets the replica that is gone.
POOL = {"load_balancer": RoundRobin(), "ejection": None}

# The kernel's questions after a node: those that are emitted, as Envoy has them, and much shorter ones for a test.
ASKED = {"keepalive_time": 30, "keepalive_interval": 10, "keepalive_probes": 3}
SOON = JsonPatch.replace(
    "/spec/trafficPolicy/connectionPool/tcp/tcpKeepalive", {"time": "1s", "interval": "1s", "probes": 2}
)
UNANSWERED = 1 + 2 * 1
# What Envoy gives a client to read what has come.
LAST_WORDS = 1
# So slow that after a first token, which comes at once, there are 20 s until the next.
STALLED = 40_000
PROMPT = {"time_to_first_token": 1e-6}

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
    late = [answer.seconds for answer in answers if answer.seconds >= SHORT.total_seconds() - EARLY]
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
    assert DEFAULT.total_seconds() - EARLY <= answer.seconds < DEFAULT.total_seconds() + REST


@BODIES
def test_the_next_backend_answers(lab: Lab, tmp_path: Path, body: Mapping[str, Any]) -> None:
    """After a time to connect for each of the attempts at the pool, without any time being said."""
    with applied(lab, tmp_path, NAME, backend=failover()), pools(lab) as (first, _second), without(first.replica(0)):
        (answer,) = lab.call(host=HOST, body=body)
    assert answer.replica == "legs-1-0"
    every = ATTEMPTS * DEFAULT.total_seconds()
    assert every - EARLY <= answer.seconds < every + REST


@pytest.mark.parametrize(
    ("fault", "end"),
    [(HostedProvider.vanish, HostedProvider.reappear), (HostedProvider.freeze, HostedProvider.thaw)],
    ids=["gone", "silent"],
)
def test_a_provider_that_is_gone_or_does_not_shake_hands(
    lab: Lab, tmp_path: Path, fault: Callable[[HostedProvider], None], end: Callable[[HostedProvider], None]
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
    assert every - EARLY <= answer.seconds < every + REST


def test_a_silent_stream_whose_node_goes_is_ended(lab: Lab, tmp_path: Path) -> None:
    """When so many of the kernel's questions have had no answer, whoever's stream it is; here after three seconds."""
    name = "gone-stream"
    with mesh(lab, tmp_path, name, replicas=1, simulator=PROMPT, rule_patch=SOON) as app, raw.connection(lab) as client:
        app.replica(0).slow(STALLED)
        client.sendall(raw.whole(host_of(name), b'{"stream": true}', [("content-type", "application/json")]))
        read = client.recv(raw.SIZE)
        with without(app.replica(0)):
            started = time.monotonic()
            while more := client.recv(raw.SIZE):
                read += more
            seconds = time.monotonic() - started
    assert read.startswith(b"HTTP/1.1 200")
    assert not read.endswith(b"0\r\n\r\n")
    assert UNANSWERED - REST < seconds < UNANSWERED + LAST_WORDS + REST


def test_a_silent_stream_of_a_node_that_is_there_goes_on(lab: Lab, tmp_path: Path) -> None:
    """Its kernel answers, even for a server that is frozen for longer than all of the questions take."""
    name = "silent-stream"
    with mesh(lab, tmp_path, name, replicas=1, simulator=PROMPT, rule_patch=SOON) as app, raw.connection(lab) as client:
        client.settimeout(UNANSWERED + 2)
        app.replica(0).slow(STALLED)
        client.sendall(raw.whole(host_of(name), b'{"stream": true}', [("content-type", "application/json")]))
        assert client.recv(raw.SIZE)
        app.replica(0).freeze()
        with pytest.raises(TimeoutError):
            client.recv(raw.SIZE)
        app.replica(0).thaw()


def test_the_kernel_asks_after_as_long_as_the_rule_says(lab: Lab, tmp_path: Path) -> None:
    """30 s, counted down on each open connection."""
    with mesh(lab, tmp_path, "gone-asked", replicas=1) as app:
        assert lab.call(host=host_of("gone-asked"), body=JSON).statuses() == {200: 1}
        (timer,) = _timers(lab, app.replica(0).host.address)
    assert ASKED["keepalive_time"] - REST * 10 < timer <= ASKED["keepalive_time"]


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
    assert [cluster["upstream_connection_options"] for cluster in found] == [{"tcp_keepalive": ASKED}] * len(found)


def _timers(lab: Lab, address: str) -> list[int]:
    """In how many seconds the gateway's kernel asks, on each of the gateway's connections to an address."""
    command = (str(cache.debian("ss", "iproute2")), "--tcp", "--options", "--numeric", "dst", address)
    listed = namespaces.run(lab.gateway.host.namespace, *command).stdout
    return [int(seconds) for seconds in re.findall(r"timer:\(keepalive,(\d+)sec", listed)]
