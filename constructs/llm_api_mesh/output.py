"""The folder of YAML files: written as a whole, and emptied of what is no longer written.

The first line of each file names the file. By that line a file is known as one of ours, and nothing else is removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

YAML = ".k8s.yaml"


def foreign(folder: Path, names: Iterable[str]) -> list[Path]:
    """Find what stands in `folder` under one of the names and was not written by `publish`."""
    paths = (folder / name for name in names)
    return [path for path in paths if (path.exists() or path.is_symlink()) and not _is_own(path)]


def publish(staged: Path, folder: Path) -> None:
    """Make `folder` hold the files of `staged`, and those of its own that were not written by an earlier call."""
    folder.mkdir(parents=True, exist_ok=True)
    gone = [path for path in folder.glob(f"*{YAML}") if _is_own(path) and not (staged / path.name).exists()]
    drafts: dict[Path, Path] = {}
    try:
        for source in sorted(staged.iterdir()):
            draft = folder / f".{source.name}.draft"
            drafts[draft] = folder / source.name
            draft.write_bytes(_marked(source))
        for draft, target in drafts.items():
            draft.replace(target)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
    for path in gone:
        path.unlink()


def _marked(source: Path) -> bytes:
    content = source.read_bytes()
    if not source.name.endswith(YAML):
        return content
    return _mark(source.name) + b": change the program that describes it, not this file.\n" + content


def _mark(name: str) -> bytes:
    return f"# {name}, written by llm-api-mesh".encode()


def _is_own(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    mark = _mark(path.name)
    with path.open("rb") as file:
        return file.read(len(mark)) == mark
