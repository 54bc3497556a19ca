"""Measure what it costs to write a backend's own name of a model into the bodies of requests.

python -m bench.rewriter [--sizes 1000 10000 100000 1000000 3000000] [--turns 15]

Needs what the lab needs (`docs/lab.md`). Progress messages go to stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench.measuring import rewriter
from bench.measuring.apis import start_llm_gateway, without_access_log
from bench.measuring.command import run, sizes_and_turns
from bench.reporting import rewriter as report
from lab.environment import Lab
from lab.tools.versions import ENVOY_VERSION, ISTIO_BUILD_VERSION

_TURNS = 15


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    options = sizes_and_turns(__doc__, rewriter.SIZES, _TURNS, arguments)

    def measure() -> str:
        with Lab() as lab:
            without_access_log(lab)
            start_llm_gateway(lab, (rewriter.PLAIN, rewriter.NAMED))
            cases = rewriter.measure(lab, options.sizes, options.turns)
            lab.assert_nothing_rejected()
        return report.markdown(cases)

    versions = f"Istio {ISTIO_BUILD_VERSION} with Envoy {ENVOY_VERSION}"
    return run(measure, f"{versions}, one worker thread; medians of {options.turns} turns.")


if __name__ == "__main__":
    sys.exit(main())
