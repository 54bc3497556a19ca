"""`llm-api-mesh synth`."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from llm_api_mesh.command_line.checking.report import names
from llm_api_mesh.command_line.endings import run_or_end, synth_or_end
from llm_api_mesh.command_line.printing.progress import progress
from llm_api_mesh.command_line.sources import Described, kind_of, sources
from llm_api_mesh.dry_run import default_folder
from llm_api_mesh.errors import listed
from llm_api_mesh.startup import start_node

_PROGRAM = ".py"


def synth(
    paths: Described = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Folder of the written files. A program can name its own folder, which comes before this one. "
            "Default: CDK8S_OUTDIR of the environment, or dist.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[
        list[Path] | None,
        typer.Option(
            help="A YAML file in PATHS; the option can be repeated. Only what it describes is written, and all other "
            "files in the folder of the written files stay as they are. It is checked together with whatever in this "
            "folder may clash with it. Default: all files.",
            metavar="<path>",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write the Kubernetes and Istio objects of a program or of YAML files.

    All files are written or none, and files of earlier runs that nothing describes any more are removed. What the
    platform's team or the owner of a gateway has to do is printed. The status is 0 if all is written, 1 if there are
    problems or if a program fails, and 2 if the command line is wrong.
    """
    found = sources(paths or [])
    if only:
        _of_changed_files(found, {_in(found, one) for one in only}, output or default_folder())
    elif kind_of(found[0]) == "program":
        _of_program(found[0], output)
    else:
        _of_files(found, output or default_folder())


def _of_files(paths: Sequence[Path], folder: Path) -> None:
    start_node()
    with progress(names(paths)) as shown:
        app = import_module("llm_api_mesh.apis_in_files").app_of_files(paths, folder, shown.advance)
    synth_or_end(app)


def _of_changed_files(paths: Sequence[Path], changed: Collection[Path], folder: Path) -> None:
    start_node()
    with progress(names(sorted(changed))) as shown:
        read = import_module("llm_api_mesh.apis_in_files").app_of_changed_files
        app = read(paths, changed, folder, shown.advance)
    synth_or_end(app)


def _in(paths: Sequence[Path], file: Path) -> Path:
    """Return a file as a path that begins with one of the given paths."""
    for path in paths:
        if file.is_file() and path.suffix != _PROGRAM and file.resolve().is_relative_to(path.resolve()):
            return path / file.resolve().relative_to(path.resolve())
    raise typer.BadParameter(f"{file} isn't a YAML file in {listed(list(map(str, paths)))}.", param_hint="--only")


def _of_program(program: Path, folder: Path | None) -> None:
    if folder:
        os.environ["CDK8S_OUTDIR"] = str(folder)
    run_or_end(program)
