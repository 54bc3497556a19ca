"""The output folder: either all of its files are replaced, or none.

The first line of each file has the file's name. A file with this line is the app's own, and no other file is changed or
removed. In a dry run, no folder is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from llm_api_mesh.dry_run import in_progress
from llm_api_mesh.errors import Problem, listed, on_one_line

YAML = ".k8s.yaml"

PROGRAM = "the program that describes it"
"""What to change if no file describes an object."""

_CHANGE = ": change "
_NOT_THIS = ", not this file."

_NO_FILES: Mapping[str, Sequence[str]] = MappingProxyType({})


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

    @contextmanager
    def drafts(
        self, staged: Path, described_in: Mapping[str, Sequence[str]] = _NO_FILES, *, whole: bool = True
    ) -> Iterator[Callable[[], list[str] | None]]:
        """Write drafts of the files in `staged`, and give what puts them in place.

        That removes own files which `staged` doesn't have, unless `staged` isn't the `whole` folder, and returns their
        names. The first line of a file says what
        to change: the program, or the files that describe it. In a dry run, what would put the drafts in place gathers
        them instead, and returns None.
        """
        if (run := in_progress()) is not None:
            yield lambda: run.gather(self._path, dict(_files(staged, described_in)))
            return
        self._path.mkdir(parents=True, exist_ok=True)
        # A file replaces another one atomically only in the same file system.
        with TemporaryDirectory(prefix=".llm-api-mesh-", dir=self._path) as folder:
            for name, content in _files(staged, described_in):
                Path(folder, name).write_bytes(content)
            yield lambda: self.put_in_place(Path(folder), whole=whole)

    def put_in_place(self, drafts: Path, *, whole: bool = True) -> list[str]:
        """Move whole files into the folder, and return the names of own files that it removes.

        These are all that aren't among the drafts, unless the drafts aren't the `whole` folder.
        """
        own = filter(_is_own, self._path.glob(f"*{YAML}")) if whole else ()
        old = [path for path in own if not (drafts / path.name).exists()]
        for draft in sorted(drafts.iterdir()):
            draft.replace(self._path / draft.name)
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


def described_in(path: Path) -> str:
    """Return the file that describes what a written file has, or `PROGRAM`; empty if this package didn't write it."""
    with path.open(encoding="utf-8", errors="replace") as file:
        first = file.readline().rstrip("\n")
    begin = _mark(path.name).decode() + _CHANGE
    return first.removeprefix(begin).removesuffix(_NOT_THIS) if first.startswith(begin) else ""


def _files(staged: Path, described_in: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the files, with their first lines."""
    for source in sorted(staged.iterdir()):
        yield source.name, _marked(source, described_in.get(source.name.removesuffix(YAML), ()))


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _marked(source: Path, files: Sequence[str]) -> bytes:
    content = source.read_bytes()
    if not source.name.endswith(YAML):
        return content
    what = on_one_line(listed(files)) or PROGRAM
    return _mark(source.name) + f"{_CHANGE}{what}{_NOT_THIS}\n".encode() + content


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
        api=path.name.removesuffix(YAML),
    )


def _no_folder(path: Path) -> Problem:
    return Problem(
        "outdir",
        "output-file",
        f"{path}, which is not a folder",
        "a folder, or a path that doesn't exist yet",
        "Move the file away, or give the app another outdir.",
        api=path.name,
    )
