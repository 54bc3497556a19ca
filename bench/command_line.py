"""The time that the program `llm-api-mesh` needs to answer, beside a Python program that does nothing.

    python bench/command_line.py [--runs N]

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
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

EXAMPLE = Path(__file__).parent.parent / "examples" / "failover"
NOTHING = "a Python program that does nothing"


def main() -> int:
    """Measure, and print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory() as folder:
        seconds = _measure(_commands(Path(folder)), arguments.runs)
    print(f"{platform.processor() or platform.machine()}, {psutil.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}; medians of {arguments.runs} runs\n")
    print("| command | processor time |\n|---|---:|")
    for name, values in seconds.items():
        print(f"| {name} | {statistics.median(values):.2f} s ({min(values):.2f} to {max(values):.2f}) |")
    return 0


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


def _measure(commands: Mapping[str, Sequence[str | Path]], runs: int) -> Mapping[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            before = _used()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if turn:
                seconds[name].append(_used() - before)
    return seconds


def _used() -> float:
    """Return the seconds that all processes have used that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
