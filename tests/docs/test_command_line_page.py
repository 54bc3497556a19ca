"""docs/command-line.md: its commands, one after the other in one folder, print what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from llm_api_mesh.command_line.app import COMMANDS
from support import ROOT
from support.golden import may_write
from support.markdown import Block, blocks

PAGE = ROOT / "docs" / "command-line.md"


def shown() -> list[tuple[Block, Block]]:
    """Return the commands of the page, each with what it prints."""
    return [(one, two) for one, two in pairwise(blocks(PAGE)) if one.language == "sh"]


def printed(command: str, folder: Path, programs: Path) -> str:
    """Run commands in a shell that has only our program beside the machine's own."""
    done = subprocess.run(
        ["bash", "-euc", command],  # noqa: S607  # the page is for a shell
        cwd=folder,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def test_commands_print_what_the_page_shows(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Each block of commands is followed by its output, byte for byte."""
    folder, programs = tmp_path / "project", tmp_path / "bin"
    folder.mkdir()
    programs.mkdir()
    program = programs / "llm-api-mesh"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m llm_api_mesh "$@"\n')
    program.chmod(0o755)
    for command, output in shown():
        text = printed(command.text, folder, programs)
        if may_write(pytestconfig):
            _show(command, output, text)
        else:
            assert text == output.text, command.text


def _show(command: Block, output: Block, text: str) -> None:
    page = PAGE.read_text()
    before = f"```sh\n{command.text}```\n\n```{output.language}\n"
    assert page.count(before + output.text) == 1
    PAGE.write_text(page.replace(before + output.text, before + text))


def test_the_table_has_every_command() -> None:
    """No command is missing on the page."""
    found = [
        name
        for names in re.findall(r"^\| \[([a-z, ]+)\]", PAGE.read_text(), re.MULTILINE)
        for name in names.split(", ")
    ]
    assert sorted(found) == sorted(COMMANDS)
