"""What a check has found in one source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llm_api_mesh.errors import Problem, counted, listed


def names(paths: Sequence[Path]) -> str:
    """Return the name of a source that has several paths."""
    return ", ".join(path.as_posix() for path in paths)


@dataclass(frozen=True, kw_only=True)
class Report:
    """The result of a source."""

    source: str
    """The path, as the user has written it."""
    counts: tuple[tuple[int, str], ...]
    """How many things there are, each with its word."""
    files: int
    """Number of the files that have these things."""
    problems: Sequence[Problem]
    failure: str = ""
    """Why a program failed, so that not everything was checked. Empty if it didn't."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not self.failure

    @property
    def summary(self) -> str:
        """One line about the source."""
        what = listed([counted(number, word) for number, word in self.counts if number], "and")
        where = f"{what} in {counted(self.files, 'file')}, " if what else ""
        found = counted(len(self.problems), "problem") if self.problems else "no problems"
        return f"{self.source}: {where}{'it failed before everything was checked' if self.failure else found}"
