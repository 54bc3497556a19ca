"""Measure what it costs to read the keys by which requests keep their replica.

python -m bench.keys [--sizes 1000 10000 100000 1000000] [--turns 31]

Needs no lab and no root: a bare Envoy, which is among the PyPI requirements, answers by itself. Progress messages go to
stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence

from bench.measuring import keys
from bench.measuring.errors import AnswerError
from bench.measuring.machine import Machine
from bench.measuring.progress import say
from bench.reporting import keys as report
from lab.errors import LabError
from lab.tools.versions import ENVOY_VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends Envoy in the same way as Ctrl-C
    begin = Machine.now()
    try:
        cases = keys.measure(options.sizes, options.turns)
    except (LabError, AnswerError) as error:
        say(str(error))
        return 1
    print(f"{begin.until(Machine.now())}.  ")
    print(f"Envoy {ENVOY_VERSION}, one worker thread; medians of {options.turns} turns.\n")
    print(report.markdown(cases))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = list(keys.SIZES)
    parser.add_argument("--sizes", nargs="+", type=int, choices=sizes, default=sizes, metavar="BYTES")
    parser.add_argument("--turns", type=int, default=31, help="turns of some requests with each body, with and without")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
