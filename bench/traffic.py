"""Compare LLM traffic through the construct's API with other balancers: what clients see, and the cost.

python -m bench.traffic [--stages NAME ...] [--peers NAME ...] [--runs N] [--requests N] [--turns N]

Needs what the lab needs (`docs/lab.md`), and Debian's nginx and haproxy. LiteLLM is installed from PyPI to the cache at
the first start. Progress messages go to stderr, the result as Markdown to stdout.

The stages `slow`, `failing` and `alone` compare all peers with the same replicas: with one slow replica, with two
failing replicas, and with single requests. `canary`, `failover` and `bodies` measure the construct's API alone:
sessions during a canary, a faulty pool with a next backend, and the model read from the body.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence

from bench.measuring.apis import LLM_GATEWAY, start_llm_gateway, without_access_log
from bench.measuring.errors import AnswerError
from bench.measuring.machine import Machine
from bench.measuring.progress import say
from bench.measuring.traffic import balancers, bodies, canary, failover, stages
from bench.measuring.traffic.balancers import Extent
from bench.measuring.traffic.results import Results
from bench.peers import BY_NAME, DEFAULT
from bench.peers.istio import Mesh, Ours
from bench.peers.peer import Peer, require
from bench.reporting import report
from lab.environment import Lab
from lab.errors import LabError

CANARY, FAILOVER, BODIES = "canary", "failover", "bodies"
STAGES = (*balancers.STAGES, CANARY, FAILOVER, BODIES)

BEHIND_LLM_GATEWAY = (
    *(name for name, kind in BY_NAME.items() if issubclass(kind, Ours) and kind.options["gateway"] == LLM_GATEWAY),
    *canary.NAMES.values(),
    *failover.NAMES.values(),
    bodies.ROUTED,
)
"""The names of all APIs that may be measured behind the LLM gateway."""

# Any number; another one shows how much of a difference is due to chance.
SEED = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the lab in the same way as Ctrl-C
    compared = set(options.stages) & set(balancers.STAGES)
    kinds = [BY_NAME[name] for name in options.peers] if compared else []
    try:
        require(kinds)
        for kind in kinds:
            kind.prepare()
        begin = Machine.now()
        with Lab() as lab:
            results = _measure(lab, kinds, options)
            lab.assert_nothing_rejected()
    except (LabError, AnswerError) as error:
        say(str(error))
        return 1
    print(_conditions(kinds, options, begin))
    print(report.markdown(results))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=STAGES, metavar="NAME")
    parser.add_argument("--peers", nargs="+", choices=BY_NAME, default=[peer.name for peer in DEFAULT], metavar="NAME")
    parser.add_argument("--runs", type=int, default=3, help="runs of slow and failing, each with different arrivals")
    parser.add_argument("--requests", type=int, default=300, help="requests in such a run")
    parser.add_argument("--turns", type=int, default=30, help="turns of a few requests each, in alone and bodies")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args(arguments)


def _conditions(kinds: Sequence[type[Peer]], options: argparse.Namespace, begin: Machine) -> str:
    versions = ", ".join(dict.fromkeys((Mesh.version(), *(kind.version() for kind in kinds))))
    lines = [f"{begin.until(Machine.now())}.", f"{versions}; one worker thread or process each."]
    if {balancers.SLOW, balancers.FAILING} & set(options.stages):
        lines += [f"{options.runs} runs of {options.requests} requests each, seed {options.seed}."]
        lines += [stages.description()]
    if {balancers.ALONE, BODIES} & set(options.stages):
        lines += [f"{options.turns} turns of single requests."]
    return "  \n".join(lines) + "\n"


def _measure(lab: Lab, kinds: Sequence[type[Peer]], options: argparse.Namespace) -> Results:
    results = Results([kind.name for kind in kinds])
    without_access_log(lab)
    start_llm_gateway(lab, BEHIND_LLM_GATEWAY)
    if kinds:
        extent = Extent(options.stages, options.runs, options.requests, options.turns, options.seed)
        balancers.measure(lab, kinds, extent, results)
    if CANARY in options.stages:
        say("sessions during a canary")
        results.canary = canary.measure(lab)
    if FAILOVER in options.stages:
        say("a faulty pool")
        results.failover = failover.measure(lab, options.seed)
    if BODIES in options.stages:
        say("the model read from the body")
        results.bodies = bodies.measure(lab, options.turns)
    return results


if __name__ == "__main__":
    sys.exit(main())
