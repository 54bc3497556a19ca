"""How long synthesis takes, beside the same YAML from a bare cdk8s script and from plain dicts.

    python bench/synth.py [--runs N] [--sizes 1 10 100 1000]

Every figure is of whole processes, import time and Node.js included: the median of several runs, the three programs in
turn, so that a slow moment of the machine hits all alike. Memory is the peak of the process tree's proportional set
size, sampled. Before anything is timed, the three outputs are compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from llm_api_mesh import node

import psutil
import yaml

PROGRAMS = {"LlmApiMesh": "ours.py", "bare cdk8s": "bare_cdk8s.py", "PyYAML": "plain_yaml.py"}
HERE = Path(__file__).parent / "programs"
SAMPLE = 0.01


def main() -> int:
    """Measure, and print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100, 1000])
    arguments = parser.parse_args()
    node.choose_node()  # all three are to start the same Node.js, none of them to look for it
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, by the warm-up, as on a user's machine
    _compare()
    print(
        f"{platform.processor() or platform.machine()}, {psutil.cpu_count()} cores, Python {platform.python_version()},"
    )
    print(f"cdk8s {version('cdk8s')}, {datetime.now(UTC):%Y-%m-%d}; medians of {arguments.runs} runs, (min to max)\n")
    print("| meshes | LlmApiMesh | bare cdk8s | PyYAML | time / bare cdk8s | memory | memory / bare cdk8s |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in arguments.sizes:
        print(_row(size, arguments.runs), flush=True)
    return 0


def _compare() -> None:
    with TemporaryDirectory() as folder:
        written = {}
        for name, program in PROGRAMS.items():
            out = Path(folder, name)
            _run(program, 3, out)
            written[name] = {
                path.name: sorted(map(str, yaml.safe_load_all(path.read_text()))) for path in sorted(out.iterdir())
            }
    first, *others = written.values()
    if any(other != first for other in others):
        sys.exit("The programs don't write the same: the comparison would mean nothing.")


def _row(size: int, runs: int) -> str:
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    memory: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for run in range(runs + 1):
        for name, program in PROGRAMS.items():
            with TemporaryDirectory() as folder:
                took, peak = _run(program, size, Path(folder))
            if run:  # the first is a warm-up
                seconds[name].append(took)
                memory[name].append(peak)
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    ours, bare = seconds["LlmApiMesh"], seconds["bare cdk8s"]
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    megabytes = statistics.median(memory["LlmApiMesh"])
    more = megabytes / statistics.median(memory["bare cdk8s"])
    return (
        f"| {size:,} | {middle['LlmApiMesh']:.2f} s ({min(ours):.2f} to {max(ours):.2f}) "
        f"| {middle['bare cdk8s']:.2f} s ({min(bare):.2f} to {max(bare):.2f}) | {middle['PyYAML']:.2f} s "
        f"| **{ratio:.2f}** | {megabytes:.0f} MB | {more:.2f} |"
    )


def _run(program: str, size: int, folder: Path) -> tuple[float, float]:
    """Run a program; give its seconds, and the peak of its tree in megabytes."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, HERE / program, str(size), folder], env=os.environ)
    tree = psutil.Process(process.pid)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory(tree))
        time.sleep(SAMPLE)
    took = time.perf_counter() - begin
    if process.returncode:
        sys.exit(f"{program} failed")
    return took, peak / 1e6


def _memory(tree: psutil.Process) -> float:
    total = 0
    try:
        for process in (tree, *tree.children(recursive=True)):
            total += process.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0  # it is just ending
    return total


if __name__ == "__main__":
    sys.exit(main())
