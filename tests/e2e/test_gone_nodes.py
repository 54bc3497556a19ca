"""A replica whose node is gone: its address drops packets, until Kubernetes removes the endpoint."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cdk8s import JsonPatch

from e2e.support import raw
from e2e.support.apis import api, applied, cluster_of, host_of, versions
from e2e.support.clock import EARLY
from e2e.support.failover_pools import HOST, NAME, failover, pools
from e2e.support.llm_apis import gateway_for, key_of, offered
from lab.apps.hosted_provider import HostedProvider
from lab.apps.model_server import ModelServer
from lab.environment import Lab
from lab.machine import namespaces
from lab.tools import cache
from llm_api_mesh import (
    Budget,
    Failover,
    LlmGatewayRef,
    OpenAI,
    Pool,
    ProviderRef,
    Random,
    Retries,
    RoundRobin,
    Version,
)

GONE = "gone"
OFFERED = offered("openai", OpenAI(api_key=key_of("openai")), NAME)
DEFAULT = timedelta(seconds=2)
SHORT = timedelta(milliseconds=300)
FIRST_TOKEN = timedelta(seconds=1)
# The time of a request apart from its connections.
OTHER_SECONDS = 0.5
ATTEMPTS = 1 + 2
# Round robin without ejection, so that every other request meets the replica that is gone.
POOL = {"load_balancer": RoundRobin(), "ejection": None}

# The TCP keep-alive probes of the gateway's kernel: those that the construct emits, in Envoy's form, and much shorter
# times for a test.
KEEP_ALIVE = {"keepalive_time": 30, "keepalive_interval": 10, "keepalive_probes": 3}
SHORT_KEEP_ALIVE = JsonPatch.replace(
    "/spec/trafficPolicy/connectionPool/tcp/tcpKeepalive", {"time": "1s", "interval": "1s", "probes": 2}
)
UNANSWERED_SECONDS = 1 + 2 * 1
# The time that Envoy gives a client to read what has arrived.
CLOSE_SECONDS = 1
# So slow that 20 s pass between the first token, which comes at once, and the second.
STALLED_FACTOR = 40_000
FIRST_TOKEN_AT_ONCE = {"time_to_first_token": 1e-6}

JSON: Mapping[str, Any] = {}
SSE: Mapping[str, Any] = {"stream": True}
BODIES = pytest.mark.parametrize("body", [JSON, SSE], ids=["json", "sse"])


@contextmanager
def without(*servers: ModelServer) -> Iterator[None]:
    """Let the nodes of these servers vanish for a while."""
    for server in servers:
        server.vanish()
    try:
        yield
    finally:
        for server in servers:
            server.reappear()


@pytest.fixture
def gateway(lab: Lab, tmp_path: Path) -> Iterator[LlmGatewayRef]:
    """An LLM gateway, for tests of streams and failovers."""
    with gateway_for(lab, tmp_path / "gateway", GONE, NAME, providers=OFFERED) as gateway:
        yield gateway


@BODIES
def test_another_replica_answers(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path, body: Mapping[str, Any]) -> None:
    """Another replica answers after one connect timeout, for streams, too, whose time to begin isn't retried."""
    budget = Budget(connect_timeout=SHORT, first_token=FIRST_TOKEN, server_keep_alive=timedelta(seconds=2))
    with (
        api(lab, tmp_path, GONE, gateway=gateway, replicas=2, pool=POOL, budget=budget) as app,
        without(app.replica(0)),
    ):
        _, well = app.replicas
        answers = lab.call(host=host_of(GONE), body=body, count=6)
    assert answers.statuses() == {200: 6}
    assert answers.replicas() == {well.name: 6}
    late = [answer.seconds for answer in answers if answer.seconds >= SHORT.total_seconds() - EARLY]
    assert late
    assert max(late) < SHORT.total_seconds() + OTHER_SECONDS


def test_a_short_answer_comes_within_its_deadline(lab: Lab, tmp_path: Path) -> None:
    """By default the connect timeout is half of the deadline, so that another replica can answer in time."""
    quick = timedelta(seconds=1)
    budget = Budget(quick=quick)
    with api(lab, tmp_path, "gone-quick", replicas=2, pool=POOL, budget=budget) as app, without(app.replica(0)):
        answers = lab.call(host=host_of("gone-quick"), path="/v1/models", count=4)
    assert answers.statuses() == {200: 4}
    assert max(answer.seconds for answer in answers) < quick.total_seconds()


def test_without_retries_the_client_gets_503(lab: Lab, tmp_path: Path) -> None:
    """Without retries the client gets 503 after one connect timeout, which is the default here."""
    with (
        api(lab, tmp_path, "gone-alone", replicas=1, retries=Retries(attempts=0)) as app,
        without(app.replica(0)),
    ):
        (answer,) = lab.call(host=host_of("gone-alone"), body=JSON)
    assert answer.status == 503
    assert DEFAULT.total_seconds() - EARLY <= answer.seconds < DEFAULT.total_seconds() + OTHER_SECONDS


@BODIES
def test_the_next_backend_answers(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path, body: Mapping[str, Any]) -> None:
    """The next backend answers after a connect timeout for each attempt at the pool, with the default times."""
    with (
        applied(lab, tmp_path, NAME, gateway=gateway, backend=failover()),
        pools(lab) as (first, _second),
        without(first.replica(0)),
    ):
        (answer,) = lab.call(host=HOST, body=body)
    assert answer.replica == "legs-1-0"
    connect_timeouts = ATTEMPTS * DEFAULT.total_seconds()
    assert connect_timeouts - EARLY <= answer.seconds < connect_timeouts + OTHER_SECONDS


@pytest.fixture
def openai(lab: Lab) -> Iterator[HostedProvider]:
    """A provider, which starts before the YAML that names its host is applied."""
    openai = lab.provider("openai", hosts=["api.openai.com"])
    yield openai
    lab.remove(openai)


FAULTS: Mapping[str, tuple[Callable[[HostedProvider], None], Callable[[HostedProvider], None]]] = {
    "gone": (HostedProvider.vanish, HostedProvider.reappear),
    "silent": (HostedProvider.freeze, HostedProvider.thaw),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_provider_that_is_gone_or_silent(
    lab: Lab, openai: HostedProvider, gateway: LlmGatewayRef, tmp_path: Path, fault: str
) -> None:
    """The connect timeout includes the TLS handshake, which a frozen server doesn't answer."""
    begin, end = FAULTS[fault]
    hosted = ProviderRef(provider="openai", model="gpt-4o-mini")
    backend = Failover(backends=[hosted, Pool(selector={"app": "legs-0"}, target_port=8080)])
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=backend), pools(lab, 1):
        begin(openai)
        (answer,) = lab.call(host=HOST, body=JSON)
        end(openai)
    assert answer.replica == "legs-0-0"
    connect_timeouts = ATTEMPTS * DEFAULT.total_seconds()
    assert connect_timeouts - EARLY <= answer.seconds < connect_timeouts + OTHER_SECONDS


def test_a_silent_stream_of_a_gone_node_is_ended(lab: Lab, tmp_path: Path) -> None:
    """When the kernel's keep-alive probes have had no answer, here for three seconds, the stream is ended."""
    name = "gone-stream"
    with (
        api(lab, tmp_path, name, replicas=1, simulator=FIRST_TOKEN_AT_ONCE, rule_patch=SHORT_KEEP_ALIVE) as app,
        raw.connection(lab) as client,
    ):
        app.replica(0).slow(STALLED_FACTOR)
        client.sendall(raw.whole(host_of(name), b'{"stream": true}', [("content-type", "application/json")]))
        read = client.recv(raw.SIZE)
        with without(app.replica(0)):
            started = time.monotonic()
            while more := client.recv(raw.SIZE):
                read += more
            seconds = time.monotonic() - started
    assert read.startswith(b"HTTP/1.1 200")
    assert not read.endswith(b"0\r\n\r\n")
    assert UNANSWERED_SECONDS - OTHER_SECONDS < seconds < UNANSWERED_SECONDS + CLOSE_SECONDS + OTHER_SECONDS


def test_a_silent_stream_of_a_present_node_continues(lab: Lab, tmp_path: Path) -> None:
    """The kernel of a present node answers the probes, although its server is frozen for longer than they take."""
    name = "silent-stream"
    with (
        api(lab, tmp_path, name, replicas=1, simulator=FIRST_TOKEN_AT_ONCE, rule_patch=SHORT_KEEP_ALIVE) as app,
        raw.connection(lab) as client,
    ):
        client.settimeout(UNANSWERED_SECONDS + 2)
        app.replica(0).slow(STALLED_FACTOR)
        client.sendall(raw.whole(host_of(name), b'{"stream": true}', [("content-type", "application/json")]))
        assert client.recv(raw.SIZE)
        app.replica(0).freeze()
        with pytest.raises(TimeoutError):
            client.recv(raw.SIZE)
        app.replica(0).thaw()


def test_the_kernel_uses_the_keep_alive_time_of_the_rule(lab: Lab, tmp_path: Path) -> None:
    """The kernel probes after 30 s of silence, counted down on each open connection."""
    with api(lab, tmp_path, "gone-kernel", replicas=1) as app:
        assert lab.call(host=host_of("gone-kernel"), body=JSON).statuses() == {200: 1}
        (timer,) = _timers(lab, app.replica(0).host.address)
    assert KEEP_ALIVE["keepalive_time"] - OTHER_SECONDS * 10 < timer <= KEEP_ALIVE["keepalive_time"]


def test_every_cluster_has_the_keep_alive_and_nothing_else(lab: Lab, tmp_path: Path) -> None:
    """A version with its own policy has the keep-alive, too; the number of connections stays unlimited."""
    own = [Version(name="v1", weight=50), Version(name="v2", weight=50, load_balancer=Random())]
    with applied(lab, tmp_path, "gone-versions", pool={"versions": own}), versions(lab, "gone-versions", ["v1", "v2"]):
        clusters = lab.gateway.clusters()
        found = [clusters[cluster_of("gone-versions", subset)] for subset in ("", "v1", "v2")]
    assert [cluster["connect_timeout"] for cluster in found] == ["2s"] * len(found)
    limits = [cluster["circuit_breakers"]["thresholds"][0] for cluster in found]
    unlimited = 2**32 - 1
    assert {limit["max_connections"] for limit in limits} == {unlimited}
    assert [cluster["upstream_connection_options"] for cluster in found] == [{"tcp_keepalive": KEEP_ALIVE}] * len(found)


def _timers(lab: Lab, address: str) -> list[int]:
    """The seconds until the gateway's kernel sends a keep-alive probe, for each of its connections to an address."""
    command = (str(cache.debian("ss", "iproute2")), "--tcp", "--options", "--numeric", "dst", address)
    listed = namespaces.run(lab.gateway.host.namespace, *command).stdout
    return [int(seconds) for seconds in re.findall(r"timer:\(keepalive,(\d+)sec", listed)]
