"""`llm-api-mesh checklist`."""

from __future__ import annotations

import sys

import typer

from llm_api_mesh.command_line.exit_codes import PROBLEMS
from llm_api_mesh.command_line.previews import preview
from llm_api_mesh.command_line.sources import Described, sources
from llm_api_mesh.errors import listed

_NOTHING = "There is nothing to set.\n"


def checklist(paths: Described = None) -> None:
    """Say which settings no object can contain, and who has to make them.

    It is what synth prints after it has written the objects. Nothing is written. The status is 1 if there are problems
    or if a program fails, and 2 if the command line is wrong.
    """
    found = sources(paths or [])
    checklists = preview(found).checklists
    if not checklists:
        sys.stderr.write(f"{found[0]}: no MeshApp of it says what to set.\n")
        raise typer.Exit(PROBLEMS)
    by_text: dict[str, list[str]] = {}
    for folder, ours in checklists.items():
        by_text.setdefault(ours or _NOTHING, []).append(folder.as_posix())
    for text, folders in by_text.items():
        if len(checklists) > 1:
            sys.stdout.write(f"{listed(folders, 'and')}\n")
        sys.stdout.write(text)
