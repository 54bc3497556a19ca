"""Pages with commands for the lab: each page from its first command to the last, as a new user types them."""

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

FOLDER = ROOT / "build"
PAGES = {"five-minute-start": True, "getting-started": False}
"""The pages, and whether their program is to be written to build/first.py."""


@pytest.fixture
def folder() -> Iterator[None]:
    """A folder `build` that has nothing of an earlier try, and no lab that goes on after a failure."""
    shutil.rmtree(FOLDER / "first", ignore_errors=True)
    for name in ("first.py", "wrong.py"):
        (FOLDER / name).unlink(missing_ok=True)
    FOLDER.mkdir(exist_ok=True)
    yield
    lab_command.main(["down"])


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_from_its_first_command_to_the_last(page: str) -> None:
    """The program is written as the page says, and each command prints what the page shows."""
    ran = 0
    for block in blocks(ROOT / "docs" / f"{page}.md"):
        if block.language == "python" and PAGES[page]:
            (FOLDER / "first.py").write_text(block.text, encoding="utf-8")
        for command in commands(block.text) if block.language == "console" else ():
            done = subprocess.run(
                ["/bin/bash", "-c", command.text],
                cwd=ROOT,
                # Without those of the `make` that has started the tests.
                env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert command.prints(done.stdout), f"{command.text}\n{done.stdout}"
            if command.shows_nothing:
                assert done.returncode == 0, done.stdout
            ran += 1
    assert ran >= 6
    assert not (FOLDER / "first").exists()
