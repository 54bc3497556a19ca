"""Measure what it costs to keep strangers out: mutual TLS from the gateway to the pods, beside bare Envoys.

python -m bench.identity [--sizes 1000 100000] [--turns 31]

Needs what the lab needs (`docs/lab.md`). Progress messages go to stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence

from bench.measuring import identity
from bench.measuring.apis import start_llm_gateway, without_access_log
from bench.measuring.errors import AnswerError
from bench.measuring.machine import Machine
from bench.measuring.progress import say
from bench.reporting import identity as report
from lab.environment import Lab
from lab.errors import LabError
from lab.tools.versions import ENVOY_VERSION, ISTIO_BUILD_VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the lab in the same way as Ctrl-C
    begin = Machine.now()
    try:
        with Lab() as lab:
            without_access_log(lab)
            start_llm_gateway(lab, map(identity.api_name, identity.Way))
            cases = identity.measure(lab, options.sizes, options.turns)
            lab.assert_nothing_rejected()
    except (LabError, AnswerError) as error:
        say(str(error))
        return 1
    print(f"{begin.until(Machine.now())}.  ")
    versions = f"Istio {ISTIO_BUILD_VERSION} with Envoy {ENVOY_VERSION}"
    print(f"{versions}, one worker thread; medians of {options.turns} turns.\n")
    print(report.markdown(cases))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sizes = list(identity.SIZES)
    parser.add_argument("--sizes", nargs="+", type=int, choices=sizes, default=sizes, metavar="BYTES")
    parser.add_argument("--turns", type=int, default=31, help="turns of some requests with each body on each way")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
