"""The repository's programs, and how to run them."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from llm_api_mesh.releases import IstioRelease
from support import ROOT

ANOTHER_TEAM = ROOT / "examples" / "another-team"
"""The example of a whole repository, which tests/installed runs with the wheel alone."""
FLUX = ROOT / "examples" / "flux"
"""The files for Flux, which no program writes."""
ENVIRONMENTS = ROOT / "examples" / "environments" / "main.py"
"""The example whose golden files are in a folder for each environment."""
EXAMPLES = {
    path.parent.name: path
    for path in sorted((ROOT / "examples").glob("*/main.py"))
    if path.parent not in {ANOTHER_TEAM, ENVIRONMENTS.parent}
}
EXISTING = ("vllm-qwen.ai.svc.cluster.local", "llama.research.svc.cluster.local")
"""The Services to which examples and programs of pages refer, and that no program writes."""
OLDER_RELEASE = "istio_1_30"
"""The example for a cluster with the older Istio release."""


def release(name: str) -> IstioRelease:
    """Return the Istio release that an example is for."""
    return "1.30" if name == OLDER_RELEASE else "1.31"


def golden_yaml(name: str) -> Path:
    """Return the folder of the YAML that an example writes, which `test_examples.py` compares with the output."""
    return EXAMPLES[name].with_name("dist")


def run_program(program: Path, folder: Path) -> Path:
    """Run a copy of a program in a folder, in a separate process; return the folder of YAML that it writes there."""
    copy = shutil.copy(program, folder / "main.py")
    done = subprocess.run([sys.executable, copy], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert_printed(done.stdout)
    return folder / "dist"


def run_here(program: Path, folder: Path) -> Path:
    """Run a copy of a program in a folder, but in this process, which has started Node.js already."""
    copy = shutil.copy(program, folder / "main.py")
    with chdir(folder):
        runpy.run_path(str(copy), run_name="__main__")
    return folder / "dist"


def assert_printed(printed: str) -> None:
    """Check that a program has printed what it wrote, and else at most its checklists. A `cdk8s.App` prints nothing."""
    before, *said = re.split(r"^(?=wrote )", printed, flags=re.MULTILINE)
    assert before == ""
    for one in said:
        _assert_said(one)


def _assert_said(said: str) -> None:
    """Check what is printed of one folder."""
    written, *rest = said.splitlines()
    assert re.fullmatch(r"wrote \d+ objects? in \d+ files? to \S+", written)
    assert all(
        re.match(r"[a-z0-9-]+(, [a-z0-9-]+)*: for the (platform's team|gateway's owner)$|  - ", line) for line in rest
    )
