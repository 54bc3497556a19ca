"""`llm-api-mesh diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Annotated, Literal

import typer

from llm_api_mesh.command_line.exit_codes import PROBLEMS
from llm_api_mesh.command_line.folders import ending_if_unreadable
from llm_api_mesh.command_line.previews import preview
from llm_api_mesh.command_line.printing.terminal import print_lines
from llm_api_mesh.command_line.sources import kind_of, sources
from llm_api_mesh.differences.printing.json_text import differences_json
from llm_api_mesh.differences.printing.markdown import differences_markdown
from llm_api_mesh.differences.printing.text import Style, styled_lines
from llm_api_mesh.differences.report import Differences, compare
from llm_api_mesh.errors import listed
from llm_api_mesh.output import OutputFolder
from llm_api_mesh.releases import NEWEST, IstioRelease

_Form = Literal["text", "markdown", "json"]
_COLORS: Mapping[Style, str] = {"added": "green", "changed": "yellow", "heading": "bold", "plain": "", "removed": "red"}


def diff(
    old: Annotated[
        Path | None,
        typer.Argument(
            help="Folder with YAML files as they are. Default: the folders that synth would write. It can be left out "
            "before a program or YAML files that describe APIs.",
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        Path | None,
        typer.Argument(
            help="Folder with YAML files as they shall be; or a program, or YAML files that describe APIs, whose "
            "objects are built and not written. Default: what the app in cdk8s.yaml names.",
            show_default=False,
        ),
    ] = None,
    *,
    form: Annotated[
        _Form, typer.Option("--format", help="How the differences are printed. Markdown is for a comment.")
    ] = "text",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with status 1 if there are differences.")] = False,
    istio: Annotated[IstioRelease, typer.Option(help="Istio release of the cluster, by which problems are found.")] = (
        NEWEST
    ),
) -> None:
    """Say what differs between two folders of objects: for requests, by object and field, and in problems.

    Nothing is written. The status is 0, or 1 if there are differences and --exit-code is given. It is also 1 if a
    folder can't be read or a program fails, and 2 if the command line is wrong.
    """
    with ending_if_unreadable():
        found = list(_compared(old, new, istio))
    _print(found, form)
    if exit_code and any(not one.is_empty for one in found):
        raise typer.Exit(PROBLEMS)


def _compared(old: Path | None, new: Path | None, istio: IstioRelease) -> Iterator[Differences]:
    for path in (old, new):
        if path and not path.exists():
            raise typer.BadParameter(f"There is no file or folder {path}.", param_hint="OLD NEW")
    if old and not new and not _has_objects(old):
        old, new = None, old
    if old and new and _has_objects(new):
        yield compare(old, new, istio)
        return
    paths = sources([new] if new else [])
    written = preview(paths).folders
    if not written:
        sys.stderr.write(
            f"{paths[0]}: no app of it says what it would write. Write to a folder, and compare that one.\n"
        )
        raise typer.Exit(PROBLEMS)
    if old and len(written) > 1:
        folders = listed([folder.as_posix() for folder in written], "and")
        raise typer.BadParameter(
            f"{paths[0]} writes {folders}. Leave out {old}, or compare two folders that are written.",
            param_hint="OLD",
        )
    for folder, files in written.items():
        present = old or folder
        with _published(present, files) as (before, after):
            found = compare(before, after, istio)
        yield replace(found, old=present.as_posix(), new=f"what {paths[0].as_posix()} would write")


def _has_objects(path: Path) -> bool:
    """Whether a path has objects, and no descriptions of APIs. An empty folder has no objects, but is one of these."""
    return kind_of(path) == "objects" or (path.is_dir() and not any(path.iterdir()))


@contextmanager
def _published(present: Path, files: Mapping[str, bytes]) -> Iterator[tuple[Path, Path]]:
    """A folder as it is, empty if it doesn't exist; and as it would be with these files, as `synth` writes them."""
    with TemporaryDirectory(prefix="llm-api-mesh-") as temporary:
        before, after, staged = (Path(temporary, name) for name in ("before", "after", "staged"))
        for folder in (before, after):
            if present.is_dir():
                copytree(present, folder)
            else:
                folder.mkdir()
        staged.mkdir()
        for name, content in files.items():
            (staged / name).write_bytes(content)
        OutputFolder(after).put_in_place(staged)
        yield before, after


def _print(found: list[Differences], form: _Form) -> None:
    if form == "json":
        sys.stdout.write(differences_json(found))
    elif form == "markdown":
        sys.stdout.write("\n".join(map(differences_markdown, found)))
    else:
        for index, one in enumerate(found):
            gap: list[list[tuple[str, str]]] = [[("", "")]] if index else []
            print_lines([*gap, *([(line, _COLORS[style])] for style, line in styled_lines(one))], sys.stdout)
