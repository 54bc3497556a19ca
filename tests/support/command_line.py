"""The program `llm-api-mesh` in tests: in this process, which is quick, or in its own, as users run it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from typer.testing import CliRunner, Result

from llm_api_mesh.command_line.app import NAME, app
from support.api_files import CHAT

FAULTY = CHAT.replace("target_port: 8080", 'target_port: "8080"')
"""CHAT with a problem."""
PROBLEM = 'apis.yaml:6:59: backend.target_port: got "8080". Write 8080. Allowed: a whole number. [type-wrong]'
"""What is said of it."""


def invoke(*arguments: str | Path) -> Result:
    """Run a command in this process, without a terminal."""
    return CliRunner().invoke(app, [str(one) for one in arguments], prog_name=NAME)


def run(*arguments: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in its own process, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "llm_api_mesh", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def at_terminal(*arguments: str | Path, folder: Path, **environment: str) -> str:
    """Run a command in its own process at a terminal of 120 columns, and give what it shows there."""
    ours, its = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "llm_api_mesh", *arguments],
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", **environment},
        stdin=subprocess.DEVNULL,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    pieces: list[bytes] = []
    with suppress(OSError):  # Linux raises it when the process has ended
        while piece := os.read(ours, 4096):
            pieces.append(piece)
    os.close(ours)
    done.wait()
    return b"".join(pieces).decode().replace("\r\n", "\n")
