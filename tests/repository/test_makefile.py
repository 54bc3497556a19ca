"""The Makefile makes the environment of all other commands."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT
from support.wheels import interpreter


@pytest.mark.parametrize("version", ["3.9", "3.10"])
def test_an_old_python_is_refused_in_plain_words(version: str, tmp_path: Path) -> None:
    """Before anything is installed, with the command that goes on."""
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} isn't there")
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    done = subprocess.run(
        ["make", "synth", f"PYTHON={python}"],  # noqa: S607
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"Python 3.11 or newer is needed, and {python} is Python {version}. Name another one: make PYTHON=python3.13\n"
    )
    assert not (tmp_path / ".venv").exists()


def test_an_environment_of_another_python_is_replaced() -> None:
    """Python's venv would leave the programs of an environment that is there, which is then of both Pythons."""
    recipe = (ROOT / "Makefile").read_text().partition("\n$(READY):")[2].partition("\n\n")[0]
    assert "$(PYTHON) -m venv --clear .venv" in recipe
