"""The time that the program `llm-api-mesh` needs to answer, beside a Python program that does nothing.

    python -m bench.command_line [--runs N] [--apis N]

Each figure is the median of several runs of the whole process, including imports and Node.js. It is the time of the
processors, so that other programs on the machine change it little. On an idle machine, a command that doesn't start
Node.js takes as long. The first runs, which compile the modules, aren't counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import psutil

from bench.programs import many_files

EXAMPLE = Path(__file__).parent.parent / "examples" / "failover"
NOTHING = "a Python program that does nothing"


class Times(NamedTuple):
    """How long a process ran, in seconds."""

    used: float
    """The time of the processors."""
    taken: float
    """The time from its begin to its end."""


def main() -> int:
    """Measure, and print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--apis", type=int, default=1000, help="number of APIs in the second table")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"{platform.processor() or platform.machine()}, {psutil.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}; medians of {arguments.runs} runs")
    with TemporaryDirectory() as folder:
        _print(_measure(_commands(Path(folder)), arguments.runs))
    with TemporaryDirectory() as folder:
        print(f"\n{arguments.apis:,} APIs of five backends from {many_files.TEAMS} teams")
        _print(_measure(_commands_for_many(Path(folder), arguments.apis), arguments.runs))
    return 0


def _print(measured: Mapping[str, Sequence[Times]]) -> None:
    print("\n| command | processor time | time |\n|---|---:|---:|")
    for name, times in measured.items():
        used, taken = [one.used for one in times], [one.taken for one in times]
        print(
            f"| {name} | {statistics.median(used):.2f} s ({min(used):.2f} to {max(used):.2f}) "
            f"| {statistics.median(taken):.2f} s |",
            flush=True,
        )


def _commands(folder: Path) -> Mapping[str, Sequence[str | Path]]:
    """Return the command lines that are measured, by their names in the table."""
    ours = [sys.executable, "-m", "llm_api_mesh"]
    apis, dist = EXAMPLE / "apis.yaml", EXAMPLE / "dist"
    return {
        NOTHING: [sys.executable, "-c", ""],
        "`--help`": [*ours, "--help"],
        "`schema`": [*ours, "schema"],
        "`explain LlmApiMesh.backend`": [*ours, "explain", "LlmApiMesh.backend"],
        "`errors weight-sum`": [*ours, "errors", "weight-sum"],
        "`check` of a file with an API and a gateway": [*ours, "check", apis],
        "`check` of the YAML of both": [*ours, "check", dist],
        "`matrix` of the YAML of both": [*ours, "matrix", dist],
        "`synth` of the file": [*ours, "synth", apis, "--output", folder],
    }


def _commands_for_many(folder: Path, apis: int) -> Mapping[str, Sequence[str | Path]]:
    """Return the command lines for many APIs. The first one writes the objects that the others read."""
    ours = [sys.executable, "-m", "llm_api_mesh"]
    described, one, dist = folder / "apis", many_files.write(folder / "apis", apis), folder / "dist"
    changed = folder / "changed"
    return {
        "`synth` of all": [*ours, "synth", described, "--output", dist],
        "`synth` of one file with `--only`": [*ours, "synth", described, "--only", one, "--output", dist],
        "`synth` of the files of its team": [*ours, "synth", one.parent, "--output", changed],
        "`check` of all": [*ours, "check", described],
        "`check` of one file": [*ours, "check", one],
        "`diff` of the folder with itself": [*ours, "diff", dist, dist],
        "`graph` of all": [*ours, "graph", dist, "--output", folder / "graph.html"],
    }


def _measure(commands: Mapping[str, Sequence[str | Path]], runs: int) -> Mapping[str, list[Times]]:
    measured: dict[str, list[Times]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            used, begun = _used(), time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if turn:
                measured[name].append(Times(_used() - used, time.perf_counter() - begun))
    return measured


def _used() -> float:
    """Return the seconds that all processes have used that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
