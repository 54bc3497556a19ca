"""Colors are for terminals, and change no word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.command_line import FAULTY, at_terminal, run

CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "apis.yaml").write_text(FAULTY)
    return tmp_path


@pytest.mark.parametrize("command", [["check", "apis.yaml"], ["synth", "apis.yaml"]])
def test_problems(command: list[str], folder: Path) -> None:
    """A terminal shows the same words with colors, and NO_COLOR and pipes have none. No line is divided.

    Above them, the progress of a slow command was shown and removed.
    """
    plain = run(*command, folder=folder)
    shown = at_terminal(*command, folder=folder)
    assert CODES.search(shown)
    assert CODES.sub("", shown).endswith(plain.stdout + plain.stderr)
    without = at_terminal(*command, folder=folder, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", without)
    assert CODES.sub("", without).endswith(plain.stdout + plain.stderr)


def test_a_page(folder: Path) -> None:
    """A terminal shows a page in its width, without the marks of Markdown."""
    shown = CODES.sub("", at_terminal("errors", "weight-sum", folder=folder))
    assert "```" not in shown
    assert "weight-sum" in shown
    assert max(map(len, shown.splitlines())) <= 120


def test_help(folder: Path) -> None:
    """A terminal has the help with frames, and a pipe without."""
    assert "─" in at_terminal("check", "--help", folder=folder)
    assert "─" not in run("check", "--help", folder=folder).stdout


def test_wrong_use(folder: Path) -> None:
    """A terminal shows the message, too."""
    shown = CODES.sub("", at_terminal("check", "nothing.yaml", folder=folder))
    assert "There is no file or folder nothing.yaml." in shown
