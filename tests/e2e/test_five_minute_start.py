"""docs/five-minute-start.md: its commands, from the first to the last, as a new user types them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from lab.cli import main as lab_command
from support import ROOT
from support.console import commands
from support.markdown import blocks

PAGE = ROOT / "docs" / "five-minute-start.md"
FOLDER = ROOT / "build"


@pytest.fixture
def folder() -> Iterator[None]:
    """A folder `build` that has nothing of an earlier try, and no lab that goes on after a failure."""
    for name in ("first", "first.py", "wrong.py"):
        path = FOLDER / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    FOLDER.mkdir(exist_ok=True)
    yield
    lab_command.main(["down"])


@pytest.mark.usefixtures("folder")
def test_the_page_from_the_first_command_to_the_last() -> None:
    """The program is written as the page says, and each command prints what the page shows."""
    ran = 0
    for block in blocks(PAGE):
        if block.language == "python":
            (FOLDER / "first.py").write_text(block.text, encoding="utf-8")
        for command in commands(block.text) if block.language == "console" else ():
            done = subprocess.run(
                ["/bin/bash", "-c", command.text],
                cwd=ROOT,
                env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert command.prints(done.stdout), f"{command.text}\n{done.stdout}"
            ran += 1
    assert ran >= 8
    assert not (FOLDER / "first").exists()
