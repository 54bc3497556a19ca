"""What a path on the command line is: a program, files that describe APIs, or Kubernetes objects."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
import yaml

SourceKind = Literal["program", "files", "objects"]

Described = Annotated[
    list[Path] | None,
    typer.Argument(
        help="A program, or YAML files and folders of such files. Default: what the app in cdk8s.yaml names.",
        metavar="[PATHS...]",
        show_default=False,
    ),
]
"""The paths of a command that reads descriptions of APIs."""

_CONFIG = Path("cdk8s.yaml")
_COMMAND = "llm-api-mesh"
_ANY = re.compile(
    r"^[\s{]*[\"']?(?:apiVersion[\"']?\s*:\s*[\"']?(?P<ours>llm-api-mesh\b)?|kind[\"']?\s*:\s*[\"']?(?P<kind>Llm(?:ApiMesh|Gateway)\b))",
    re.MULTILINE,
)
_ENDINGS = frozenset({".json", ".yaml", ".yml"})
_HELP = "Name a program, or YAML files or their folder, or write the program as app into cdk8s.yaml."
_NEW = "Change to the folder of your project, name its program or its YAML files, or start one by llm-api-mesh init."


def sources(paths: Sequence[Path]) -> list[Path]:
    """Return the paths that a command works on: those given, or else those of the `app` in cdk8s.yaml."""
    found = list(paths) or _configured()
    for path in found:
        if not path.exists():
            raise typer.BadParameter(f"There is no file or folder {path}.", param_hint="PATHS")
    programs = [path for path in found if kind_of(path) == "program"]
    if programs and found[1:]:
        raise typer.BadParameter(f"{programs[0]} is a program, which must be the only path.", param_hint="PATHS")
    return found


def kind_of(path: Path) -> SourceKind:
    """Return what a path is. A folder is one of objects if a file has an apiVersion, and none this tool's or its kinds.

    So a faulty description isn't taken for objects.
    """
    if path.suffix == ".py":
        return "program"
    others = False
    for file in _yaml_files(path):
        for found in _ANY.finditer(file.read_text(encoding="utf-8-sig", errors="replace")):
            if found["ours"] or found["kind"]:
                return "files"
            others = True
    return "objects" if others else "files"


def _yaml_files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    yield from (one for one in sorted(path.rglob("*")) if one.suffix in _ENDINGS and one.is_file())


def _configured() -> list[Path]:
    """Return what cdk8s.yaml names: a program such as `python main.py`, or the paths of `llm-api-mesh synth apis`."""
    if not _CONFIG.is_file():
        raise typer.BadParameter(f"There is no {_CONFIG} here. {_NEW}", param_hint="PATHS")
    try:
        config: Any = yaml.safe_load(_CONFIG.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError):
        raise typer.BadParameter(f"{_CONFIG} isn't YAML.", param_hint="PATHS") from None
    command = config.get("app") if isinstance(config, Mapping) else None
    words = _words(command) if isinstance(command, str) else []
    names = [Path(word).name for word in words]
    if _COMMAND in names:
        ours = words[names.index(_COMMAND) + 2 :]
        found = list(takewhile(lambda word: not word.startswith("-"), ours))
    else:
        found = [word for word in words if word.endswith(".py")][:1]
    if not found:
        raise typer.BadParameter(f"The app in {_CONFIG} names no program. {_HELP}", param_hint="PATHS")
    return [Path(path) for path in found]


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []
