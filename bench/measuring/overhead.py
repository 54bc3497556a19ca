"""The overhead of a proxy: latency and CPU time of one request when nothing else takes time.

The replicas answer at once, there is one request at a time, and the peers take turns after a few requests, so that a
slow period of the machine affects all of them alike. The baseline is the same requests sent to the replicas directly.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from bench.measuring.arrivals import chat_body
from bench.measuring.client import Target, whole
from bench.measuring.errors import AnswerError
from bench.peers.peer import Peer
from lab.machine.namespaces import connect

DIRECT = "direct"

# Answers of one token in one piece, as in the benchmarks of other gateways.
_BODY = chat_body([{"role": "user", "content": "Is this quick?"}], stream=False, max_tokens=1)

_REQUESTS_A_TURN = 50
# The first requests of a turn find the proxy's memory displaced by that of the other peers.
_WARM_UP = 5
_TIMEOUT_SECONDS = 10.0
_READ_SIZE = 65536
_OK = b"HTTP/1.1 200 "


@dataclass
class Overhead:
    """The turns of one peer: the median latency and the CPU time of a request in each turn."""

    latency: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def measure(
    peers: Sequence[Peer],
    replicas: Sequence[Target],
    turns: int,
    body: bytes = _BODY,
    headers: Sequence[tuple[str, str]] = (),
) -> dict[str, Overhead]:
    """Measure a number of turns with every peer, and as many without a peer."""
    found = {name: Overhead() for name in (DIRECT, *(peer.name for peer in peers))}
    for turn in range(turns):
        direct = _send(replicas[turn % len(replicas)], body, _REQUESTS_A_TURN, headers)
        found[DIRECT].latency.append(statistics.median(direct))
        # In a different order each time, because after a peer with much memory the next one finds the caches cold.
        for peer in random.Random(turn).sample(peers, len(peers)):  # noqa: S311 - an order, not a secret
            with peer.awake():
                take_turn(peer.target, body, _REQUESTS_A_TURN, peer.cpu_seconds, found[peer.name], headers=headers)
    return found


def take_turn(  # noqa: PLR0913 - what a turn consists of
    target: Target,
    body: bytes,
    requests: int,
    cpu_seconds: Callable[[], float],
    into: Overhead,
    *,
    warm_up: int = _WARM_UP,
    headers: Sequence[tuple[str, str]] = (),
) -> None:
    """Send requests one after another, and record their median latency and the CPU time of each."""
    for _ in _send(target, body, warm_up, headers):
        pass
    before = cpu_seconds()
    into.latency.append(statistics.median(_send(target, body, requests, headers)))
    into.cpu.append((cpu_seconds() - before) / requests)


def added(found: Mapping[str, Overhead], name: str) -> float:
    """The latency that a peer adds."""
    return difference(found[name].latency, found[DIRECT].latency)


def difference(ones: Sequence[float], zeros: Sequence[float]) -> float:
    """The median of the differences, turn by turn."""
    return statistics.median(one - zero for one, zero in zip(ones, zeros, strict=True))


def _send(target: Target, body: bytes, count: int, headers: Sequence[tuple[str, str]]) -> Iterator[float]:
    """The seconds of each request, one after another on one connection."""
    request = target.request(body, headers)
    with closing(connect(target.namespace, (target.address, target.port), _TIMEOUT_SECONDS)) as connection:
        for _ in range(count):
            begin = time.perf_counter()
            connection.sendall(request)
            received = b""
            while not whole(received):
                part = connection.recv(_READ_SIZE)
                if not part:
                    break
                received += part
            yield time.perf_counter() - begin
            if not received.startswith(_OK):
                raise AnswerError(f"{target}: {received!r}")
