"""The workflows that the repository hands out, read by the linter of GitHub's workflows. No lab runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lab.tools import cache
from lab.tools.builder import build
from lab.tools.versions import ACTIONLINT
from support.command_line import invoke
from support.programs import ANOTHER_TEAM


@pytest.fixture(scope="module")
def actionlint() -> Path:
    """The program."""
    build((ACTIONLINT,))
    return cache.program(ACTIONLINT, "actionlint")


def lint(program: Path, file: Path) -> str:
    """What the linter says about a workflow, without the linters of shells and Python, which may not be there."""
    command = (str(program), "-shellcheck=", "-pyflakes=", "-no-color", str(file))
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_another_team_s_workflow(actionlint: Path) -> None:
    """Its expressions, permissions, steps and conditions are right."""
    assert lint(actionlint, ANOTHER_TEAM / ".github" / "workflows" / "llm-apis.yaml") == ""


def test_the_workflow_of_a_new_project(actionlint: Path, tmp_path: Path) -> None:
    """The same holds for what `init` writes, and a wrong step would be noticed."""
    assert invoke("init", "--github", tmp_path).exit_code == 0
    file = tmp_path / ".github" / "workflows" / "llm-api-mesh.yaml"
    assert lint(actionlint, file) == ""
    file.write_text(file.read_text().replace("github.event_name", "github.event_nam", 1))
    assert "event_nam" in lint(actionlint, file)
