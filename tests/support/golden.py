"""Golden files: committed text that must come out again, byte for byte.

`make golden` writes these files. The tests only compare, and a missing file is a failure.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

SWITCH = "--write-golden"


def may_write(config: pytest.Config) -> bool:
    """Return whether this run writes golden files instead of comparing them; refuse to do so in CI."""
    wanted: bool = config.getoption(SWITCH)
    if wanted and os.environ.get("CI"):
        raise pytest.UsageError(f"{SWITCH} is refused in CI (the environment has CI set): commit golden files instead")
    return wanted


class Golden:
    """Compares text with golden files, or writes these files."""

    def __init__(self, *, write: bool) -> None:
        self._write = write

    def __call__(self, folder: Path, files: Mapping[str, str]) -> None:
        """Check that a folder has these files, byte for byte, and no others."""
        if self._write:
            self._replace(folder, files)
            return
        golden = read(folder)
        __tracebackhide__ = True
        if missing := sorted(files.keys() - golden.keys()):
            pytest.fail(f"{folder} lacks {missing}: run make golden, and read the diff")
        if stale := sorted(golden.keys() - files.keys()):
            pytest.fail(f"{folder} has {stale}, which nothing writes any more: run make golden")
        for name, text in files.items():
            if text != golden[name]:
                changes = difflib.unified_diff(
                    golden[name].splitlines(), text.splitlines(), f"golden {name}", f"written {name}", lineterm=""
                )
                pytest.fail("\n".join([f"{folder / name} differs: run make golden, and read the diff", *changes]))

    def _replace(self, folder: Path, files: Mapping[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.name not in files:
                path.unlink()
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())


def read(folder: Path) -> dict[str, str]:
    """Return the text of each file of a folder, with its line ends as they are; none if there is no folder."""
    if not folder.exists():
        return {}
    return {path.name: path.read_bytes().decode() for path in sorted(folder.iterdir())}


def below_headers(files: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of written files without their first lines, which say what to change: a program or a file."""
    return {name: text.partition("\n")[2] for name, text in files.items()}
