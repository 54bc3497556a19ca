"""The folder of YAML files: written as a whole, and emptied of what is no longer written.

The first line of each file names the file. By that line a file is known as one of ours, and nothing else is removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

YAML = ".k8s.yaml"


def foreign(folder: Path, names: Iterable[str]) -> list[Path]:
    """Find what stands in `folder` under one of the names and was not written by `publish`."""
    paths = (folder / name for name in names)
    return [path for path in paths if (path.exists() or path.is_symlink()) and not _is_own(path)]


def no_folder(folder: Path) -> Path | None:
    """Find what stands where `folder`, or one above it, should be, and is none."""
    found = next((path for path in (folder, *folder.parents) if path.exists() or path.is_symlink()), None)
    return None if found is None or found.is_dir() else found


def publish(staged: Path, folder: Path) -> None:
    """Make `folder` hold the files of `staged`, and those of its own that were not written by an earlier call."""
    folder.mkdir(parents=True, exist_ok=True)
    gone = [path for path in folder.glob(f"*{YAML}") if _is_own(path) and not (staged / path.name).exists()]
    # On the folder's own file system, where a file takes another one's place at once.
    with TemporaryDirectory(prefix=".llm-api-mesh-", dir=folder) as drafts:
        sources = sorted(staged.iterdir())
        for source in sources:
            Path(drafts, source.name).write_bytes(_marked(source))
        for source in sources:
            Path(drafts, source.name).replace(folder / source.name)
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
