"""The prefix benchmark: every workload through every balancer, at the same load and at the highest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bench.measuring import overhead
from bench.measuring.arrivals import chat_body
from bench.measuring.overhead import Overhead
from bench.measuring.prefix import processors
from bench.measuring.prefix.figures import Runs
from bench.measuring.prefix.loads import Extent, Offer, carries, measure
from bench.measuring.prefix.search import highest
from bench.measuring.prefix.workloads import Workload
from bench.measuring.progress import say
from bench.peers.direct import Direct
from bench.peers.peer import Peer
from lab.apps.model_server import ModelServer

SAME_SHARE = 0.5
"""The load that is the same for all balancers. Least request doesn't carry it if prefixes are shared."""

BODY_BYTES = 10_000
_QUESTION = "Is this quick?"


@dataclass(frozen=True)
class Plan:
    """What to measure."""

    workloads: Sequence[Workload]
    seeds: Sequence[int]
    step: float
    """The relative step of the search for the highest load."""
    extent: Extent
    turns: int
    """The turns of single requests, which measure CPU time."""


@dataclass
class Results:
    """The figures of all balancers."""

    peers: Sequence[str]
    # By workload and balancer.
    runs: dict[str, dict[str, Runs]] = field(default_factory=dict)
    overhead: dict[str, Overhead] = field(default_factory=dict)


def run(peers: Sequence[Peer], replicas: Sequence[ModelServer], plan: Plan, results: Results) -> None:
    """Measure every workload, with each balancer beside the others; the results have each workload when it is done."""
    if plan.turns:
        results.overhead = _overhead(peers, replicas, plan.turns)
    for workload in plan.workloads:
        found = {peer.name: Runs() for peer in peers}
        for index, seed in enumerate(plan.seeds):
            first = index % len(peers)
            for peer in (*peers[first:], *peers[:first]):
                _run(peer, replicas, Offer(workload, SAME_SHARE, seed, plan.extent), plan.step, found[peer.name])
        results.runs[workload.name] = found


def _run(peer: Peer, replicas: Sequence[ModelServer], offer: Offer, step: float, runs: Runs) -> None:
    """One seed of one balancer; the search begins at the result of the seed before."""
    point = measure(peer, replicas, offer)
    runs.same.append(point)
    guess = runs.highest[-1] if runs.highest else None
    busiest = 0.0

    def tried(share: float) -> bool:
        nonlocal busiest
        used = processors.used()
        carried = carries(peer, replicas, replace(offer, share=share))
        busiest = max(busiest, used())
        return carried

    found = highest(tried, step, guess)
    runs.highest.append(found)
    runs.machine.append(busiest)
    say(
        f"{offer.workload.name}, seed {offer.seed}, {peer.name}: first token p50 {point.times.first_token_p50:.2f} s, "
        f"p99 {point.times.first_token_p99:.2f} s, {point.cached:.0%} cached, {point.times.failed} failed at "
        f"{offer.share:.0%}; carries {found:.0%}; at most {max(point.machine, busiest):.0%} of the machine used"
    )


def _overhead(peers: Sequence[Peer], replicas: Sequence[ModelServer], turns: int) -> dict[str, Overhead]:
    """The CPU time of single requests, which the replicas answer at once."""
    say("CPU time of single requests")
    for replica in replicas:
        replica.slow(0)
    balancers = [peer for peer in peers if not isinstance(peer, Direct)]
    targets = balancers[0].replica_targets
    try:
        return overhead.measure(balancers, targets, turns, body())
    finally:
        for replica in replicas:
            replica.heal()


def body() -> bytes:
    """A body of 10 kB with a long system prompt, for an answer of one token."""
    around = len(_body(""))
    return _body("Follow the rules of the house. " * BODY_BYTES, BODY_BYTES - around)


def _body(system: str, size: int = 0) -> bytes:
    messages = [{"role": "system", "content": system[:size]}, {"role": "user", "content": _QUESTION}]
    return chat_body(messages, stream=False, max_tokens=1)
