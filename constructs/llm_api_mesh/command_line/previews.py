"""The files that a program or YAML files would write, without writing them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

import typer

from llm_api_mesh.command_line.exit_codes import PROBLEMS
from llm_api_mesh.command_line.printing.problems import print_error
from llm_api_mesh.command_line.programs import run
from llm_api_mesh.command_line.sources import kind_of
from llm_api_mesh.dry_run import dry_run
from llm_api_mesh.errors import MeshError


def written_by(paths: Sequence[Path]) -> Mapping[Path, Mapping[str, bytes]]:
    """The files of each folder, by their names. What a program prints goes to stderr.

    Raises:
        Exit: If there are problems, or a program fails. They are printed to stderr.
    """
    with dry_run() as written, redirect_stdout(sys.stderr):
        if kind_of(paths[0]) == "program":
            _run(paths[0])
        else:
            _build(paths)
    return written.folders


def _run(program: Path) -> None:
    ended = run(program)
    if ended.error:
        print_error(ended.error)
    if ended.failure:
        sys.stderr.write(f"{ended.failure}\n")
    if ended.error or ended.failure:
        raise typer.Exit(PROBLEMS)


def _build(paths: Sequence[Path]) -> None:
    app = import_module("llm_api_mesh.apis_in_files").app_of_files(paths)
    try:
        app.synth()
    except MeshError as error:
        print_error(error)
        raise typer.Exit(PROBLEMS) from None
