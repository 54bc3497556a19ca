"""The repository's own programs, run as their readers would."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

EXAMPLES = {path.parent.name: path for path in sorted((ROOT / "examples").glob("*/main.py"))}
OLDER_RELEASE = "istio_1_30"
"""The example for a cluster with the older Istio."""


def run_program(program: Path, folder: Path) -> Path:
    """Run a copy of a program in a folder; give the folder of YAML that it writes there.

    It may print its checklist, and nothing else.
    """
    copy = shutil.copy(program, folder / "main.py")
    done = subprocess.run([sys.executable, copy], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(re.match(r"[a-z0-9-]+: for the administrator |  - ", line) for line in done.stdout.splitlines())
    return folder / "dist"
