"""Measure what it costs to write a backend's own name of a model into the bodies of requests.

python -m bench.rewriter [--sizes 1000 10000 100000 1000000 3000000] [--turns 15]

Needs what the lab needs (`docs/lab.md`). Progress messages go to stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence

from bench.measuring import rewriter
from bench.measuring.apis import start_llm_gateway, without_access_log
from bench.measuring.errors import AnswerError
from bench.measuring.machine import Machine
from bench.measuring.progress import say
from bench.reporting import rewriter as report
from lab.environment import Lab
from lab.errors import LabError
from lab.tools.versions import ENVOY_VERSION, ISTIO_BUILD_VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the lab in the same way as Ctrl-C
    begin = Machine.now()
    try:
        with Lab() as lab:
            without_access_log(lab)
            start_llm_gateway(lab, (rewriter.PLAIN, rewriter.NAMED))
            cases = rewriter.measure(lab, options.sizes, options.turns)
            lab.assert_nothing_rejected()
    except (LabError, AnswerError) as error:
        say(str(error))
        return 1
    print(f"{begin.until(Machine.now())}.  ")
    print(f"Istio {ISTIO_BUILD_VERSION} with Envoy {ENVOY_VERSION}, one worker thread; {options.turns} turns.\n")
    print(report.markdown(cases))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = list(rewriter.SIZES)
    parser.add_argument("--sizes", nargs="+", type=int, choices=sizes, default=sizes, metavar="BYTES")
    parser.add_argument("--turns", type=int, default=15, help="turns of a few requests with each body and each API")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
