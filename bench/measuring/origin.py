"""Where figures come from: the code, the programs and the machine that they were measured with."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from bench.measuring.machine import Machine

_REPOSITORY = Path(__file__).resolve().parents[2]
# What decides about figures.
_SOURCES = ("bench", "constructs", "lab", "requirements.txt")


@dataclass(frozen=True)
class Origin:
    """The code, the machine, and the version of the program that was measured."""

    code: str
    machine: str
    version: str = ""

    @classmethod
    def here(cls) -> Self:
        """This code on this machine."""
        return cls(_commit(), Machine.now().name)

    def of(self, version: str) -> Self:
        """The same with a program."""
        return replace(self, version=version)


UNKNOWN = Origin("unknown", "unknown", "unknown")
"""That of figures that were kept without one."""


def _commit() -> str:
    """The commit of the sources, and whether they were changed since then."""
    commit = _git("rev-parse", "--short=12", "HEAD")
    if not commit:
        return UNKNOWN.code
    return f"{commit} with changes" if _git("status", "--porcelain", "--", *_SOURCES) else commit


def _git(*arguments: str) -> str:
    command = ("git", *arguments)
    try:
        done = subprocess.run(command, cwd=_REPOSITORY, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
