"""`llm-api-mesh posture`."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from llm_api_mesh.access_tables import FORMATS, Format, posture_text
from support.command_line import invoke
from support.programs import golden_yaml


@pytest.mark.parametrize("form", FORMATS)
def test_each_format(form: Format) -> None:
    """It prints what the function gives."""
    folder = golden_yaml("identity")
    done = invoke("posture", folder, "--format", form)
    assert (done.exit_code, done.stdout) == (0, posture_text(folder, form))


def test_the_folder_is_dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the folder that synth writes, if none is named."""
    copytree(golden_yaml("identity"), tmp_path / "dist")
    monkeypatch.chdir(tmp_path)
    assert invoke("posture").stdout == posture_text(Path("dist"))


def test_a_folder_that_can_not_be_read(tmp_path: Path) -> None:
    """It says why on stderr, without a traceback, and ends with status 1."""
    done = invoke("posture", tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "decides who reaches what" in done.stderr
