"""Running a user's program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from llm_api_mesh.command_line.programs import run

API = """\
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool

app = MeshApp()
pool = Pool(selector={"app": "a"}, target_port=1)
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=pool)
"""


@pytest.fixture
def main(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("main.py")


def test_a_program_runs_as_by_python(main: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is `__main__`, its folder is the first place of modules, and nothing of that is left behind."""
    Path("beside_the_program.py").write_text("NAME = 'beside'\n")
    main.write_text("import sys\nimport beside_the_program as b\nprint(__name__, sys.argv, b.NAME)\n")
    arguments, places = list(sys.argv), list(sys.path)
    ended = run(main)
    assert (ended.error, ended.failure) == (None, "")
    assert capsys.readouterr().out == "__main__ ['main.py'] beside\n"
    assert (sys.argv, sys.path) == (arguments, places)
    del sys.modules["beside_the_program"]


def test_problems(main: Path) -> None:
    """Problems are data, and nothing is written."""
    main.write_text(API.replace("target_port=1", "target_port=0") + "app.synth()\n")
    ended = run(main)
    assert [problem.code for problem in ended.problems] == ["port-range"]
    assert ended.failure == ""
    assert not Path("dist").exists()


@pytest.mark.parametrize(
    ("program", "failure"),
    [
        ("raise SystemExit(3)", "it ended with status 3"),
        ("import sys\nsys.exit('no such team')", "no such team"),
        (API, "dist: nothing was written for chat, because the program ended without app.synth()"),
    ],
)
def test_a_program_that_fails(program: str, failure: str, main: Path) -> None:
    """The reason is what the user would see."""
    main.write_text(program)
    assert run(main) == (None, failure)


def test_an_exception(main: Path) -> None:
    """The traceback has the program's frames only."""
    main.write_text("def inner():\n    raise ValueError('mine')\ninner()\n")
    failure = run(main).failure.splitlines()
    assert failure[0] == "Traceback (most recent call last):"
    assert failure[1].endswith('main.py", line 3, in <module>')
    assert failure[-1] == "ValueError: mine"
    assert "runpy" not in "".join(failure)


def test_a_program_that_ends_itself(main: Path) -> None:
    """Status 0 is a success."""
    main.write_text("raise SystemExit\n")
    assert run(main) == (None, "")
