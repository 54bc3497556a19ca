"""The command around a measurement: its options, and what it prints."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterable, Sequence

from bench.measuring.errors import AnswerError
from bench.measuring.machine import Machine
from bench.measuring.progress import say
from lab.errors import LabError


def sizes_and_turns(
    description: str | None, sizes: Iterable[int], turns: int, arguments: Sequence[str] | None
) -> argparse.Namespace:
    """Read the options of a measurement with bodies of some sizes, which take turns: `sizes` and `turns`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = list(sizes)
    parser.add_argument("--sizes", nargs="+", type=int, choices=known, default=known, metavar="BYTES")
    parser.add_argument("--turns", type=int, default=turns, help="turns of a few requests with each body, of all kinds")
    return parser.parse_args(arguments)


def run(measure: Callable[[], str], conditions: str) -> int:
    """Measure, and print the machine, the conditions and the tables; return the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends a lab, or an Envoy, in the same way as Ctrl-C
    begin = Machine.now()
    try:
        tables = measure()
    except (LabError, AnswerError) as error:
        say(str(error))
        return 1
    print(f"{begin.until(Machine.now())}.  ")
    print(f"{conditions}\n")
    print(tables)
    return 0
