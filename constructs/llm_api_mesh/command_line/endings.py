"""How a command ends if a program or an app of files has problems: it says why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

import typer

from llm_api_mesh.command_line.exit_codes import PROBLEMS
from llm_api_mesh.command_line.printing.problems import print_error
from llm_api_mesh.command_line.programs import run
from llm_api_mesh.errors import MeshError


class _App(Protocol):
    """An app, or several environments."""

    def synth(self) -> None:
        """Write its files."""


def run_or_end(program: Path) -> None:
    """Run a program; if it has problems or fails, print why to stderr and end the command."""
    ended = run(program)
    if ended.error:
        print_error(ended.error)
    if ended.failure:
        sys.stderr.write(f"{ended.failure}\n")
    if ended.error or ended.failure:
        raise typer.Exit(PROBLEMS)


def synth_or_end(app: _App) -> None:
    """Synthesize an app; if it has problems, print them to stderr and end the command."""
    try:
        app.synth()
    except MeshError as error:
        print_error(error)
        raise typer.Exit(PROBLEMS) from None
