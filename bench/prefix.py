"""Compare balancers for prompts that share prefixes: first tokens, cache hits, and the load that each carries.

python -m bench.prefix [--quick] [--workloads A Au B C M D] [--peers NAME ...] [--seeds 1 2 3] [--step 0.05]
    [--requests N] [--seconds N] [--speed N] [--turns N] [--results FILE]

Needs what the lab needs (`docs/lab.md`), and Debian's haproxy. SGLang's and vLLM's routers are installed from PyPI to
the cache at the first start. Progress messages go to stderr, the result as Markdown to stdout. With a file of results,
each run is kept when it is done, with the code, the machine and the version that it was measured with, and the next
start with the same file measures only what is missing.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.measuring.apis import NAMESPACE, without_access_log
from bench.measuring.errors import AnswerError
from bench.measuring.machine import Machine
from bench.measuring.origin import Origin
from bench.measuring.prefix import stage
from bench.measuring.prefix.loads import Extent
from bench.measuring.prefix.record import Record
from bench.measuring.prefix.replicas import PRODUCTION, REPLICAS, Scale
from bench.measuring.prefix.results import ORACLE, Results
from bench.measuring.prefix.stage import Plan
from bench.measuring.prefix.workloads import BY_NAME as WORKLOADS
from bench.measuring.progress import say
from bench.peers.istio import MODEL_LABELS
from bench.peers.peer import MODEL_PORT, Peer, require
from bench.peers.prefix import BY_NAME, DEFAULT, WithoutKeys, make, start_gateways
from bench.reporting import prefix as report
from lab.environment import Lab
from lab.errors import LabError
from lab.istio.istiod import IstiodSpec

_FULL = {"seeds": [1, 2, 3], "step": 0.04, "requests": 1000, "seconds": 40.0, "turns": 30}
# Its figures are coarse.
_QUICK = {"seeds": [1], "step": 0.15, "requests": 400, "seconds": 15.0, "turns": 5}

# Runs under other conditions can't be compared.
_CONDITIONS = ("step", "requests", "seconds", "speed")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    options = parsed(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the lab in the same way as Ctrl-C
    kinds = [BY_NAME[name] for name in options.peers]
    results = Results(options.peers, options.workloads, options.seeds)
    record = Record(options.results, {name: getattr(options, name) for name in _CONDITIONS})
    begin, before = Machine.now(), 0
    try:
        record.read(results)
        before = len(results.runs)
        if before < results.wanted or (_single(options) and not results.overhead):
            _start(kinds, options, results, record)
    except (LabError, AnswerError) as error:
        say(str(error))
        return 1
    finally:
        # Also after an error or Ctrl-C, as a run takes hours.
        if results.runs:
            print(report.origins(results) + "\n")
            print(_conditions(options, begin, f"{len(results.runs)} of {results.wanted} runs, {before} earlier"))
            print(report.markdown(results))
    return 0


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command line, with those of a full or of a quick run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one seed, and coarse figures")
    parser.add_argument("--workloads", nargs="+", choices=WORKLOADS, default=list(WORKLOADS), metavar="NAME")
    parser.add_argument("--peers", nargs="+", choices=BY_NAME, default=[peer.name for peer in DEFAULT], metavar="NAME")
    parser.add_argument("--seeds", nargs="+", type=int, help="one run with each")
    parser.add_argument("--step", type=float, help="the relative step of the search for the highest load")
    parser.add_argument("--requests", type=int, help="the measured requests of a load, at least")
    parser.add_argument("--seconds", type=float, help="production's seconds of a load, at least")
    parser.add_argument("--turns", type=int, help="turns of single requests; 0: none")
    parser.add_argument("--results", type=Path, help="keep each run in this file, and go on after those in it")
    parser.add_argument("--speed", type=float, default=Scale().speed, help="times as fast as production")
    options = parser.parse_args(arguments)
    for name, value in (_QUICK if options.quick else _FULL).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    return options


def _single(options: argparse.Namespace) -> int:
    """The turns of single requests: none if there is only the oracle, which is no program."""
    turns: int = options.turns
    return turns if set(options.peers) - {ORACLE} else 0


def _start(kinds: Sequence[type[Peer]], options: argparse.Namespace, results: Results, record: Record) -> None:
    require(kinds)
    for kind in kinds:
        kind.prepare()
    with Lab(istiod_spec=IstiodSpec(deploys_gateways=True, inference_pools=True)) as lab:
        _measure(lab, kinds, options, results, record)
        lab.assert_nothing_rejected()


def _measure(
    lab: Lab, kinds: Sequence[type[Peer]], options: argparse.Namespace, results: Results, record: Record
) -> None:
    scale = Scale(speed=options.speed)
    without_access_log(lab)
    gateways = start_gateways(lab, list(BY_NAME), scale)
    backends = lab.app(
        "model",
        namespace=NAMESPACE,
        labels=MODEL_LABELS,
        port=MODEL_PORT,
        replicas=REPLICAS,
        # The replicas don't keep the requests, which would take most of the memory.
        simulator={**asdict(scale.settings), "recorded_requests": 0},
    )
    peers = [make(kind, lab, backends, gateways) for kind in kinds]
    beside = [make(WithoutKeys, lab, backends, gateways)] if _single(options) else []
    for peer in (*peers, *beside):
        say(f"starting {peer.name}")
        peer.start()
    plan = Plan(
        step=options.step,
        extent=Extent(options.requests, options.seconds, scale),
        turns=options.turns,
        origin=Origin.here(),
        beside=beside,
    )
    stage.run(peers, backends.replicas, plan, results, record)


def _conditions(options: argparse.Namespace, begin: Machine, runs: str) -> str:
    scale = Scale(speed=options.speed)
    lines = (
        f"This start: {begin.until(Machine.now())}.",
        "One worker thread or process for each balancer, except for the routers and the picker.",
        (
            f"{REPLICAS} replicas of {PRODUCTION.concurrency} slots, "
            f"{PRODUCTION.prompt_tokens_per_second:,.0f} tokens/s of prompts and a cache of "
            f"{PRODUCTION.cache_tokens:,} tokens each; simulated {scale.speed:g} times as fast, with prompts, answers, "
            f"caches and rates of tokens {scale.shrink} times as small."
        ),
        (
            f"{runs}: one for each workload, balancer and seed; seeds {', '.join(map(str, options.seeds))}; "
            f"{options.requests} requests or {options.seconds:g} s for a load, whichever is more; "
            f"loads in steps of {options.step:.0%}."
        ),
    )
    return "  \n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
