"""The stages in which all peers take part, one after another, with the same replicas and the same load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from bench.measuring import overhead
from bench.measuring.apis import NAMESPACE
from bench.measuring.progress import say
from bench.measuring.statistics import Summary
from bench.measuring.traffic import stages
from bench.measuring.traffic.results import Results
from bench.peers.istio import MODEL_LABELS
from bench.peers.peer import MODEL_PORT, Peer
from lab.apps.app import App
from lab.environment import Lab

SLOW, FAILING, ALONE = "slow", "failing", "alone"
STAGES = (SLOW, FAILING, ALONE)


@dataclass(frozen=True)
class Extent:
    """Which stages to measure, and the size of each."""

    stages: Sequence[str]
    runs: int
    requests: int
    turns: int
    seed: int


def measure(lab: Lab, kinds: Sequence[type[Peer]], extent: Extent, results: Results) -> None:
    """Start the peers and measure the stages."""
    backends = _backends(lab)
    peers = [kind(lab, backends, lab.state.folder / f"peer-{kind.name}") for kind in kinds]
    for peer in peers:
        say(f"starting {peer.name}")
        peer.start()
    for run in range(extent.runs):
        if SLOW in extent.stages:
            _slow(peers, run, extent, results)
        if FAILING in extent.stages:
            _failing(peers, run, extent, results)
    if ALONE in extent.stages:
        say("latency and CPU time of single requests")
        for replica in {replica for peer in peers for replica in peer.backends.replicas}:
            replica.slow(0)
        results.overhead = overhead.measure(peers, peers[0].replica_targets, extent.turns)


def _slow(peers: Sequence[Peer], run: int, extent: Extent, results: Results) -> None:
    seed = extent.seed + run
    load = stages.arrivals(extent.requests, seed)
    results.bound.append(stages.bound(load, seed))
    for peer in _in_turn(peers, run):
        summary = stages.with_slow_replica(peer, load)
        results.slow[peer.name].append(summary)
        _progress(run, "slow replica", peer, summary)


def _failing(peers: Sequence[Peer], run: int, extent: Extent, results: Results) -> None:
    load = stages.arrivals(extent.requests, extent.seed + run)
    for peer in _in_turn(peers, run):
        breaking, killed = stages.with_failing_replica(peer, load)
        results.breaking[peer.name].append(breaking)
        results.killed[peer.name].append(killed)
        _progress(run, "replica that breaks connections", peer, breaking)
        _progress(run, "replica that is killed", peer, killed)


def _backends(lab: Lab) -> App:
    return lab.app(
        "model",
        namespace=NAMESPACE,
        labels=MODEL_LABELS,
        port=MODEL_PORT,
        replicas=stages.REPLICAS,
        simulator=asdict(stages.MODEL),
    )


def _in_turn(peers: Sequence[Peer], run: int) -> Iterator[Peer]:
    """The peers, starting with a different one in each run."""
    first = run % len(peers)
    yield from (*peers[first:], *peers[:first])


def _progress(run: int, stage: str, peer: Peer, summary: Summary) -> None:
    say(
        f"run {run + 1}, {stage}, {peer.name}: first token p50 {summary.first_token_p50:.3f} s, "
        f"p99 {summary.first_token_p99:.3f} s, {summary.refused} failed before it, {summary.cut} after it"
    )
