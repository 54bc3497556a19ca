"""`llm-api-mesh init`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.metadata import version
from os.path import lexists
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from llm_api_mesh.command_line.new_project import NewProject
from llm_api_mesh.command_line.packaged import SCHEMA, packaged
from llm_api_mesh.errors import listed

_IGNORED = ".gitignore"
_README = "README.md"
_KEPT = frozenset({_IGNORED, _README})
"""What a clone may have with another text, because the project works without ours."""

_OPTIONS = {
    "name": "--name",
    "namespace": "--namespace",
    "hosts": "--host",
    "argo_cd_projects.source": "--repository",
    "argo_cd_projects.teams": "--namespace",  # the namespace of the gateway can't be that of a team
}
"""The options, by the fields that they become, or that hold what they become."""


class _Usual(NamedTuple):
    """What is written if the options don't name it."""

    name: str
    namespace: str
    repository: str


_OF_API = _Usual("chat", "ai", "https://git.example.com/ai/llm-apis.git")
_OF_GATEWAY = _Usual("llm", "llm-gateway", "https://git.example.com/platform/llm-gateway.git")


def init(  # noqa: PLR0913  # each is an option of the command
    folder: Annotated[
        Path, typer.Argument(help="Folder of the project. No file in it is overwritten.", file_okay=False)
    ] = Path(),
    *,
    llm_gateway: Annotated[
        bool, typer.Option("--llm-gateway", help="Describe the platform team's LLM gateway instead of an API.")
    ] = False,
    python: Annotated[
        bool, typer.Option("--python/--files", help="Whether a program describes it, or a YAML file does.")
    ] = False,
    name: Annotated[
        str | None,
        typer.Option(
            help=f"Name of the API ({_OF_API.name}) or of the gateway ({_OF_GATEWAY.name}).", show_default=False
        ),
    ] = None,
    namespace: Annotated[
        str | None,
        typer.Option(
            help=f"Namespace of the API and of its pods ({_OF_API.namespace}), or of the gateway and of its pods "
            f"({_OF_GATEWAY.namespace}).",
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Host that clients use.")] = "chat.example.com",
    github: Annotated[bool, typer.Option("--github", help="Add a workflow that checks pull requests.")] = False,
    gitlab: Annotated[bool, typer.Option("--gitlab", help="Add a job that checks merge requests.")] = False,
    argo_cd: Annotated[
        bool,
        typer.Option("--argo-cd", help="Add what makes Argo CD apply the objects, in their order."),
    ] = False,
    repository: Annotated[
        str | None,
        typer.Option(
            help="Address of the repository, from which Argo CD reads it. Without this option, write it later.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a new project with an API or an LLM gateway.

    It works at once, and its README says how to go on. A README.md and a .gitignore that the folder has already stay as
    they are. The status is 2 if the folder has another file with the name of one of the project's, or if a name isn't
    valid.
    """
    usual = _OF_GATEWAY if llm_gateway else _OF_API
    project = NewProject(
        llm_gateway=llm_gateway,
        name=usual.name if name is None else name,
        namespace=usual.namespace if namespace is None else namespace,
        host=host,
        version=version("llm-api-mesh"),
        python=python,
        github=github,
        gitlab=gitlab,
        argo_cd=argo_cd,
        repository=repository or usual.repository,
    )
    _check(project)
    files = project.files(packaged(SCHEMA).read_text(encoding="utf-8"))
    missing = {path: text for path, text in files.items() if not _has(folder / path, text)}
    kept = [path for path in missing if path in _KEPT and (folder / path).is_file()]
    new = [path for path in missing if path not in kept]
    _refuse_others(folder, new)
    for path in new:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(files[path], encoding="utf-8", newline="\n")
    sys.stdout.write("".join(f"{line}\n" for line in _said(folder, new, {path: files[path] for path in kept})))


def _has(path: Path, text: str) -> bool:
    """Return whether a file has this text."""
    return path.is_file() and path.read_bytes() == text.encode()


def _refuse_others(folder: Path, paths: Iterable[str]) -> None:
    """Refuse to overwrite anything."""
    others = sorted({other for path in paths if (other := _in_the_way(folder, path))})
    if others:
        away = "it" if len(others) == 1 else "them"
        raise typer.BadParameter(
            f"{folder} has {listed([f'another {one}' for one in others], 'and')}, so nothing was written. Move {away} "
            "away, or name another folder: llm-api-mesh init FOLDER.",
            param_hint="FOLDER",
        )


def _in_the_way(folder: Path, path: str) -> str | None:
    """Return what isn't a folder although a file is to be in it, or what has the name of the file itself."""
    for parent in reversed(Path(path).parents[:-1]):
        if lexists(folder / parent) and not (folder / parent).is_dir():
            return parent.as_posix()
    return path if lexists(folder / path) else None


def _said(folder: Path, new: list[str], kept: Mapping[str, str]) -> Iterable[str]:
    """Yield what was done, what was left alone, and how to go on."""
    if new:
        yield f"wrote {listed(new, 'and')} to {folder}"
    if kept:
        stay = "stays as it is" if len(kept) == 1 else "stay as they are"
        yield f"{listed(list(kept), 'and')} {stay}.{_lacks(folder, kept)}"
    if not new:
        yield f"All {'other ' if kept else ''}files of the project are in {folder} already."
    elif _README in kept:
        yield "llm-api-mesh synth writes dist/, and llm-api-mesh checklist says what no object can set."
    else:
        yield "README.md says how to go on."


def _lacks(folder: Path, kept: Mapping[str, str]) -> str:
    """Say which lines a clone's .gitignore should have as well."""
    if _IGNORED not in kept:
        return ""
    own = {line.strip("/") for line in (folder / _IGNORED).read_text(encoding="utf-8", errors="replace").split()}
    lines = [line for line in kept[_IGNORED].split() if line.strip("/") not in own]
    return f" Add to {_IGNORED}: {listed(lines, 'and')}." if lines else ""


def _check(project: NewProject) -> None:
    """Refuse what no API or gateway can have, in the words of the specification."""
    reading = import_module("llm_api_mesh.reading")
    read = reading.read_gateway if project.llm_gateway else reading.read
    fields = import_module("yaml").safe_load(project.described())
    for field in ("apiVersion", "kind", "name"):
        del fields[field]
    _, problems = read(project.name, fields, plain=True)
    if problems:
        said = " ".join(problem.text.removeprefix(f"{problem.path}: ") for problem in problems)
        paths = [problem.path for problem in problems]
        options = dict.fromkeys(
            option for field, option in _OPTIONS.items() if any(_is_in(one, field) for one in paths)
        )
        raise typer.BadParameter(said, param_hint=" / ".join(options) or None)


def _is_in(path: str, field: str) -> bool:
    return path == field or path.startswith((f"{field}.", f"{field}["))
