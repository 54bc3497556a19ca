"""The output folder: either all of its files are replaced, or none.

The first line of each file has the file's name. A file with this line is the app's own, and no other file is changed or
removed. In a dry run, no folder is changed.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from llm_api_mesh.errors import Problem

YAML = ".k8s.yaml"

_VARIABLE = "CDK8S_OUTDIR"


@dataclass(frozen=True)
class DryRun:
    """What the apps of a program would write."""

    default: Path
    """The folder of an app that names none."""
    folders: dict[Path, dict[str, bytes]] = field(default_factory=dict)
    """The files of each folder, by their names."""


_dry_runs: list[DryRun] = []
"""The dry run in progress, if there is one."""


@contextmanager
def dry_run() -> Iterator[DryRun]:
    """Let apps check everything, and gather their files instead of writing them.

    A plain `cdk8s.App` writes its files itself, in Node.js. If it names no folder, they go to a temporary one, provided
    that Node.js starts during the dry run.
    """
    run, given = DryRun(default_folder()), os.environ.get(_VARIABLE)
    with TemporaryDirectory(prefix="llm-api-mesh-") as temporary:
        os.environ[_VARIABLE] = temporary
        _dry_runs.append(run)
        try:
            yield run
        finally:
            _dry_runs.remove(run)
            del os.environ[_VARIABLE]
            if given is not None:
                os.environ[_VARIABLE] = given


def default_folder() -> Path:
    """Return the folder of an app that names none: `$CDK8S_OUTDIR`, which `cdk8s synth` sets, or `dist`."""
    return _dry_runs[-1].default if _dry_runs else Path(os.environ.get(_VARIABLE) or "dist")


class OutputFolder:
    """A folder that an app keeps in step with its charts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def problems(self, names: Collection[str]) -> list[Problem]:
        """Return why files with these names can't be written."""
        blocker = self._blocker()
        return [_no_folder(blocker)] if blocker else [_not_own(path) for path in self._foreign(names)]

    def __str__(self) -> str:
        return str(self._path)

    def publish(self, staged: Path) -> list[str] | None:
        """Write the files of `staged`, and remove own files that it doesn't have; return the names of the removed.

        In a dry run, gather the files instead, and return None.
        """
        if _dry_runs:
            files = {source.name: _marked(source) for source in sorted(staged.iterdir())}
            _dry_runs[-1].folders.setdefault(self._path, {}).update(files)
            return None
        self._path.mkdir(parents=True, exist_ok=True)
        old = [path for path in self._path.glob(f"*{YAML}") if _is_own(path) and not (staged / path.name).exists()]
        # A file replaces another one atomically only in the same file system.
        with TemporaryDirectory(prefix=".llm-api-mesh-", dir=self._path) as drafts:
            sources = sorted(staged.iterdir())
            for source in sources:
                Path(drafts, source.name).write_bytes(_marked(source))
            for source in sources:
                Path(drafts, source.name).replace(self._path / source.name)
        for path in old:
            path.unlink()
        return sorted(path.name for path in old)

    def _blocker(self) -> Path | None:
        """Return the file in place of the folder or of one of its parents."""
        found = next((path for path in (self._path, *self._path.parents) if _exists(path)), None)
        return None if found is None or found.is_dir() else found

    def _foreign(self, names: Collection[str]) -> Iterator[Path]:
        """Yield what has one of the names and isn't the app's own file."""
        for path in (self._path / name for name in names):
            if _exists(path) and not _is_own(path):
                yield path


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


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


def _not_own(path: Path) -> Problem:
    return Problem(
        "file",
        "output-file",
        f"{path}, which this app didn't write",
        "a file that this app has written, or no file",
        "Move the file away, or give the API another name.",
        mesh=path.name.removesuffix(YAML),
    )


def _no_folder(path: Path) -> Problem:
    return Problem(
        "outdir",
        "output-file",
        f"{path}, which is not a folder",
        "a folder, or a path that doesn't exist yet",
        "Move the file away, or give the app another outdir.",
        mesh=path.name,
    )
