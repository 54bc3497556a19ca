"""The prefix benchmark: every workload through every balancer, at the same load and at the highest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.measuring import overhead
from bench.measuring.arrivals import chat_body
from bench.measuring.origin import Origin
from bench.measuring.overhead import Overhead
from bench.measuring.prefix import processors
from bench.measuring.prefix.figures import Run
from bench.measuring.prefix.loads import Extent, Offer, carries, measure
from bench.measuring.prefix.record import Record
from bench.measuring.prefix.results import Results
from bench.measuring.prefix.search import highest
from bench.measuring.prefix.workloads import BY_NAME, SESSION_HEADER
from bench.measuring.progress import say
from bench.peers.direct import Direct
from bench.peers.peer import Peer
from lab.apps.model_server import ModelServer

SAME_SHARE = 0.5
"""The load that is the same for all balancers. Least request doesn't carry it if prefixes are shared."""

BODY_BYTES = 10_000
_QUESTION = "Is this quick?"
# Each balancer has the key that it looks for.
_HEADERS = ((SESSION_HEADER, "session-0"),)


@dataclass(frozen=True)
class Plan:
    """How to measure."""

    step: float
    """The relative step of the search for the highest load."""
    extent: Extent
    turns: int
    """The turns of single requests, which measure CPU time."""
    origin: Origin
    beside: Sequence[Peer] = ()
    """Those of which single requests are measured only."""


def run(peers: Sequence[Peer], replicas: Sequence[ModelServer], plan: Plan, results: Results, record: Record) -> None:
    """Measure what is missing, each workload with each balancer beside the others; keep each run when it is done."""
    by_name = {peer.name: peer for peer in peers}
    balancers = [peer for peer in peers if not isinstance(peer, Direct)]
    if plan.turns and balancers and not results.overhead:
        found = _overhead([*plan.beside, *balancers], replicas, plan.turns)
        results.add_overhead(found)
        record.add_overhead(found)
    for workload, name, seed in list(results.missing()):
        offer = Offer(BY_NAME[workload], SAME_SHARE, seed, plan.extent)
        earlier = [one.highest for one in results.of(workload, name).values()]
        peer = by_name[name]
        with peer.awake():
            measured = _run(peer, replicas, offer, plan.step, earlier[-1] if earlier else None)
        origin = plan.origin.of(peer.version())
        results.add(workload, name, seed, measured, origin)
        record.add(workload, name, seed, measured, origin)
        say(f"{len(results.runs)} of {results.wanted} runs are done")


def _run(peer: Peer, replicas: Sequence[ModelServer], offer: Offer, step: float, guess: float | None) -> Run:
    """One seed of one balancer with one workload; the search begins at the guess."""
    point = measure(peer, replicas, offer)
    busiest = 0.0

    def tried(share: float) -> bool:
        nonlocal busiest
        used = processors.used()
        carried = carries(peer, replicas, replace(offer, share=share))
        busiest = max(busiest, used())
        return carried

    found = highest(tried, step, guess, known=(point.share, point.carried))
    say(
        f"{offer.workload.name}, seed {offer.seed}, {peer.name}: first token p50 {point.times.first_token_p50:.2f} s, "
        f"p99 {point.times.first_token_p99:.2f} s, {point.cached:.0%} cached, {point.times.failed} failed at "
        f"{offer.share:.0%}; carries {found:.0%}; at most {max(point.machine, busiest):.0%} of the machine used"
    )
    return Run(point, found, busiest)


def _overhead(balancers: Sequence[Peer], replicas: Sequence[ModelServer], turns: int) -> dict[str, Overhead]:
    """The CPU time of single requests, which the replicas answer at once."""
    say("CPU time of single requests")
    for replica in replicas:
        replica.slow(0)
    try:
        return overhead.measure(balancers, balancers[0].replica_targets, turns, body(), _HEADERS)
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
