"""Open streams to pods with sidecars, whose listener istiod writes from the Services and the policies of the pods.

The gateway's listeners don't depend on an API, but a sidecar's listener does. When it changes, the sidecar closes the
connections of the former one after its drainDuration.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.kubectl import Kubectl, written
from e2e.support.llm_apis import ACCOUNT, LABELS, gateway_for
from e2e.support.llm_apis import NAME as GATEWAY
from e2e.support.llm_apis import NAMESPACE as GATEWAY_NAMESPACE
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answers
from lab.waits import wait_for
from llm_api_mesh import ALL_CALLERS, Caller, Endpoint, LlmGatewayRef, MeshApp, Pool
from support import changes

NAMESPACE = "streaming"
APP = {"app": "streaming"}
PORT = 8080
HOSTS = {"one": "one.example.com", "two": "two.example.com"}

DRAIN_SECONDS = 3
DRAIN = {"drainDuration": f"{DRAIN_SECONDS}s"}
# Until a test lets the servers answer fast again.
ENDLESS = {"median_tokens": 2000, "concurrency": 200}
SLOW = 600

Keywords = Mapping[str, Any]


# What the teams know of the gateway.
REF = LlmGatewayRef(
    namespace=GATEWAY_NAMESPACE,
    name=GATEWAY,
    selector=LABELS,
    service_account=ACCOUNT,
    spill_limits=changes.LIMITS,
)


@pytest.fixture(scope="module", autouse=True)
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The gateway of all APIs."""
    folder = tmp_path_factory.mktemp("gateway")
    with gateway_for(shared_lab, folder, hosts={NAMESPACE: [*HOSTS.values()], **changes.hosts()}):
        yield


@pytest.fixture(scope="module")
def app(shared_lab: Lab) -> Iterator[App]:
    """A pod whose sidecar closes the connections of a changed listener after seconds."""
    with _pods(shared_lab, NAMESPACE, {**APP, **changes.PART}) as app:
        yield app


@contextmanager
def _pods(lab: Lab, namespace: str, labels: Mapping[str, str]) -> Iterator[App]:
    app = lab.app(namespace, namespace=namespace, labels=labels, sidecar=True, simulator=ENDLESS, proxy_config=DRAIN)
    try:
        yield app
    finally:
        lab.remove(app)


def listener(app: App) -> Any:
    """What a sidecar does with all connections to its pod."""
    proxy = app.replica(0).proxy
    assert proxy
    (found,) = (one for one in proxy.config_dump("dynamic_listeners") if one["name"] == "virtualInbound")
    return found["active_state"]["listener"]


def one(**options: Any) -> Keywords:
    """An API for the pods."""
    return {"name": "one", "hosts": [HOSTS["one"]], "backend": pool(), **options}


def two(**options: Any) -> Keywords:
    """Another API for the same pods, with a younger Service."""
    return {"name": "two", "hosts": [HOSTS["two"]], "backend": pool(), **options}


def pool(**options: Any) -> Pool:
    """The pods."""
    return Pool(**{"selector": APP, "target_port": PORT, **options})


@dataclass(frozen=True)
class Change:
    """The APIs of the pods before and after a change, and the API with the open stream."""

    before: Sequence[Keywords]
    after: Sequence[Keywords]
    api: str | None = "one"
    """None: the client calls the pod itself."""


OPEN = {"callers": ALL_CALLERS}
AGENTS = {"callers": [Caller(namespace="agents")]}
AUDIO = {"endpoints": [Endpoint(name="audio", path="/v1/audio/speech", backend=pool(name="audio"))]}
OTHER_ACCOUNT = {"gateway": REF.model_copy(update={"service_account": "other"})}

ENDING = {
    "the first API of the pods comes": Change([], [one()], api=None),
    "the only API goes": Change([one()], []),
    "another API of the pods comes": Change([one()], [one(), two()]),
    "another API of the pods goes": Change([one(), two()], [one()]),
    "another Pool of the API comes": Change([one()], [one(**AUDIO)]),
    "callers": Change([one()], [one(**AGENTS)]),
    "open_ports": Change([one()], [one(backend=pool(open_ports=[9090]))]),
    "pods are opened": Change([one()], [one(**OPEN)]),
    "service account of the gateway": Change([one()], [one(**OTHER_ACCOUNT)]),
    "target_port": Change([one()], [one(backend=pool(target_port=PORT + 1))]),
    "port": Change([one()], [one(backend=pool(port=8000))]),
    "protocol": Change([one()], [one(backend=pool(protocol="h2c"))]),
    "name of the Service": Change([one()], [one(backend=pool(name="renamed"))]),
    "the first API of the pods is open": Change([], [one(**OPEN)], api=None),
    "the only API of the pods is open and goes": Change([one(**OPEN)], []),
    "an open API of the pods with an older Service goes": Change([one(**OPEN), two(**OPEN)], [two(**OPEN)], api="two"),
}

KEEPING = {
    "selector": Change([one()], [one(backend=pool(selector={**APP, **changes.PART}))]),
    "another open API of the pods comes": Change([one(**OPEN)], [one(**OPEN), two(**OPEN)]),
    "another open API of the pods goes": Change([one(**OPEN), two(**OPEN)], [one(**OPEN)]),
}


Deliver = Callable[[Sequence[Keywords]], None]
"""Brings the cluster to the state of some APIs."""


@pytest.fixture
def deliver(lab: Lab, tmp_path: Path) -> Iterator[Deliver]:
    """Apply the APIs, and delete what they don't have."""
    kubectl = Kubectl(lab, tmp_path / "delivered")
    steps = iter(range(100))

    def deliver(apis: Sequence[Keywords]) -> None:
        known = [{"namespace": NAMESPACE, "gateway": REF, **api} for api in apis]
        kubectl(_files(tmp_path / f"step-{next(steps)}", known) if known else {})

    yield deliver
    deliver([])


def _files(folder: Path, apis: Sequence[Keywords]) -> dict[str, str]:
    app = MeshApp(outdir=folder)
    for api in apis:
        changes.declare(app, api)
    app.synth()
    return written(folder)


@contextmanager
def stream(lab: Lab, app: App, api: str | None) -> Iterator[Future[Answers]]:
    """Open a stream at the gateway, or else at the pod, which would last for minutes; let it end afterwards.

    The gateway has no connection from before, which an earlier change could end.
    """
    replica = app.replica(0)
    address = replica.host.address
    wait_for("the end of former connections", lambda: not lab.gateway.connections(address))
    replica.slow(SLOW)
    body = {"messages": [], "stream": True}
    to: dict[str, Any] = {"host": HOSTS[api]} if api else {"host": NAMESPACE, "to": address, "port": PORT}
    with ThreadPoolExecutor(1) as clients:
        try:
            opened = clients.submit(lab.call, body=body, timeout=120, **to)
            wait_for("the stream", lambda: replica.load()["running"] == 1 or opened.done())
            assert not opened.done(), opened.result()
            yield opened
        finally:
            replica.heal()


def wait_drained() -> None:
    """Wait until a sidecar would have closed the connections of a listener that has changed until now."""
    last = time.monotonic()
    wait_for("the end of the drain time", lambda: time.monotonic() > last + 2 * DRAIN_SECONDS)


@pytest.mark.parametrize("name", ENDING)
def test_these_changes_end_streams_after_the_drain_time(lab: Lab, app: App, deliver: Deliver, name: str) -> None:
    """The stream is cut off, and not before the sidecar's drainDuration is over."""
    change = ENDING[name]
    deliver(change.before)
    with stream(lab, app, change.api) as opened:
        started = time.monotonic()
        deliver(change.after)
        (answer,) = opened.result(timeout=60)
        assert time.monotonic() > started + DRAIN_SECONDS
    assert answer.status == 200
    assert answer.error
    assert b"[DONE]" not in answer.body


@pytest.mark.parametrize("name", KEEPING)
def test_these_changes_end_no_stream(lab: Lab, app: App, deliver: Deliver, name: str) -> None:
    """The sidecar's listener stays the same."""
    change = KEEPING[name]
    deliver(change.before)
    before = listener(app)
    with stream(lab, app, change.api) as opened:
        deliver(change.after)
        wait_drained()
        assert listener(app) == before
        assert not opened.done(), opened.result()
    (answer,) = opened.result()
    assert answer.ok


LISTENED = {"Service", "PeerAuthentication", "AuthorizationPolicy"}
"""The objects that a sidecar's listener is written from."""

# The lab of the whole run has no inference pools, and the last one changes the namespace.
LEFT_OUT = {"inference-pool", "identity"}


def _of_listener(folder: Path, state: Keywords) -> list[str]:
    objects = [one for text in _files(folder, [state]).values() for one in yaml.safe_load_all(text)]
    return sorted(yaml.safe_dump(one) for one in objects if one["kind"] in LISTENED)


def test_no_other_option_changes_a_sidecar_s_listener(lab: Lab, deliver: Deliver, tmp_path: Path) -> None:
    """Every other change of an API leaves these objects as they are, and the listener stays the same."""
    kinds = {kind: states for kind, states in changes.kinds(REF).items() if kind not in LEFT_OUT}
    steps = max(map(len, kinds.values()))
    found = 0
    with _pods(lab, changes.NAMESPACE, {**changes.APP, **changes.PART, "version": changes.VERSION}) as app:
        for step in range(1, steps):
            pairs = [
                states[step - 1 : step + 1]
                for kind, states in kinds.items()
                if len(states) > step
                and _of_listener(tmp_path / f"{kind}-{step - 1}", states[step - 1])
                == _of_listener(tmp_path / f"{kind}-{step}", states[step])
            ]
            deliver([before for before, _ in pairs])
            former = listener(app)
            deliver([after for _, after in pairs])
            assert listener(app) == former, step
            found += len(pairs)
    assert found > 20
