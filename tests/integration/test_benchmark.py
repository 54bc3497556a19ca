"""The benchmark compares like with like."""

from __future__ import annotations

import subprocess
import sys

from bench.programs.ours import SHAPES
from support import ROOT


def test_its_programs_write_the_same() -> None:
    """The benchmark runs, which it does only if its three programs write the same objects."""
    command = [sys.executable, "-m", "bench.synth", "--runs", "1", "--sizes", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("| 1 |") == len(SHAPES)
