"""One load through one balancer: its figures, or only whether the balancer carries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from functools import lru_cache
from itertools import cycle

from bench.measuring.arrivals import Arrival
from bench.measuring.client import Client
from bench.measuring.load import Sender, offer_by
from bench.measuring.outcomes import Outcome
from bench.measuring.prefix import processors
from bench.measuring.prefix.figures import LIMIT_SECONDS, Point, Times, Used, allowed, late
from bench.measuring.prefix.oracle import Oracle
from bench.measuring.prefix.replicas import Scale
from bench.measuring.prefix.workloads import BY_NAME, Load, Workload
from bench.peers.direct import Direct
from bench.peers.peer import Peer
from lab.apps.model_server import ModelServer
from lab.waits import wait_for

# In production's seconds. A load that isn't carried is given up soon, and the times of one that is measured must end.
_GIVE_UP_SECONDS = 5 * LIMIT_SECONDS
_TIMEOUT_SECONDS = 120.0
# In real seconds.
_IDLE_SECONDS = 60.0

# Each load has 20 MB.
_LOADS_IN_MEMORY = 12


@dataclass(frozen=True)
class Extent:
    """How long a load is: a number of requests, and more of them if they take less than these seconds."""

    requests: int
    seconds: float
    scale: Scale


@dataclass(frozen=True)
class Offer:
    """A load to offer."""

    workload: Workload
    share: float
    """The rate of its requests, as a share of the perfect one."""
    seed: int
    extent: Extent

    @property
    def load(self) -> Load:
        """Its requests; fewer would end before a queue that grows is too long."""
        requests = max(self.extent.requests, round(self.extent.seconds * self.share * self.workload.perfect))
        return _load(self.workload.name, self.share, requests, self.seed, self.extent.scale)

    @property
    def speed(self) -> float:
        """Times by which the load is faster than in production."""
        return self.extent.scale.speed


@lru_cache(maxsize=_LOADS_IN_MEMORY)
def _load(name: str, share: float, requests: int, seed: int, scale: Scale) -> Load:
    return BY_NAME[name].load(share, requests, seed, scale)


class OverloadError(Exception):
    """More requests were late than 99 of 100 in time allow."""


class _Watched:
    """Sends requests, and ends the load when too many of the measured ones were late."""

    def __init__(self, sender: Sender, load: Load, speed: float) -> None:
        self._sender = sender
        self._begin = load.begin
        self._speed = speed
        self._allowed = allowed(len(load.arrivals) - load.first)

    async def send(self, arrival: Arrival, due: float) -> Outcome:
        """Send a request."""
        outcome = await self._sender.send(arrival, due)
        if arrival.at >= self._begin:
            self._allowed -= late(outcome, self._speed)
            if self._allowed < 0:
                raise OverloadError
        return outcome

    def close(self) -> None:
        """Close all connections."""
        self._sender.close()


class InTurn:
    """Sends requests to several targets in turn."""

    def __init__(self, senders: Sequence[Sender]) -> None:
        self._senders = senders
        self._next = cycle(senders)

    async def send(self, arrival: Arrival, due: float) -> Outcome:
        """Send a request to the next target."""
        return await next(self._next).send(arrival, due)

    def close(self) -> None:
        """Close all connections."""
        for sender in self._senders:
            sender.close()


@dataclass
class _Counters:
    """What the replicas, the balancer and the machine count."""

    peer: Peer
    replicas: Sequence[ModelServer]
    notes: list[Used] = field(default_factory=list)

    def read(self) -> None:
        """Note the current counts."""
        loads = [replica.load() for replica in self.replicas]
        prompt, cached = (sum(load[name] for load in loads) for name in ("prompt_tokens", "cached_tokens"))
        self.notes.append(Used(prompt, cached, self.peer.cpu_seconds(), *processors.seconds()))

    def increases(self) -> Used:
        """What has been counted between the first note and the last one."""
        first, last = self.notes[0], self.notes[-1]
        return Used(*(end - begin for begin, end in zip(astuple(first), astuple(last), strict=True)))


def measure(peer: Peer, replicas: Sequence[ModelServer], offer: Offer) -> Point:
    """The figures of one load, however long its requests wait."""
    load = offer.load
    sender = _sender(peer, offer, _TIMEOUT_SECONDS)
    counters = _Counters(peer, replicas)
    _prepare(peer, replicas)
    outcomes = offer_by(sender, load.arrivals, [(load.begin, counters.read)])
    counters.read()
    used = counters.increases()
    return Point(offer.share, used, Times.of(outcomes[load.first :], offer.speed))


def carries(peer: Peer, replicas: Sequence[ModelServer], offer: Offer) -> bool:
    """Whether 99 of 100 requests of a load have their first token in time."""
    load = offer.load
    sender = _Watched(_sender(peer, offer, _GIVE_UP_SECONDS), load, offer.speed)
    _prepare(peer, replicas)
    try:
        offer_by(sender, load.arrivals)
    except ExceptionGroup as errors:
        if errors.split(OverloadError)[1]:
            raise
        return False
    return True


def _sender(peer: Peer, offer: Offer, timeout: float) -> Sender:
    seconds = timeout / offer.speed
    if isinstance(peer, Direct):
        return Oracle(peer.targets, seconds, offer.extent.scale.settings, offer.load.arrivals)
    return InTurn([Client(target, seconds) for target in peer.targets])


def _prepare(peer: Peer, replicas: Sequence[ModelServer]) -> None:
    """Wait until the replicas have nothing to do, and empty their caches."""

    def idle() -> bool:
        loads = [replica.load() for replica in replicas]
        return not any(load["running"] + load["waiting"] for load in loads)

    wait_for("idle replicas", idle, _IDLE_SECONDS)
    peer.settle()
    for replica in replicas:
        replica.clear_cache()
