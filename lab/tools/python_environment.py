"""Packages from PyPI in an environment of their own in the lab's cache, apart from those of this project."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from lab.errors import LabError
from lab.tools import cache
from lab.tools.builder import build_lock


@dataclass(frozen=True)
class PythonEnvironment:
    """An environment with the packages of a `requirements.txt`."""

    name: str
    requirements: Path

    @property
    def python(self) -> Path:
        """The interpreter that can import the packages once they are installed."""
        return self._folder / "bin" / "python"

    @property
    def built(self) -> bool:
        """Whether the packages are installed."""
        return self._ready.exists()

    def build(self) -> None:
        """Make the environment and install the packages, unless that is done."""
        if self.built:
            return
        started = time.monotonic()
        with build_lock():
            if self.built:
                return
            venv.create(self._folder, with_pip=True, clear=True)
            options = ("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(self.requirements))
            pip = [str(self.python), "-m", "pip", "install", *options]
            done = subprocess.run(pip, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise LabError(f"{self.requirements} can't be installed:\n{done.stderr[-4000:]}")
            self._ready.touch()
        print(f"lab: {self.name}: {self.requirements.name}  {time.monotonic() - started:.0f} s", flush=True)

    @property
    def _folder(self) -> Path:
        """The environment's folder, which is another one for other requirements and for another interpreter."""
        digest = hashlib.sha256(self.requirements.read_bytes())
        digest.update(f"{sys.base_prefix} {sys.version}".encode())
        return cache.root() / f"{self.name}-{digest.hexdigest()[:12]}"

    @property
    def _ready(self) -> Path:
        return self._folder / "ready"
