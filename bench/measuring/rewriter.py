"""The cost of writing a backend's own name of a model into bodies: the same requests with such a name and without it.

Both APIs are behind the same LLM gateway, which reads every body in one piece anyway, and route to the same replicas.
They take turns. In each turn, the scanner also runs alone, in the LuaJIT of a Python package.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from lupa.luajit21 import LuaRuntime

from bench.measuring import cpu
from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, applied
from bench.measuring.client import Target
from bench.measuring.errors import AnswerError
from bench.measuring.overhead import Overhead, difference, take_turn
from bench.measuring.progress import say
from bench.measuring.shapes import MODEL, Shape, body
from bench.measuring.statistics import median_ratio
from lab.apps.replica import Replica
from lab.environment import Lab
from llm_api_mesh import Pool
from llm_api_mesh.resources.llm_gateway.scripts import script

KB, HUNDRED_KB, MB = 1_000, 100_000, 1_000_000
SIZES: Mapping[int, int] = {KB: 30, 10 * KB: 30, HUNDRED_KB: 15, MB: 4, 3 * MB: 2}
"""The size of a body in bytes, and the number of requests of that size in a turn."""

PLAIN, NAMED = "rewriter-plain", "rewriter-named"
"""The names of the APIs whose backends have no name of the model, and a name of their own."""

SERVED = "served/model-name"
"""The backend's own name."""

_LABELS = {"app": "rewriter"}


@dataclass
class Figures:
    """The turns of both APIs with one body, in seconds."""

    plain: Overhead = field(default_factory=Overhead)
    named: Overhead = field(default_factory=Overhead)
    scanner: list[float] = field(default_factory=list)
    """The CPU time of the scanner alone, for one body."""

    @property
    def added_latency(self) -> float:
        """The latency that writing the name adds to a request."""
        return difference(self.named.latency, self.plain.latency)

    @property
    def added_cpu(self) -> float:
        """The CPU time of the gateway that writing the name adds to a request."""
        return difference(self.named.cpu, self.plain.cpu)

    @property
    def cpu_ratio(self) -> float:
        """The CPU time of a request with the name, relative to one without it."""
        return median_ratio(self.named.cpu, self.plain.cpu)

    @property
    def scanner_cpu(self) -> float:
        """The median of the scanner's turns."""
        return statistics.median(self.scanner)


@dataclass(frozen=True)
class Case:
    """A body, and what was measured with it."""

    shape: Shape
    size: int
    figures: Figures


def measure(lab: Lab, sizes: Sequence[int], turns: int) -> list[Case]:
    """Measure a number of turns with each API, each shape and each size."""
    app = lab.app("rewriter", namespace=NAMESPACE, labels=_LABELS)
    bodies = {(size, shape): body(shape, size) for size in sizes for shape in Shape}
    found = {key: Figures() for key in bodies}
    scanner = Scanner()

    def gateway() -> float:
        return cpu.seconds(lab.gateway.host.namespace, "envoy")

    with ExitStack() as stack:
        plain, named = (
            stack.enter_context(applied(lab, name, gateway=LLM_GATEWAY, backend=_pool(model)))
            for name, model in ((PLAIN, None), (NAMED, SERVED))
        )
        for text in bodies.values():
            for target, model in ((plain, MODEL), (named, SERVED)):
                _require_model(app.replica(0), target, text, model)
        for turn in range(turns):
            say(f"turn {turn + 1} of {turns}")
            for key, text in bodies.items():
                figures, requests = found[key], SIZES[key[0]]
                pairs = [(plain, figures.plain), (named, figures.named)]
                # In random order, because the second one finds the memory in the state in which the first one has left
                # it.
                random.Random(f"{turn}-{key}").shuffle(pairs)  # noqa: S311 - an order, not a secret
                for target, into in pairs:
                    take_turn(target, text, requests, gateway, into, warm_up=1)
                    # The simulator keeps the bodies of requests.
                    app.replica(0).clear_requests()
                figures.scanner.append(scanner.seconds(text, requests))
    lab.remove(app)
    return [Case(shape, size, figures) for (size, shape), figures in found.items()]


def _pool(model: str | None) -> Pool:
    return Pool(selector=_LABELS, target_port=8080, model=model)


def _require_model(replica: Replica, target: Target, text: bytes, model: str) -> None:
    """Raise unless the backend receives a body with this name of the model and without any other change."""
    take_turn(target, text, 1, lambda: 0.0, Overhead(), warm_up=0)
    received = replica.requests()[-1]["body"]
    replica.clear_requests()
    if received != {**json.loads(text), "model": model}:
        raise AnswerError(f"{target}: the backend received {received!r:.200}")


class Scanner:
    """The script of the gateway without the gateway."""

    def __init__(self) -> None:
        self._run = LuaRuntime(encoding=None).execute(
            f"{script('json_scan', 'json_rewrite')}\n"
            "return function(count, text, model)\n"
            "  local new\n"
            "  for _ = 1, count do new = rewrite(text, model, false) end\n"
            "  return new\n"
            "end".encode()
        )

    def rewritten(self, text: bytes, times: int) -> bytes:
        """Rewrite a body a number of times."""
        new: bytes = self._run(times, text, SERVED.encode())
        return new

    def seconds(self, text: bytes, times: int) -> float:
        """The CPU time of one rewriting of a body."""
        self.rewritten(text, 1)
        before = time.thread_time()
        self.rewritten(text, times)
        return (time.thread_time() - before) / times
