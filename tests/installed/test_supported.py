"""What docs/supported.md promises about Python, Node.js and the versions of dependencies."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from support import ROOT
from support.golden import read
from support.programs import EXAMPLES
from support.wheels import OLDEST, PINNED, Environment, install, interpreter

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PYTHONS = [found[1] for one in _PROJECT["classifiers"] if (found := re.fullmatch(r"Programming .* (3\.\d+)", one))]

EVERY = """
import os, runpy
from pathlib import Path

for folder in sorted(Path.cwd().iterdir()):
    os.chdir(folder)
    runpy.run_path(str(folder / "main.py"), run_name="__main__")
"""


def assert_same_bytes(environment: Environment, folder: Path) -> None:
    """Run all examples, and compare what they write with the repository's golden files."""
    for name, program in EXAMPLES.items():
        (folder / name).mkdir(parents=True)
        shutil.copy(program, folder / name)
    done = environment.run("python", "-c", EVERY, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    for name, program in EXAMPLES.items():
        assert read(folder / name / "dist") == read(program.with_name("dist")), name


@pytest.mark.parametrize("version", PYTHONS)
def test_each_python_writes_the_same_bytes(version: str, built: tuple[Path, Path], tmp_path: Path) -> None:
    """The wheel is installed and runs all examples on each version of Python that the classifiers name."""
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} isn't there")
    assert_same_bytes(install(tmp_path / "venv", *PINNED, built[1], python=python), tmp_path / "examples")


def test_the_oldest_dependencies_write_the_same_bytes(built: tuple[Path, Path], tmp_path: Path) -> None:
    """The lower bounds of the dependencies are true: their oldest versions run all examples and the command line."""
    oldest = install(tmp_path / "venv", *OLDEST, built[1])
    assert_same_bytes(oldest, tmp_path / "examples")
    assert oldest.output(oldest.node, "--version", folder=tmp_path).startswith("v22.")
    assert "synth" in oldest.output("llm-api-mesh", "--help", folder=tmp_path)
    assert oldest.output("llm-api-mesh", "check", ROOT / "dist", folder=tmp_path).endswith(", no problems\n")
