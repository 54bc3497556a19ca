"""The clients of OpenAI, Anthropic and LiteLLM from PyPI, in an environment of their own in the lab's cache.

Their dependencies are many, and some of them are older than those of this project.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import venv
from pathlib import Path

from lab.errors import LabError
from lab.tools import cache
from lab.tools.builder import build_lock

NAME = "clients"

REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def build() -> None:
    """Make the environment and install the clients, unless that is done."""
    if _ready().exists():
        return
    started = time.monotonic()
    with build_lock():
        if _ready().exists():
            return
        venv.create(_folder(), with_pip=True, clear=True)
        options = ("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(REQUIREMENTS))
        pip = [str(_folder() / "bin" / "python"), "-m", "pip", "install", *options]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise LabError(f"{REQUIREMENTS} can't be installed:\n{done.stderr[-4000:]}")
        _ready().touch()
    print(f"lab: {NAME}: {REQUIREMENTS.name}  {time.monotonic() - started:.0f} s", flush=True)


def python() -> Path:
    """The interpreter that can import the clients, which are installed first if they are missing."""
    build()
    return _folder() / "bin" / "python"


def _folder() -> Path:
    """The environment's folder, which is another one for other requirements and for another interpreter."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes())
    digest.update(f"{sys.base_prefix} {sys.version}".encode())
    return cache.root() / f"{NAME}-{digest.hexdigest()[:12]}"


def _ready() -> Path:
    return _folder() / "ready"
