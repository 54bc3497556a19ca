"""Measure what a number of APIs costs at an LlmGateway, beside the same APIs at a gateway without patches.

python -m bench.scale [--sizes 1 50 200 500] [--hosts wildcards "single hosts"] [--turns 3]

Needs what the lab needs (`docs/lab.md`). Progress messages go to stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.measuring.apis import without_access_log
from bench.measuring.command import run
from bench.measuring.scale import stage
from bench.measuring.scale.llm_gateway import PODS, Hosts
from bench.reporting import scale as report
from lab.environment import Lab
from lab.tools.versions import ENVOY_VERSION, ISTIO_BUILD_VERSION

SIZES = (1, 50, 200, 500)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the tables."""
    options = _options(arguments)

    def measure() -> str:
        with Lab(gateway=PODS) as lab:
            without_access_log(lab)
            kinds = [Hosts(kind) for kind in options.hosts]
            cases = list(stage.measure(lab, options.sizes, kinds, options.turns))
            lab.assert_nothing_rejected()
        return report.markdown(cases)

    return run(measure, f"Istio {ISTIO_BUILD_VERSION} with Envoy {ENVOY_VERSION}, one worker thread.")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="APIS")
    parser.add_argument("--hosts", nargs="+", choices=list(map(str, Hosts)), default=list(map(str, Hosts)))
    parser.add_argument("--turns", type=int, default=stage.TURNS, help="turns of each variant")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
