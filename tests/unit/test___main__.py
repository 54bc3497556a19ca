"""`python -m llm_api_mesh`."""

from __future__ import annotations

from importlib.metadata import entry_points, version
from pathlib import Path

from llm_api_mesh.command_line.app import main
from support.command_line import run


def test_it_is_the_installed_program(tmp_path: Path) -> None:
    """It runs the function that the package's program runs, under the program's name."""
    (program,) = entry_points(group="console_scripts", name="llm-api-mesh")
    assert program.load() is main
    done = run("--version", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"llm-api-mesh {version('llm-api-mesh')}\n", "")
    assert run("check", "--help", folder=tmp_path).stdout.split()[:3] == ["Usage:", "llm-api-mesh", "check"]
