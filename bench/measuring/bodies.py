"""What it costs to read the model from the body: the same requests through a mesh with models and through one without.

Both are on the same gateway and lead to the same replicas; they take turns, as the peers do for a request alone.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from bench.measuring import cpu
from bench.measuring.arrivals import chat_body
from bench.measuring.meshes import NAMESPACE, applied
from bench.measuring.overhead import Overhead, difference, take_turn
from lab.environment import Lab
from llm_api_mesh import Model, Pool

# Bytes of a body, and how many requests of it make a turn.
KB, HUNDRED_KB, MB = 1_000, 100_000, 1_000_000
SIZES: Mapping[int, int] = {KB: 50, HUNDRED_KB: 30, MB: 10}

_LABELS = {"app": "bodies"}
_POOL = Pool(selector=_LABELS)


@dataclass
class Bodies:
    """The turns of both meshes for bodies of one size."""

    plain: Overhead = field(default_factory=Overhead)
    routed: Overhead = field(default_factory=Overhead)

    @property
    def added_latency(self) -> float:
        """What is added to a request's latency."""
        return difference(self.routed.latency, self.plain.latency)

    @property
    def added_cpu(self) -> float:
        """What is added to the gateway's CPU time of a request."""
        return difference(self.routed.cpu, self.plain.cpu)


def measure(lab: Lab, turns: int) -> dict[int, Bodies]:
    """Give both meshes so many turns with each size."""
    app = lab.app("bodies", namespace=NAMESPACE, labels=_LABELS)
    found = {size: Bodies() for size in SIZES}

    def gateway() -> float:
        return cpu.seconds(lab.gateway.host.namespace, "envoy")

    with ExitStack() as stack:
        plain = stack.enter_context(applied(lab, "bodies-plain", backend=_POOL))
        models = [Model(name="simulated", backend=_POOL)]
        routed = stack.enter_context(applied(lab, "bodies-routed", models=models))
        for turn in range(turns):
            for size, requests in SIZES.items():
                pairs = [(plain, found[size].plain), (routed, found[size].routed)]
                # In any order: the second one finds the memory as the first one has left it.
                random.Random(f"{turn}-{size}").shuffle(pairs)  # noqa: S311 - an order, not a secret
                for target, into in pairs:
                    take_turn(target, body(size), requests, gateway, into)
                # The simulator remembers bodies, too.
                app.replica(0).clear_requests()
    lab.remove(app)
    return found


def body(size: int) -> bytes:
    """A request's body of so many bytes, for an answer of one token; what it asks for stands before the long prompt."""
    around = len(_body(""))
    return _body("x" * (size - around))


def _body(prompt: str) -> bytes:
    return chat_body([{"role": "user", "content": prompt}], stream=False, max_tokens=1)
