"""Run a user's program in this process, as `python main.py` does, and see how it ends."""

from __future__ import annotations

import runpy
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.node import NoNodeError
from llm_api_mesh.unsynthesized import Waiting


class Ended(NamedTuple):
    """How a program has ended. It has succeeded if there are neither problems nor a failure."""

    error: MeshError | None = None
    """The error with the problems of its APIs."""
    failure: str = ""
    """Why it failed otherwise, such as a traceback."""

    @property
    def problems(self) -> Sequence[Problem]:
        """The problems of its APIs."""
        return self.error.problems if self.error else ()


def run(program: Path) -> Ended:
    """Run a program."""
    Waiting.end_all()  # apps of this process that aren't the program's
    ended = _run(program)
    waiting = Waiting.end_all()
    return Ended(failure="\n".join(waiting)) if waiting and ended == Ended() else ended


def _run(program: Path) -> Ended:
    try:
        with _arguments(program):
            runpy.run_path(str(program), run_name="__main__")
    except MeshError as error:
        return Ended(error)
    except SystemExit as error:
        if error.code in (None, 0):
            return Ended()
        return Ended(failure=error.code if isinstance(error.code, str) else f"it ended with status {error.code}")
    except NoNodeError as error:
        return Ended(failure=str(error))
    except Exception as error:  # noqa: BLE001  # a program can fail in any way
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_program_s(frame.filename)]
        lines = traceback.format_list(frames) + traceback.format_exception_only(error)
        return Ended(failure="Traceback (most recent call last):\n" + "".join(lines).rstrip())
    return Ended()


def _is_program_s(file: str) -> bool:
    """Return whether a frame isn't one of this module or of `runpy`, which run the program."""
    return file != __file__ and not file.startswith("<frozen")


@contextmanager
def _arguments(program: Path) -> Iterator[None]:
    """Give the program its own arguments, and its folder as the first place of modules."""
    arguments, folder = sys.argv, str(program.resolve().parent)
    sys.argv = [str(program)]
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.argv = arguments
        if folder in sys.path:
            sys.path.remove(folder)
