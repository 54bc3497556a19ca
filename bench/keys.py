"""Measure what the gateway's scripts cost that read bodies: the keys of requests, and how many models a body names.

python -m bench.keys [--sizes 1000 10000 100000 1000000] [--turns 31]

Needs no lab and no root: a bare Envoy, which is among the PyPI requirements, answers by itself. Progress messages go to
stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench.measuring import keys
from bench.measuring.command import run, sizes_and_turns
from bench.reporting import keys as report
from lab.tools.versions import ENVOY_VERSION

_TURNS = 31


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    options = sizes_and_turns(__doc__, keys.SIZES, _TURNS, arguments)

    def measure() -> str:
        return report.markdown(keys.measure(options.sizes, options.turns))

    return run(measure, f"Envoy {ENVOY_VERSION}, one worker thread; medians of {options.turns} turns.")


if __name__ == "__main__":
    sys.exit(main())
