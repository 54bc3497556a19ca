"""The cost of reading the model from the body: the same requests through an API with models and through one without.

Both are on the same gateway and route to the same replicas. They take turns, as the peers do in the stage `alone`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field

from bench.measuring import cpu
from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, PLAIN_GATEWAY, applied
from bench.measuring.arrivals import chat_body
from bench.measuring.overhead import Overhead, difference, take_turn
from lab.environment import Lab
from llm_api_mesh import Model, Pool

# The size of a body in bytes, and the number of requests of that size in a turn.
KB, HUNDRED_KB, MB = 1_000, 100_000, 1_000_000
SIZES: Mapping[int, int] = {KB: 50, HUNDRED_KB: 30, MB: 10}

ROUTED = "bodies-routed"
"""The name of the API that reads the model."""

_LABELS = {"app": "bodies"}
_POOL = Pool(selector=_LABELS, target_port=8080)


@dataclass
class Bodies:
    """The turns of both APIs with bodies of one size."""

    plain: Overhead = field(default_factory=Overhead)
    routed: Overhead = field(default_factory=Overhead)

    @property
    def added_latency(self) -> float:
        """The latency that reading the model adds to a request."""
        return difference(self.routed.latency, self.plain.latency)

    @property
    def added_cpu(self) -> float:
        """The CPU time of the gateway that reading the model adds to a request."""
        return difference(self.routed.cpu, self.plain.cpu)


def measure(lab: Lab, turns: int) -> dict[int, Bodies]:
    """Measure a number of turns with each API and each size."""
    app = lab.app("bodies", namespace=NAMESPACE, labels=_LABELS)
    found = {size: Bodies() for size in SIZES}

    def gateway() -> float:
        return cpu.seconds(lab.gateway.host.namespace, "envoy")

    with ExitStack() as stack:
        plain = stack.enter_context(applied(lab, "bodies-plain", gateway=PLAIN_GATEWAY, backend=_POOL))
        models = [Model(name="simulated", backend=_POOL)]
        routed = stack.enter_context(applied(lab, ROUTED, gateway=LLM_GATEWAY, models=models))
        for turn in range(turns):
            for size, requests in SIZES.items():
                pairs = [(plain, found[size].plain), (routed, found[size].routed)]
                # In random order, because the second one finds the memory in the state in which the first one has left
                # it.
                random.Random(f"{turn}-{size}").shuffle(pairs)  # noqa: S311 - an order, not a secret
                for target, into in pairs:
                    take_turn(target, body(size), requests, gateway, into)
                # The simulator keeps the bodies of requests.
                app.replica(0).clear_requests()
    lab.remove(app)
    return found


def body(size: int) -> bytes:
    """A request body of this size, for an answer of one token; its options stand before the long prompt."""
    around = len(_body(""))
    return _body("x" * (size - around))


def _body(prompt: str) -> bytes:
    return chat_body([{"role": "user", "content": prompt}], stream=False, max_tokens=1)
