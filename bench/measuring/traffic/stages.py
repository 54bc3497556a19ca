"""The two stages with the times of a model: one slow replica, and two failing replicas."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from bench.measuring.arrivals import Arrival, poisson
from bench.measuring.load import Event, offer
from bench.measuring.outcomes import Outcome
from bench.measuring.progress import say
from bench.measuring.statistics import Summary
from bench.measuring.traffic.bound import join_the_shortest_queue
from bench.peers.peer import Peer
from lab.apps.app import App
from lab.simulator.model import Settings

# A replica in production serves dozens of streams on its accelerator. Four slots keep 32 streams running and leave the
# two cores of a small machine idle most of the time. How queues behave depends on the load, not on the number of slots.
REPLICAS = 8
SLOTS = 4

MODEL = Settings(
    # The times of a 70B model on one node: a tenth of a second of prefill, then 60 tokens a second.
    time_to_first_token=0.1,
    tokens_per_second=60.0,
    # The lengths of chat answers are close to log-normal. With a sigma of 1, every tenth answer is longer than 3.6
    # times the median. The median is a tenth of a realistic one, which keeps a run short.
    median_tokens=16.0,
    sigma_tokens=1.0,
    concurrency=SLOTS,
    # Larger than any queue here, so that a peer that queues badly makes requests wait and not fail.
    queue=10_000,
    # The same for all replicas, so that each gives the same question an answer of the same length.
    seed=1,
)

# One of eight replicas is three times slower, as with thermal throttling, a noisy neighbor or an older accelerator.
SLOWNESS = 3.0
SLOW_REPLICA = REPLICAS - 1
BREAKING_REPLICA, KILLED_REPLICA = 0, 1

# A common setting of autoscalers: 70 % of the replicas' capacity, where the slow one counts as a third.
UTILISATION = 0.7

# During the first third of the load one replica breaks every connection before the first token. At the beginning of the
# last third another replica is killed, because some balancers still exclude the first one then.
RECOVERY_AT = 1 / 3
DEATH_AT = 2 / 3

# Longer than any answer takes unless a replica hangs.
TIMEOUT_SECONDS = 120.0


def slownesses() -> list[float]:
    """The factor by which each replica is slower."""
    return [SLOWNESS if index == SLOW_REPLICA else 1.0 for index in range(REPLICAS)]


def capacity(slowness: float) -> float:
    """The number of requests that a replica can serve per second."""
    mean_tokens = MODEL.median_tokens * math.exp(MODEL.sigma_tokens**2 / 2)
    seconds = MODEL.time_to_first_token + (mean_tokens - 1) / MODEL.tokens_per_second
    return MODEL.concurrency / (seconds * slowness)


def requests_per_second() -> float:
    """The rate of arrivals at this utilisation."""
    return UTILISATION * sum(map(capacity, slownesses()))


def description() -> str:
    """The description of the model and the load for the report."""
    return (
        f"{REPLICAS} replicas of {SLOTS} slots; first token after {MODEL.time_to_first_token:g} s, then "
        f"{MODEL.tokens_per_second:g} tokens/s; lengths log-normal, median {MODEL.median_tokens:g}, "
        f"sigma {MODEL.sigma_tokens:g}; {requests_per_second():.1f} requests/s, Poisson, {UTILISATION:.0%} of "
        f"the replicas' capacity with one {SLOWNESS:g} times slower. An equal share, as with ROUND_ROBIN, "
        f"is {requests_per_second() / REPLICAS:.1f} requests/s; the slow replica can serve {capacity(SLOWNESS):.1f}, "
        "so with equal shares its queue grows as long as the load lasts."
    )


def arrivals(requests: int, seed: int) -> list[Arrival]:
    """The arrivals, which are the same for every peer of a run, with another seed for each run."""
    return poisson(requests, requests_per_second(), seed, MODEL)


def bound(load: Sequence[Arrival], seed: int) -> Summary:
    """The result of a perfect balancer with the slow replica."""
    return Summary.of(join_the_shortest_queue(load, MODEL, slownesses(), seed))


def with_slow_replica(peer: Peer, load: Sequence[Arrival]) -> Summary:
    """Measure with one replica that is slow from the beginning."""
    for replica, slowness in zip(peer.backends.replicas, slownesses(), strict=True):
        replica.slow(slowness)
    return Summary.of(*_run(peer, load))


def with_failing_replica(peer: Peer, load: Sequence[Arrival]) -> tuple[Summary, Summary]:
    """Measure while one replica breaks connections and recovers, and another one dies.

    Return the figures until the recovery, and those after it. The endpoints stay listed, as in the first seconds in a
    cluster.
    """
    heal(peer.backends)
    breaking, killed = (peer.backends.replica(index) for index in (BREAKING_REPLICA, KILLED_REPLICA))
    breaking.dying(tokens=0)
    recovery, death = (int(len(load) * share) for share in (RECOVERY_AT, DEATH_AT))
    events = ((load[recovery].at, breaking.heal), (load[death].at, killed.kill))
    try:
        outcomes, _ = _run(peer, load, events)
    finally:
        killed.restart()
    return Summary.of(outcomes[:recovery]), Summary.of(outcomes[recovery:])


def heal(backends: App) -> None:
    """Let all replicas serve at their normal speed."""
    for replica in backends.replicas:
        replica.heal()


def _run(peer: Peer, load: Sequence[Arrival], events: Sequence[Event] = ()) -> tuple[list[Outcome], float]:
    """The outcomes, and the CPU seconds that the peer has used."""
    peer.settle()
    before = peer.cpu_seconds()
    outcomes = offer(peer.target, load, TIMEOUT_SECONDS, events)
    used = peer.cpu_seconds() - before
    _check(load, outcomes)
    return outcomes, used


def _check(load: Sequence[Arrival], outcomes: Sequence[Outcome]) -> None:
    """Report answers that a peer has shortened, because they would make it look fast."""
    pairs = zip(load, outcomes, strict=True)
    short = sum(outcome.ok and outcome.tokens != arrival.tokens for arrival, outcome in pairs)
    if short:
        say(f"{short} complete answers differ in length from the model's")
    if failures := Counter(outcome.failure for outcome in outcomes if not outcome.ok):
        say(f"failures by kind: {dict(failures)}")
