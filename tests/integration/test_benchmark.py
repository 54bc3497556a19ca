"""The benchmark compares like with like."""

from __future__ import annotations

import subprocess
import sys

from support import ROOT


def test_its_programs_write_the_same() -> None:
    """The benchmark runs, which it does only if its three programs write the same objects."""
    command = [sys.executable, str(ROOT / "bench" / "synth.py"), "--runs", "1", "--sizes", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "| 1 |" in done.stdout
