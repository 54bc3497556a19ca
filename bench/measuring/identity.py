"""The cost of keeping strangers out: the same requests with a protection and without it, beside bare Envoys.

Each protection is a step from one way to the next. The ways of the API and those of bare Envoys take turns, so a slow
period of the machine affects all of them alike.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import yaml

from bench.measuring import cpu
from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, applied
from bench.measuring.client import Target
from bench.measuring.errors import AnswerError
from bench.measuring.overhead import Overhead, difference, take_turn
from bench.measuring.progress import say
from bench.measuring.shapes import Shape, body
from bench.peers import two_envoys
from lab.apps.replica import Replica
from lab.environment import Lab
from lab.machine.namespaces import connect
from lab.machine.network import Host
from lab.waits import wait_for
from llm_api_mesh import ALL_CALLERS, Pool

KB, HUNDRED_KB = 1_000, 100_000
SIZES: Mapping[int, int] = {KB: 30, HUNDRED_KB: 15}
"""The size of a body in bytes, and the number of requests of that size in a turn."""

MODEL_PORT = 8080
IDENTITY = "x-forwarded-client-cert"
"""The header by which a model server sees that its proxy knows the caller."""


class Way(StrEnum):
    """What a request passes."""

    GATEWAY = "gateway"
    SIDECAR = "sidecar"
    MUTUAL_TLS = "mutual-tls"


@dataclass(frozen=True)
class Step:
    """A protection: the way with it, and the way without it."""

    text: str
    without: Way
    protected: Way


STEPS = (
    Step("a proxy beside the model server", Way.GATEWAY, Way.SIDECAR),
    Step("mutual TLS, and only named callers", Way.SIDECAR, Way.MUTUAL_TLS),
)
"""A further protection is a way and a step."""


def api_name(way: Way) -> str:
    """The name of the API whose requests go this way."""
    return f"identity-{way}"


@dataclass(frozen=True)
class Measured:
    """A way, the proxies on it, and the model server at its end."""

    target: Target
    proxies: tuple[Host, ...]
    replica: Replica

    def cpu_seconds(self) -> float:
        """The CPU time of all proxies on the way."""
        return sum(cpu.seconds(host.namespace, "envoy") for host in self.proxies)


@dataclass
class Figures:
    """The turns of a step, in seconds."""

    without: Overhead = field(default_factory=Overhead)
    protected: Overhead = field(default_factory=Overhead)

    @property
    def latency(self) -> float:
        """The median latency without the protection."""
        return statistics.median(self.without.latency)

    @property
    def added_latency(self) -> float:
        """The latency that the protection adds to a request."""
        return difference(self.protected.latency, self.without.latency)

    @property
    def added_cpu(self) -> float:
        """The CPU time that the protection adds to a request, over all proxies on the way."""
        return difference(self.protected.cpu, self.without.cpu)


@dataclass(frozen=True)
class Case:
    """What a step costs with bodies of a size: the API's and that of bare Envoys."""

    step: Step
    size: int
    ours: Figures
    bare: Figures


def measure(lab: Lab, sizes: Sequence[int], turns: int) -> list[Case]:
    """Measure a number of turns of each way with each size."""
    with ExitStack() as stack:
        ways = {
            (kind, way): stack.enter_context(start(lab, way))
            for way in Way
            for kind, start in (("ours", _ours), ("bare", _bare))
        }
        for (_, way), measured in ways.items():
            _require_identity(measured, known=way is Way.MUTUAL_TLS)
        found = {(*key, size): Overhead() for key in ways for size in sizes}
        for turn in range(turns):
            say(f"turn {turn + 1} of {turns}")
            for size in sizes:
                text = body(Shape.LONG, size)
                # In random order, because each way finds the memory in the state in which another one has left it.
                for key in random.Random(f"{turn}-{size}").sample(sorted(ways), len(ways)):  # noqa: S311 - an order
                    measured = ways[key]
                    take_turn(measured.target, text, SIZES[size], measured.cpu_seconds, found[*key, size])
                    # The simulator keeps the bodies of requests.
                    measured.replica.clear_requests()
    return [
        Case(step, size, *(_figures(found, kind, step, size) for kind in ("ours", "bare")))
        for step in STEPS
        for size in sizes
    ]


def _figures(found: Mapping[tuple[str, Way, int], Overhead], kind: str, step: Step, size: int) -> Figures:
    return Figures(found[kind, step.without, size], found[kind, step.protected, size])


@contextmanager
def _ours(lab: Lab, way: Way) -> Iterator[Measured]:
    """An API behind the LLM gateway, whose pods have a sidecar or none."""
    name = api_name(way)
    labels = {"app": name}
    callers: dict[str, Any] = {} if way is Way.MUTUAL_TLS else {"callers": ALL_CALLERS}
    if way is Way.SIDECAR:
        _without_tls(lab, name, labels)
    app = lab.app(name, namespace=NAMESPACE, labels=labels, port=MODEL_PORT, sidecar=way is not Way.GATEWAY)
    pool = Pool(selector=labels, target_port=MODEL_PORT)
    with applied(lab, name, gateway=LLM_GATEWAY, backend=pool, **callers) as target:
        replica = app.replica(0)
        hosts = (lab.gateway.host, *((replica.host,) if replica.proxy else ()))
        yield Measured(target, hosts, replica)
    lab.remove(app)


def _without_tls(lab: Lab, name: str, labels: Mapping[str, str]) -> None:
    """Turn mutual TLS off for pods, until the end of the lab: without this, Istio uses it whenever it can."""
    file = lab.state.folder / f"{name}.yaml"
    spec = {"selector": {"matchLabels": labels}, "mtls": {"mode": "DISABLE"}}
    metadata = {"name": name, "namespace": NAMESPACE}
    written = {"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication", "metadata": metadata, "spec": spec}
    file.write_text(yaml.safe_dump(written))
    lab.cluster.require_namespace(NAMESPACE)
    lab.apply(file)


@contextmanager
def _bare(lab: Lab, way: Way) -> Iterator[Measured]:
    """One bare Envoy, or two."""
    name = f"bare-{way}"
    app = lab.app(name, namespace="peers", labels={"app": name}, port=MODEL_PORT)
    first = lab.caller(f"{name}-gateway", "peers", sidecar=False)
    replica = app.replica(0)
    folder = lab.state.folder / name
    folder.mkdir()
    identities = two_envoys.Identities.made(folder) if way is Way.MUTUAL_TLS else None
    port = MODEL_PORT
    if way is not Way.GATEWAY:
        port = two_envoys.PORT
        two_envoys.start_second(replica.host, folder / "second", MODEL_PORT, identities)
        _wait_for_port(lab, replica.host)
    two_envoys.start_first(first.host, folder / "first", replica.host.address, port, identities)
    _wait_for_port(lab, first.host)
    target = Target(lab.hub.namespace, first.host.address, two_envoys.PORT, name)
    yield Measured(target, (first.host, *((replica.host,) if way is not Way.GATEWAY else ())), replica)
    lab.remove(first, app)


def _wait_for_port(lab: Lab, host: Host) -> None:
    def answers() -> bool:
        connect(lab.hub.namespace, (host.address, two_envoys.PORT), 1).close()
        return True

    wait_for(f"the Envoy of {host.name}", answers)


def _require_identity(measured: Measured, *, known: bool) -> None:
    """Raise unless the model server's proxy knows the caller, or doesn't, as the way says."""
    take_turn(measured.target, body(Shape.LONG, KB), 1, lambda: 0.0, Overhead(), warm_up=0)
    header = measured.replica.requests()[-1]["headers"].get(IDENTITY)
    measured.replica.clear_requests()
    if (header is not None) != known:
        raise AnswerError(f"{measured.target}: the model server received {IDENTITY}: {header}")
