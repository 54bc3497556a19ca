"""The command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from llm_api_mesh.__main__ import main
from llm_api_mesh.access_tables import matrix_text, posture_text
from support.programs import golden_yaml


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_both_tables_in_each_format(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what the functions give."""
    folder = golden_yaml("identity")
    assert main(["matrix", str(folder), "--format", form]) == 0
    assert capsys.readouterr().out == matrix_text(folder, form)  # type: ignore[arg-type]
    assert main(["posture", str(folder), "--format", form]) == 0
    assert capsys.readouterr().out == posture_text(folder, form)  # type: ignore[arg-type]


def test_a_folder_that_can_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says why on stderr, without a traceback, and ends with status 1."""
    assert main(["matrix", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "decides who reaches what" in printed.err


def test_it_needs_neither_node_nor_cdk8s() -> None:
    """The tables are printed without importing jsii."""
    program = (
        "import sys\nfrom llm_api_mesh.__main__ import main\n"
        "assert main(['matrix', sys.argv[1]]) == 0\n"
        "assert not {'cdk8s', 'jsii', 'constructs'} & sys.modules.keys()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, golden_yaml("models")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
