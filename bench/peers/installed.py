"""Programs from PyPI, each in a separate environment in the cache, without this project's dependencies."""

from __future__ import annotations

import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path

from bench.measuring.progress import say
from lab.errors import MissingError
from lab.tools import cache


@dataclass(frozen=True)
class Installed:
    """A distribution of one version."""

    name: str
    version: str
    extra: str = ""

    def prepare(self) -> None:
        """Install it unless it is installed already."""
        if self._ready.exists():
            return
        say(f"installing {self._distribution} to {self._folder}")
        venv.create(self._folder, with_pip=True, clear=True)
        pip = [str(self.program("pip")), "install", "--quiet", "--disable-pip-version-check", self._distribution]
        if subprocess.run(pip, check=False).returncode:
            raise MissingError(f"{self._distribution} can't be installed", f"leave {self.name} out of --peers")
        self._ready.touch()

    def program(self, name: str) -> Path:
        """The path of one of its programs."""
        return self._folder / "bin" / name

    @property
    def _distribution(self) -> str:
        return f"{self.name}{self.extra}=={self.version}"

    @property
    def _folder(self) -> Path:
        return cache.root().parent / "bench" / f"{self.name}-{self.version}"

    @property
    def _ready(self) -> Path:
        return self._folder / "ready"
