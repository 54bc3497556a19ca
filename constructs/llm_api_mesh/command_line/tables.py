"""What the commands `matrix` and `posture` share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from llm_api_mesh.access_tables import Format
from llm_api_mesh.command_line.folders import ending_if_unreadable

DIST = Path("dist")
FOLDER: Any = typer.Argument(help="Folder with YAML files.")
FORM: Any = typer.Option("--format", help="How the table is printed. JSON has a sample request for each cell.")


def print_table(table: Callable[[Path, Format], str], folder: Path, form: Format) -> None:
    """Print a table of the folder's objects."""
    with ending_if_unreadable():
        sys.stdout.write(table(folder, form))
