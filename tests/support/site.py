"""The site of docs/, built for tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support import ROOT


def build_site(folder: Path) -> Path:
    """Build it in strict mode: a broken link, a wrong heading and a page outside of the navigation are errors."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder
