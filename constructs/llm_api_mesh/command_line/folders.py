"""How a command ends if a folder of objects can't be read: it says why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from llm_api_mesh.access_tables.reading import UnreadableError
from llm_api_mesh.command_line.exit_codes import PROBLEMS


@contextmanager
def ending_if_unreadable() -> Iterator[None]:
    """If a folder can't be read, print why to stderr and end the command."""
    try:
        yield
    except UnreadableError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(PROBLEMS) from None
