"""`llm-api-mesh checklist`."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.api_files import CHAT
from support.command_line import FAULTY, invoke
from support.programs import EXAMPLES

ENVIRONMENTS = """\
apiVersion: llm-api-mesh/v1
kind: Environment
name: dev
---
apiVersion: llm-api-mesh/v1
kind: Environment
name: prod
---
"""
LONGEST = """\
---
apiVersion: llm-api-mesh/v1
kind: LlmApiMeshOverlay
name: chat
environments: [prod]
change: {budget: {generation: 900s}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["llm_gateway", "models", "budget"])
def test_it_is_what_synth_prints(name: str) -> None:
    """The program and the files of an example give the same text, and nothing is written."""
    apis = EXAMPLES[name].with_name("apis.yaml")
    of_files = invoke("checklist", apis)
    assert (of_files.exit_code, of_files.stderr) == (0, "")
    assert invoke("checklist", EXAMPLES[name]).stdout == of_files.stdout
    assert list(Path().iterdir()) == []
    assert invoke("synth", apis).stdout.partition("\n")[2] == of_files.stdout


def test_environments() -> None:
    """What all have to set is said once, with their folders."""
    Path("apis.yaml").write_text(ENVIRONMENTS + CHAT)
    same = invoke("checklist", "apis.yaml").stdout
    assert same.startswith("dist/dev and dist/prod\nchat: for the gateway's owner\n")
    Path("apis.yaml").write_text(ENVIRONMENTS + CHAT + LONGEST)
    dev, prod = invoke("checklist", "apis.yaml").stdout.split("dist/prod\n")
    assert dev == same.replace("dist/dev and dist/prod", "dist/dev")
    assert "terminationDrainDuration: 900s" in prod


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("raise ValueError('mine')\n", "ValueError: mine\n"),
        ("", "main.py: no MeshApp of it says what to set.\n"),
    ],
)
def test_programs_that_say_nothing(program: str, said: str) -> None:
    """The status is 1, and stderr has the reason."""
    Path("main.py").write_text(program)
    done = invoke("checklist", "main.py")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith(said)


def test_problems() -> None:
    """They are those of synth."""
    Path("apis.yaml").write_text(FAULTY)
    done = invoke("checklist", "apis.yaml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[type-wrong]" in done.stderr


def test_nothing_to_set() -> None:
    """An app without APIs says so."""
    Path("main.py").write_text("from llm_api_mesh import MeshApp\nMeshApp().synth()\n")
    assert invoke("checklist", "main.py").stdout == "There is nothing to set.\n"
