"""A faulty pool with and without a next backend: what clients see, compared with the same requests without the fault.

Each fault gets new replicas, so that no ejection of an earlier fault is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, applied
from bench.measuring.arrivals import Arrival, poisson
from bench.measuring.client import Target
from bench.measuring.load import Event, offer
from bench.measuring.outcomes import Outcome
from bench.measuring.statistics import percentile
from bench.measuring.traffic import stages
from lab.apps.app import App
from lab.apps.replica import Replica
from lab.environment import Lab
from llm_api_mesh import Budget, Failover, Pool

WITH, WITHOUT = "with", "without"
NO_FAULT = "no fault"

# Six seconds: long enough for the effect of an ejection.
REQUESTS = 150
REQUESTS_PER_SECOND = 25.0
REPLICAS = 2
FIRST_TOKEN = timedelta(milliseconds=500)

# Far more than the longest answer takes.
_TIMEOUT_SECONDS = 20.0
# Each replica could serve all requests, and no answer is so long that it dominates the duration of the load.
_MODEL = replace(stages.MODEL, concurrency=64, sigma_tokens=0.5)
_FIRST_LABELS, _SECOND_LABELS = {"app": "first"}, {"app": "second"}
_FIRST = Pool(selector=_FIRST_LABELS, target_port=8080)
# Stands for a hosted provider.
_SECOND = Pool(name="second", selector=_SECOND_LABELS, target_port=8080)
_BUDGET = Budget(first_token=FIRST_TOKEN)
_BACKENDS = {WITH: Failover(backends=[_FIRST, _SECOND]), WITHOUT: _FIRST}
NAMES = {name: f"failover-{name}" for name in _BACKENDS}
"""The names of the APIs."""


@dataclass(frozen=True)
class Fault:
    """A fault of every replica of the first pool, from the beginning or from the middle of the load on."""

    text: str
    inflict: Callable[[Replica], None]
    under_load: bool = False

    def cause(self, app: App) -> None:
        """Cause the fault."""
        for replica in app.replicas:
            self.inflict(replica)


FAULTS = (
    Fault(NO_FAULT, lambda _: None),
    Fault("full pool: 429", lambda replica: replica.refuse(429)),
    Fault("pool not ready: 503", lambda replica: replica.refuse(503)),
    Fault("dead pool", lambda replica: replica.kill()),
    Fault("pool killed under load", lambda replica: replica.kill(), under_load=True),
    Fault("connections broken before the first token", lambda replica: replica.dying(tokens=0)),
    Fault("pool hangs before the first byte", lambda replica: replica.hang()),
    Fault("pool without replicas", lambda replica: replica.set_ready(ready=False)),
)


@dataclass(frozen=True)
class Figures:
    """What the clients of one API saw during one fault, compared with the same requests without the fault."""

    requests: int
    refused: int
    cut: int
    first_token_p50: float
    first_token_p99: float
    added_p50: float
    added_p99: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], without_fault: Sequence[Outcome]) -> Figures:
        """The figures; a failed request has no times."""
        pairs = [(one, zero) for one, zero in zip(outcomes, without_fault, strict=True) if one.ok and zero.ok]
        first = [one.first_token for one, _ in pairs]
        added = [one.first_token - zero.first_token for one, zero in pairs]
        return cls(
            requests=len(outcomes),
            refused=sum(outcome.refused for outcome in outcomes),
            cut=sum(outcome.cut for outcome in outcomes),
            first_token_p50=percentile(first, 50),
            first_token_p99=percentile(first, 99),
            added_p50=percentile(added, 50),
            added_p99=percentile(added, 99),
        )


def measure(lab: Lab, seed: int) -> dict[str, dict[str, Figures]]:
    """What the clients of each API saw, by fault and API."""
    load = poisson(REQUESTS, REQUESTS_PER_SECOND, seed, _MODEL)
    second = _app(lab, "second", _SECOND_LABELS)
    found: dict[str, dict[str, Figures]] = {}
    with _apis(lab) as targets:
        without_fault: dict[str, Sequence[Outcome]] = {}
        for index, fault in enumerate(FAULTS):
            found[fault.text] = {}
            for name, target in targets.items():
                outcomes = _under(lab, fault, f"first-{index}-{name}", target, load)
                found[fault.text][name] = Figures.of(outcomes, without_fault.setdefault(name, outcomes))
    lab.remove(second)
    return found


@contextmanager
def _apis(lab: Lab) -> Iterator[Mapping[str, Target]]:
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(applied(lab, NAMES[name], gateway=LLM_GATEWAY, backend=backend, budget=_BUDGET))
            for name, backend in _BACKENDS.items()
        }


def _under(lab: Lab, fault: Fault, name: str, target: Target, load: Sequence[Arrival]) -> list[Outcome]:
    """Send the load to one API, with new replicas."""
    app = _app(lab, name, _FIRST_LABELS)
    events: list[Event] = []
    if fault.under_load:
        events = [(load[len(load) // 2].at, lambda: fault.cause(app))]
    else:
        fault.cause(app)
        lab.wait_applied()
    try:
        return offer(target, load, _TIMEOUT_SECONDS, events)
    finally:
        lab.remove(app)


def _app(lab: Lab, name: str, labels: Mapping[str, str]) -> App:
    return lab.app(name, namespace=NAMESPACE, labels=labels, replicas=REPLICAS, simulator=asdict(_MODEL))
