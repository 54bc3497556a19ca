"""Long bodies for an API that doesn't answer: the memory of the gateway's pod stays bounded, and other APIs go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from e2e.support.llm_gateways import DEPLOYED, HOST, NAMESPACE, REF, Platform, platform
from lab.apps.app import App
from lab.environment import Lab
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.istiod import IstiodSpec
from lab.machine.connection import fetch, fetch_json
from lab.traffic.call import BROKEN, Answer, Answers
from lab.waits import wait_for
from llm_api_mesh import DeployedPods, LlmApiMesh, MeshApp, Model, Pool

OTHER = "two.example.com"
MIB = 2**20
# 256 MiB for the proxy and its agent, one generation, and a quarter and 128 MiB for what arrives at once.
LIMIT = ((256 + 8) * 5 // 4 + 128) * MIB
AGENT = 64 * MIB
BODIES = 160
LONG = {"model": "slow", "messages": [{"role": "user", "content": "x" * (4 * MIB - 1000)}]}
SHORT = {"model": "quick", "messages": []}
OVERLOAD = r"overload"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway whose pods have memory for one generation, with an API that is slow and another one."""
    folder = tmp_path_factory.mktemp("memory")
    pods = DeployedPods(concurrent_generations=1)
    with (
        Lab(istiod_spec=IstiodSpec(deploys_gateways=True)) as lab,
        platform(lab, folder, "deployed", pods=pods) as gateway,
    ):
        app = MeshApp(outdir=folder / "apis")
        for name, namespace, host in (("slow", "ai", HOST), ("quick", "bi", OTHER)):
            pool = Pool(selector={"app": name}, target_port=8080)
            models = [Model(name=name, backend=pool)]
            LlmApiMesh(app, name, namespace=namespace, hosts=[host], gateway=REF, models=models)
        app.synth()
        lab.apply(folder / "apis")
        yield gateway


@pytest.fixture(scope="module")
def quick(gateway: Platform) -> Iterator[App]:
    """The pool of the other API, with answers of 240 tokens."""
    with _app(gateway, "quick", "bi") as app:
        yield app


@pytest.fixture
def slow(gateway: Platform) -> Iterator[App]:
    """The pool of the slow API, which takes requests and doesn't answer."""
    with _app(gateway, "slow", "ai") as app:
        app.replica(0).hang()
        yield app


@contextmanager
def _app(gateway: Platform, name: str, namespace: str) -> Iterator[App]:
    simulator = {"median_tokens": 240}
    app = gateway.lab.app(name, namespace=namespace, labels={"app": name}, simulator=simulator)
    try:
        yield app
    finally:
        gateway.lab.remove(app)


@dataclass
class Flood:
    """Many long bodies at once, what the proxy's memory was meanwhile, and what else happened."""

    peak: int = 0
    answers: Answers = field(default_factory=Answers)
    during: list[Answer] = field(default_factory=list)
    ready: int = 0


def physical(pod: DeployedGateway) -> int:
    """What the proxy's allocator has taken from the kernel, in bytes."""
    return int(fetch_json(pod.host.namespace, 15000, "/memory")["total_physical_bytes"])


def flood(gateway: Platform, pod: DeployedGateway, *, http2: bool) -> Flood:
    """Send the bodies, and short requests to the other API as long as the first clients wait."""
    found = Flood()
    to = pod.host.address
    tls = gateway.http2 if http2 else gateway.tls

    def send() -> None:
        found.answers = gateway.lab.call(
            HOST, body=LONG, to=to, tls=tls, http2=http2, count=BODIES, parallel=BODIES, timeout=20
        )

    thread = threading.Thread(target=send)
    thread.start()
    while thread.is_alive():
        found.peak = max(found.peak, physical(pod))
        fetch(pod.host.namespace, 15021, "/healthz/ready", address=to)
        found.ready += 1
        found.during += gateway.lab.call(OTHER, body=SHORT, to=to, tls=gateway.tls)
        time.sleep(0.05)
    return found


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("http2", [False, True])
def test_many_long_bodies_do_not_end_a_pod(gateway: Platform, quick: App, http2: bool) -> None:
    """The proxy stays below its limit, streams of another API go on, and new requests are refused for a while."""
    pod = gateway.gateway
    assert isinstance(pod, DeployedGateway)
    quick.replica(0).slow(200)  # 24 seconds
    streams: list[Answer] = []

    def stream() -> None:
        body = {**SHORT, "stream": True}
        streams.extend(gateway.lab.call(OTHER, body=body, to=pod.host.address, tls=gateway.tls, timeout=60))

    thread = threading.Thread(target=stream)
    thread.start()
    wait_for("the stream", lambda: quick.replica(0).load()["running"] == 1)
    quick.replica(0).heal()
    found = flood(gateway, pod, http2=http2)
    assert found.peak < LIMIT - AGENT
    assert found.answers.statuses().keys() <= {BROKEN, 503}
    refused = [one for one in (*found.answers, *found.during) if one.status != BROKEN and not one.ok]
    assert {one.json()["error"]["code"] for one in refused} <= {"gateway_overloaded"}
    assert {one.headers["retry-after"] for one in refused} <= {"1"}
    counts = pod.stats(OVERLOAD)
    if http2:
        assert counts["envoy.overload_actions.reset_high_memory_stream.count"]
    else:
        assert refused
        assert counts["overload.envoy.load_shed_points.http1_server_abort_dispatch.shed_load_count"]
    thread.join()
    (answer,) = streams
    assert answer.ok
    assert len(answer.events()) >= 240
    wait_for("room", lambda: gateway.lab.call(OTHER, body=SHORT, to=pod.host.address, tls=gateway.tls)[0].ok)
    gateway.lab.assert_nothing_rejected()


@pytest.mark.usefixtures("slow", "quick")
def test_without_the_bound_the_memory_grows(gateway: Platform) -> None:
    """The same bodies need more than the limit, if the pod doesn't read the file."""
    open_ended = gateway.lab.deployed_gateway(
        NAMESPACE, DEPLOYED, index=1, environment={"ISTIO_BOOTSTRAP_OVERRIDE": ""}
    )
    try:
        found = flood(gateway, open_ended, http2=False)
        assert found.peak > LIMIT - AGENT
        assert {one.status for one in found.during} == {200}
    finally:
        gateway.lab.remove(open_ended)
