"""The folder of YAML files: written as a whole, and emptied of what is no longer written.

The first line of each file names the file. By that line a file is known as one of ours, and nothing else is removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

YAML = ".k8s.yaml"


def publish(staged: Path, folder: Path) -> None:
    """Make `folder` hold the files of `staged`, and those of its own that were not written by an earlier call."""
    folder.mkdir(parents=True, exist_ok=True)
    drafts: dict[Path, Path] = {}
    try:
        for source in sorted(staged.iterdir()):
            target = folder / source.name
            draft = folder / f".{source.name}.draft"
            drafts[draft] = target
            draft.write_bytes(_marked(source))
    except BaseException:
        for draft in drafts:
            draft.unlink(missing_ok=True)
        raise
    for draft, target in drafts.items():
        draft.replace(target)
    for path in _own_files(folder):
        if path not in drafts.values():
            path.unlink()


def _marked(source: Path) -> bytes:
    content = source.read_bytes()
    return _mark(source.name) + content if source.name.endswith(YAML) else content


def _mark(name: str) -> bytes:
    return f"# {name}, written by llm-api-mesh: change the program that describes it, not this file.\n".encode()


def _own_files(folder: Path) -> Iterator[Path]:
    for path in folder.glob(f"*{YAML}"):
        mark = _mark(path.name)
        with path.open("rb") as file:
            if file.read(len(mark)) == mark:
                yield path
