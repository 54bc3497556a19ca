"""How far a command is, for people at a terminal who would wait otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llm_api_mesh.command_line.printing.terminal import colors
from llm_api_mesh.errors import counted

_PATIENCE = 0.5
"""Seconds after which the progress is shown. Most commands take less."""


class Progress:
    """Counts what is done."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._done = 0
        self._begin = time.monotonic()
        self._shown: Any = None

    def advance(self) -> None:
        """Count one more file."""
        self._done += 1
        if not sys.stderr.isatty():
            return
        if self._shown is None and time.monotonic() - self._begin > _PATIENCE:
            self._shown = colors().status(sys.stderr)
            self._shown.start()
        if self._shown is not None:
            self._shown.update(f"{self._what}: {counted(self._done, 'file')}")

    def end(self) -> None:
        """Remove what is shown."""
        if self._shown is not None:
            self._shown.stop()


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Show the progress on stderr, if that is a terminal and the work takes long."""
    shown = Progress(what)
    try:
        yield shown
    finally:
        shown.end()
