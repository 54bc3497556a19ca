"""Check Kubernetes objects, whoever has written them, by the rules of the inspection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from llm_api_mesh.access_tables.reading import UnreadableError, files_of, read_files
from llm_api_mesh.command_line.checking.report import Report
from llm_api_mesh.command_line.printing.progress import Progress
from llm_api_mesh.errors import Problem, Source
from llm_api_mesh.files.nodes import Node, Position, find
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.inspection.objects import inspect_files
from llm_api_mesh.inspection.rules.fields import Object, name_of
from llm_api_mesh.releases import IstioRelease


def check(paths: Sequence[Path], release: IstioRelease, progress: Progress) -> list[Report]:
    """Return what is wrong in each file or folder.

    Settings of two objects are compared if one file has both. The subsets of routes are looked up in all files of a
    folder.
    """
    return [_check(path, release, progress) for path in paths]


def _check(path: Path, release: IstioRelease, progress: Progress) -> Report:
    files = files_of(path) if path.is_dir() else [path]
    problems: list[Problem] = []
    by_file: dict[str, list[Object]] = {}
    try:
        for one, file in read_files(files).items():
            by_file.setdefault(file.as_posix(), []).append(one.whole)
    except UnreadableError as error:
        problems = [_unreadable(path, error)]
    for name, found in inspect_files(by_file, release):
        problems += _located(found, Path(name)) if found else []
        progress.advance()
    return Report(
        source=path.as_posix(),
        counts=((sum(map(len, by_file.values())), "object"),),
        files=len(files),
        problems=problems,
    )


def _unreadable(path: Path, error: UnreadableError) -> Problem:
    given = str(error).removesuffix(".")
    return Problem("", "file-unreadable", given, "Kubernetes objects in YAML or JSON", api=path.as_posix())


def _located(problems: Sequence[Problem], file: Path) -> Iterator[Problem]:
    """Add the places of the fields, for which the file is read once more: few files have problems."""
    documents = read_yaml(file.read_text(encoding="utf-8-sig"), file.as_posix()).documents
    objects = {name_of(one.data): one for root in documents for one in _objects(root)}
    for problem in problems:
        root = next((one for name, one in objects.items() if _is_in(problem.path, name)), None)
        yield replace(problem, source=Source(file.as_posix(), *(_place(problem, root) if root else (1, 1))))


def _place(problem: Problem, root: Node) -> Position:
    found = find(root, problem.path.removeprefix(name_of(root.data)).removeprefix("."))
    return found.key if problem.code == "field-unknown" else found.position


def _objects(root: Node) -> Iterator[Node]:
    """Yield the object of a document, or those of a list."""
    whole: Any = root.data
    if not isinstance(whole, Mapping):
        return
    if str(whole.get("kind")).endswith("List") and isinstance(whole.get("items"), list):
        for index in range(len(whole["items"])):
            yield find(root, f"items[{index}]").node
    else:
        yield root


def _is_in(path: str, name: str) -> bool:
    return path == name or path.startswith(f"{name}.")
