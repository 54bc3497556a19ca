"""The time of a synthesis, compared with a bare cdk8s script and plain dicts that write the same YAML.

    python -m bench.synth [--runs N] [--sizes 1 10 100 1000]

The APIs have two shapes: one backend with two versions and its own Gateway, and five backends behind an LLM
gateway. The other programs are made from the YAML of one API.

Each figure is the median of several runs of the whole process, including imports and Node.js. The three programs run in
turn, so that a slow moment of the machine affects all of them. Memory is the peak of the process tree's proportional
set size. It is sampled in a first run that isn't timed, because sampling slows the program down. Before the
measurement, the three outputs are compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory

import psutil
import yaml

from bench.programs.ours import SHAPES
from bench.programs.sources import with_cdk8s, with_pyyaml
from llm_api_mesh import node

ROOT = Path(__file__).parent.parent
SAMPLE = 0.01


class Program:
    """A program that writes a number of APIs."""

    def __init__(self, *command: str | Path, shape: str = "") -> None:
        self.command = command
        self.arguments = [shape] if shape else []


def main() -> int:
    """Measure, and print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100, 1000])
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=[*SHAPES])
    arguments = parser.parse_args()
    node.choose_node()  # all three programs start the same Node.js, and none has to look for it
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the first run compiles the modules, as on a user's machine
    print(
        f"{platform.processor() or platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()},"
    )
    print(f"cdk8s {version('cdk8s')}, {datetime.now(UTC):%Y-%m-%d}; medians of {arguments.runs} runs, (min to max)")
    for shape in arguments.shapes:
        with TemporaryDirectory() as folder:
            programs = _programs(shape, Path(folder))
            print(f"\n{shape}\n\n| APIs | LlmApiMesh | bare cdk8s | PyYAML | time / bare cdk8s ", end="")
            print("| memory | memory / bare cdk8s |\n|---:|---:|---:|---:|---:|---:|---:|")
            for size in arguments.sizes:
                print(_row(programs, size, arguments.runs), flush=True)
    return 0


def _programs(shape: str, folder: Path) -> Mapping[str, Program]:
    """Return the programs, which write the same YAML."""
    ours = Program("-m", "bench.programs.ours", shape=shape)
    _seconds(ours, 1, folder / "one")
    (one,) = (folder / "one").iterdir()
    objects = list(yaml.safe_load_all(one.read_text(encoding="utf-8")))
    programs = {"LlmApiMesh": ours}
    for name, source in (("bare cdk8s", with_cdk8s(objects)), ("PyYAML", with_pyyaml(objects))):
        file = folder / f"{name.replace(' ', '_')}.py"
        file.write_text(source, encoding="utf-8")
        programs[name] = Program(file)
    first, *others = (_written(program, folder / f"out-{name}") for name, program in programs.items())
    if any(other != first for other in others):
        sys.exit("The programs write different YAML, so their times can't be compared.")
    return programs


def _written(program: Program, out: Path) -> dict[str, list[str]]:
    _seconds(program, 3, out)
    return {path.name: sorted(map(str, yaml.safe_load_all(path.read_text()))) for path in sorted(out.iterdir())}


def _row(programs: Mapping[str, Program], size: int, runs: int) -> str:
    megabytes: dict[str, float] = {}
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for name, program in programs.items():
        with TemporaryDirectory() as folder:
            megabytes[name] = _peak(program, size, Path(folder))
    for _ in range(runs):
        for name, program in programs.items():
            with TemporaryDirectory() as folder:
                seconds[name].append(_seconds(program, size, Path(folder)))
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    ours, bare = seconds["LlmApiMesh"], seconds["bare cdk8s"]
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    more = megabytes["LlmApiMesh"] / megabytes["bare cdk8s"]
    return (
        f"| {size:,} | {middle['LlmApiMesh']:.2f} s ({min(ours):.2f} to {max(ours):.2f}) "
        f"| {middle['bare cdk8s']:.2f} s ({min(bare):.2f} to {max(bare):.2f}) | {middle['PyYAML']:.2f} s "
        f"| **{ratio:.2f}** | {megabytes['LlmApiMesh']:.0f} MB | {more:.2f} |"
    )


def _seconds(program: Program, size: int, folder: Path) -> float:
    """Run a program, and return its time."""
    begin = time.perf_counter()
    process = _start(program, size, folder)
    return _ended(program, process) - begin


def _peak(program: Program, size: int, folder: Path) -> float:
    """Run a program, and return the peak memory of its process tree in megabytes."""
    process = _start(program, size, folder)
    tree = psutil.Process(process.pid)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory(tree))
        time.sleep(SAMPLE)
    _ended(program, process)
    return peak / 1e6


def _start(program: Program, size: int, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *program.command, str(size), folder, *program.arguments], cwd=ROOT, stdout=DEVNULL
    )


def _ended(program: Program, process: subprocess.Popen[bytes]) -> float:
    if process.wait():
        sys.exit(f"{program.command} failed")
    return time.perf_counter()


def _memory(tree: psutil.Process) -> float:
    total = 0
    try:
        for process in (tree, *tree.children(recursive=True)):
            total += process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0  # the process has just ended
    return total


if __name__ == "__main__":
    sys.exit(main())
