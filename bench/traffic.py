"""One load, the same replicas, several balancers: what clients of an LLM API see, and what it costs.

    python -m bench.traffic [--runs N] [--requests N] [--turns N] [--peers NAME ...]

Needs what the lab needs (``lab/``), and Debian's nginx and haproxy; LiteLLM is installed from PyPI to the cache at the
first start. Progress goes to stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bench.measuring import overhead, report, stages
from bench.measuring.client import Target
from bench.measuring.machine import Machine
from bench.measuring.results import Results
from bench.measuring.statistics import Summary
from bench.peers import BY_NAME, DEFAULT
from bench.peers.istio import MODEL_LABELS, NAMESPACE
from bench.peers.peer import MODEL_PORT, Peer
from lab.app import App
from lab.environment import Lab
from lab.errors import LabError

# Any number will do; a change of it shows how much of a difference is chance.
SEED = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="of each stage, each with arrivals of its own")
    parser.add_argument("--requests", type=int, default=400, help="in a run of a stage")
    parser.add_argument("--turns", type=int, default=40, help="of 50 requests, for latency and CPU time")
    parser.add_argument("--peers", nargs="+", choices=BY_NAME, default=[peer.name for peer in DEFAULT], metavar="NAME")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the lab as Ctrl-C does
    kinds = [BY_NAME[name] for name in options.peers]
    try:
        _require(kinds)
        begin = Machine.now()
        with Lab() as lab:
            results = _measure(lab, kinds, options)
            lab.assert_nothing_rejected()
    except (LabError, overhead.OverheadError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    print(_conditions(kinds, options, begin))
    print(report.markdown(results))
    return 0


def _conditions(kinds: Sequence[type[Peer]], options: argparse.Namespace, begin: Machine) -> str:
    versions = ", ".join(dict.fromkeys(kind.version() for kind in kinds))
    return (
        f"{begin.until(Machine.now())}.\n{versions}; one worker thread or process each.\n"
        f"{options.runs} runs of {options.requests} requests in each stage, seed {options.seed}, "
        f"{options.turns} turns for a request alone.\n{stages.description()}\n"
    )


def _require(kinds: Sequence[type[Peer]]) -> None:
    """Say everything that is missing at once, before anything takes time."""
    missing = []
    for kind in kinds:
        try:
            kind.require()
        except LabError as error:
            missing.append(str(error))
    if missing:
        raise LabError("; ".join(missing))


def _measure(lab: Lab, kinds: Sequence[type[Peer]], options: argparse.Namespace) -> Results:
    backends = _backends(lab)
    peers = [kind(lab, backends, lab.state.folder / f"peer-{kind.name}") for kind in kinds]
    for peer in peers:
        _say(f"starting {peer.name}")
        peer.start()
    results = Results([peer.name for peer in peers])
    for run in range(options.runs):
        seed = options.seed + run
        load = stages.arrivals(options.requests, seed)
        results.bound.append(stages.bound(load, seed))
        for peer in _in_turn(peers, run):
            summary = stages.with_slow_replica(peer, load)
            results.slow[peer.name].append(summary)
            _progress(run, "slow replica", peer, summary)
        for peer in _in_turn(peers, run):
            breaking, killed = stages.with_failing_replica(peer, load)
            results.breaking[peer.name].append(breaking)
            results.killed[peer.name].append(killed)
            _progress(run, "replica that breaks off", peer, breaking)
            _progress(run, "replica that is killed", peer, killed)
    _say("latency and CPU time of a request alone")
    for replica in {replica for peer in peers for replica in peer.backends.replicas}:
        replica.slow(0)
    results.overhead = overhead.measure(peers, _direct(lab, backends), options.turns)
    return results


def _backends(lab: Lab) -> App:
    return lab.app(
        "model",
        namespace=NAMESPACE,
        labels=MODEL_LABELS,
        port=MODEL_PORT,
        replicas=stages.REPLICAS,
        simulator=asdict(stages.MODEL),
    )


def _direct(lab: Lab, backends: App) -> list[Target]:
    addresses = [replica.host.address for replica in backends.replicas]
    return [Target(lab.hub.namespace, address, MODEL_PORT, address) for address in addresses]


def _in_turn(peers: Sequence[Peer], run: int) -> Iterator[Peer]:
    """Another one begins each run."""
    first = run % len(peers)
    yield from (*peers[first:], *peers[:first])


def _progress(run: int, stage: str, peer: Peer, summary: Summary) -> None:
    _say(
        f"run {run + 1}, {stage}, {peer.name}: first token p50 {summary.first_token_p50:.3f} s, "
        f"p99 {summary.first_token_p99:.3f} s, {summary.refused} failed before it, {summary.cut} after it"
    )


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
