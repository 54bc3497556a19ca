"""APIs that a program declares and never synthesizes: the end of the program says so, and its status isn't 0."""

from __future__ import annotations

import atexit
import sys
import sysconfig
from pathlib import Path
from typing import IO, Any

from llm_api_mesh.errors import listed


def _is_program() -> bool:
    """Return whether the program is the user's own. An interpreter, a notebook or pytest has no need to synthesize."""
    file = getattr(sys.modules.get("__main__"), "__file__", None)
    installed = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib", "scripts")}
    return file is not None and not any(Path(file).resolve().is_relative_to(Path(path).resolve()) for path in installed)


# Asked now, as Python forgets the file at the end.
_PROGRAM = _is_program()

_waiting: list[Waiting] = []


class Waiting:
    """The APIs of an app, or of several environments, that has not been synthesized."""

    def __init__(self, folder: str, call: str = "app.synth()") -> None:
        self._folder = folder
        self._call = call
        self._names: set[str] = set()

    def __str__(self) -> str:
        apis = listed(sorted(self._names), "and")
        return f"{self._folder}: nothing was written for {apis}, because the program ended without {self._call}"

    def add(self, name: str) -> None:
        """Note an API, which waits for the synthesis of the app."""
        self._names.add(name)
        if self not in _waiting:
            _waiting.append(self)

    def end(self) -> None:
        """Note that the app is synthesized."""
        self._names.clear()
        if self in _waiting:
            _waiting.remove(self)

    @staticmethod
    def end_all() -> list[str]:
        """Note that the caller says why apps aren't synthesized, and return what would be said of each."""
        said = [str(one) for one in _waiting]
        _waiting.clear()
        return said


class _Unflushable:
    """A stream that can't be flushed: Python documents that the status of such a program is 120."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def flush(self) -> None:
        """Write all that there is, and fail."""
        self._stream.flush()
        raise OSError("the program ended without app.synth()")


@atexit.register
def _report() -> None:
    if not _waiting or hasattr(sys, "last_value") or not _PROGRAM:
        return
    sys.stderr.writelines(f"{one}\n" for one in _waiting)
    sys.stderr = _Unflushable(sys.stderr)
