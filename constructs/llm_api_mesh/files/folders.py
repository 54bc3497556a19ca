"""The text of files and of the files in a folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from llm_api_mesh.errors import Problem, Source

_ENDINGS = frozenset({".yaml", ".yml"})
_MOST_BYTES = 4 * 1024**2
"""Enough for some thousand APIs, and read in some seconds."""


class FileText(NamedTuple):
    """A file's text, or why there is none."""

    file: str
    text: str
    problem: Problem | None
    label: str = ""
    """The file's path from the folder around the given path, which is the same wherever that folder is."""


def texts(path: Path, only: Collection[Path] | None = None) -> Iterator[FileText]:
    """Yield the text of a file, or of each `*.yaml` and `*.yml` file in a folder and its folders, ordered by path.

    Files and folders whose names begin with a dot are left out, and so are files that aren't among `only`.
    """
    if only is not None:
        yield from (_text(one, label_in(path, one)) for one in sorted(only) if one == path or path in one.parents)
        return
    if not path.is_dir():
        yield _text(path, path.name)
        return
    found = sorted(
        (one for one in path.rglob("*") if _is_listed(one.relative_to(path)) and not one.is_dir()), key=Path.as_posix
    )
    if not found:
        yield _unreadable(path, "a folder without *.yaml and *.yml files")
    yield from (_text(one, label_in(path, one)) for one in found)


def label_in(path: Path, file: Path) -> str:
    """Return the label of a file in a folder, or of the path itself."""
    return Path(path.name, file.relative_to(path)).as_posix()


def _is_listed(path: Path) -> bool:
    return path.suffix in _ENDINGS and not any(part.startswith(".") for part in path.parts)


def _text(path: Path, label: str) -> FileText:
    if not path.is_file():
        return _unreadable(path, "something else" if path.exists() else "no file or folder of this name")
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(path, f"a file that can't be read: {error.strerror}")
    if len(content) > _MOST_BYTES:
        given = f"{path.stat().st_size} bytes"
        return _unreadable(path, given, f"at most {_MOST_BYTES} bytes, which are 4 MiB", "Divide the file.")
    try:
        return FileText(path.as_posix(), content.decode("utf-8-sig"), None, label)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig").split("\n")
        source = Source(path.as_posix(), len(before), len(before[-1]) + 1)
        return _unreadable(path, "bytes that aren't UTF-8", "UTF-8", "Save the file as UTF-8.", source)


def _unreadable(
    path: Path,
    given: str,
    allowed: str = "a YAML file, or a folder with *.yaml or *.yml files",
    fix: str = "",
    source: Source | None = None,
) -> FileText:
    name = path.as_posix()
    return FileText(name, "", Problem("", "file-unreadable", given, allowed, fix, api=name, source=source))
