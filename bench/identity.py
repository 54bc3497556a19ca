"""Measure what it costs to keep strangers out: mutual TLS to the pods, tokens, keys and access, beside bare Envoys.

python -m bench.identity [--sizes 1000 100000] [--turns 31]

Needs what the lab needs (`docs/lab.md`). Progress messages go to stderr, the result as Markdown to stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench.measuring import identity
from bench.measuring.apis import without_access_log
from bench.measuring.command import run, sizes_and_turns
from bench.reporting import identity as report
from lab.environment import Lab
from lab.istio.istiod import IstiodSpec
from lab.tools.versions import ENVOY_VERSION, ISTIO_BUILD_VERSION

_TURNS = 31


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    options = sizes_and_turns(__doc__, identity.SIZES, _TURNS, arguments)

    def measure() -> str:
        spec = IstiodSpec(mesh_config={"extensionProviders": [identity.extension_provider()]})
        with Lab(istiod_spec=spec) as lab:
            without_access_log(lab)
            cases = identity.measure(lab, options.sizes, options.turns)
            lab.assert_nothing_rejected()
        return report.markdown(cases)

    versions = f"Istio {ISTIO_BUILD_VERSION} with Envoy {ENVOY_VERSION}"
    return run(measure, f"{versions}, one worker thread; medians of {options.turns} turns.")


if __name__ == "__main__":
    sys.exit(main())
