"""`llm-api-mesh init`."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from llm_api_mesh.command_line.new_project import NewProject
from llm_api_mesh.command_line.packaged import SCHEMA, packaged
from llm_api_mesh.errors import listed

_OTHERS = frozenset({".git", ".venv"})
"""What a project's folder may have before the project: readers of its README make them first."""

_OPTIONS = {"name": "--name", "namespace": "--namespace", "hosts[0]": "--host"}
"""The options of the fields that they become."""


def init(  # noqa: PLR0913  # each is an option of the command
    folder: Annotated[
        Path, typer.Argument(help="Folder of the project. It must be empty, but for .git and .venv.", file_okay=False)
    ] = Path(),
    *,
    python: Annotated[
        bool, typer.Option("--python/--files", help="Whether a program describes the APIs, or YAML files do.")
    ] = False,
    name: Annotated[str, typer.Option(help="Name of the first API.")] = "chat",
    namespace: Annotated[str, typer.Option(help="Namespace of the API and of its pods.")] = "ai",
    host: Annotated[str, typer.Option(help="Host that clients use.")] = "chat.example.com",
    github: Annotated[bool, typer.Option("--github", help="Add a workflow that checks pull requests.")] = False,
    gitlab: Annotated[bool, typer.Option("--gitlab", help="Add a job that checks merge requests.")] = False,
    argo_cd: Annotated[
        bool, typer.Option("--argo-cd", help="Add an Application, and have Argo CD apply the objects in their order.")
    ] = False,
    repository: Annotated[
        str, typer.Option(help="Address of the repository, from which Argo CD reads it.")
    ] = "https://git.example.com/ai/llm-apis.git",
) -> None:
    """Write a new project into an empty folder.

    It has one API with two versions, and a README that says how to go on. The status is 2 if the folder isn't empty or
    a name isn't valid.
    """
    others = sorted(path.name for path in folder.iterdir() if path.name not in _OTHERS) if folder.exists() else []
    if others:
        raise typer.BadParameter(
            f"{folder} isn't empty: it has {others[0]}. Name a new folder: llm-api-mesh init FOLDER.",
            param_hint="FOLDER",
        )
    _check(name, namespace, host)
    project = NewProject(
        name=name,
        namespace=namespace,
        host=host,
        version=version("llm-api-mesh"),
        python=python,
        github=github,
        gitlab=gitlab,
        argo_cd=argo_cd,
        repository=repository,
    )
    files = project.files(packaged(SCHEMA).read_text(encoding="utf-8"))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {listed(list(files), 'and')} to {folder}\nREADME.md says how to go on.\n")


def _check(name: str, namespace: str, host: str) -> None:
    """Refuse what no API can have, in the words of the specification."""
    reading = import_module("llm_api_mesh.reading")
    pool = {"kind": "Pool", "selector": {"app": name}, "target_port": 8080}
    _, problems = reading.read(name, {"namespace": namespace, "hosts": [host], "backend": pool}, plain=True)
    if problems:
        said = " ".join(problem.text.removeprefix(f"{problem.path}: ") for problem in problems)
        options = " / ".join(_OPTIONS[problem.path] for problem in problems if problem.path in _OPTIONS)
        raise typer.BadParameter(said, param_hint=options or None)
