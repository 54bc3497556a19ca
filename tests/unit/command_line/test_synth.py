"""`llm-api-mesh synth`."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.api_files import API, CHAT, REF, write
from support.apps import content
from support.command_line import FAULTY, PROBLEM, invoke, run
from support.programs import EXAMPLES, golden_yaml


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def objects(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file without its first line, which names what describes it."""
    return {name: text.partition(b"\n")[2] for name, text in content(folder).items()}


def test_files() -> None:
    """They give the same bytes as the example's program, and the checklist is printed."""
    apis = EXAMPLES["models"].with_name("apis.yaml")
    done = invoke("synth", apis, "--output", "out")
    assert (done.exit_code, done.stderr) == (0, "")
    assert objects(Path("out")) == objects(golden_yaml("models"))
    first, second, *_ = done.stdout.splitlines()
    assert first.startswith("wrote ")
    assert first.endswith(" to out")
    assert ": for the " in second


def test_several_files_are_one_app() -> None:
    """What another run has written and nothing describes any more is removed."""
    Path("chat.yaml").write_text(CHAT)
    Path("code.yaml").write_text(CHAT.replace("chat", "code"))
    assert invoke("synth", "chat.yaml", "code.yaml").exit_code == 0
    assert sorted(content(Path("dist"))) == ["chat.k8s.yaml", "code.k8s.yaml"]
    assert "removed code.k8s.yaml" in invoke("synth", "chat.yaml").stdout


def test_problems_of_files() -> None:
    """Stderr has them in the words of the construct, and nothing is written."""
    Path("apis.yaml").write_text(FAULTY)
    done = invoke("synth", "apis.yaml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"chat: 1 problem, nothing was written to dist\n  {PROBLEM}\n"
    assert not Path("dist").exists()


PROGRAM = """\
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool
app = MeshApp()
pool = Pool(selector={"app": "chat"}, target_port=8080)
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=pool)
app.synth()
"""


def test_a_program(folder: Path) -> None:
    """It writes what it writes by itself, to the folder of the option."""
    Path("main.py").write_text(PROGRAM)
    Path("apis.yaml").write_text(CHAT)
    Path("cdk8s.yaml").write_text("app: python main.py\n")
    done = run("synth", "-o", "out", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("wrote ")
    invoke("synth", "apis.yaml")
    assert objects(Path("out")) == objects(Path("dist"))


def test_a_program_with_problems() -> None:
    """The text is that of the program itself."""
    Path("main.py").write_text(PROGRAM.replace("8080", "0"))
    done = invoke("synth", "main.py")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("chat: 1 problem, nothing was written to dist\n  backend.target_port: got 0.")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (PROGRAM.removesuffix("app.synth()\n"), "because the program ended without app.synth()\n"),
        ("raise ValueError('mine')\n", "ValueError: mine\n"),
    ],
)
def test_a_program_that_fails(program: str, said: str) -> None:
    """The status is 1, and stderr has the reason."""
    Path("main.py").write_text(program)
    done = invoke("synth", "main.py")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith(said)


@pytest.mark.parametrize("name", ["apis.yaml", "main.py"])
def test_without_node(name: str, folder: Path) -> None:
    """The text says what to do, and there is no traceback."""
    (folder / "apis.yaml").write_text(CHAT)
    (folder / "main.py").write_text(PROGRAM)
    done = run("synth", name, folder=folder, JSII_NODE="/none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "JSII_NODE is /none, which isn't a program: set it to Node.js 22 or 24, or unset it\n"


def test_a_folder_that_can_not_be_written(folder: Path) -> None:
    """One line says why, for everybody who runs a command in a folder of others."""
    (folder / "apis.yaml").write_text(CHAT)
    done = run("synth", "apis.yaml", "--output", "/proc/none", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "/proc/none: No such file or directory\n"


def test_wrong_use() -> None:
    """Nothing to work on has status 2."""
    assert invoke("synth").exit_code == 2
    assert invoke("synth", "nothing").exit_code == 2


BEHIND = f"{API}{REF}"
RANK = BEHIND.replace("chat", "rank").replace("namespace: ai", "namespace: ml")


def _many() -> None:
    """Write three APIs of two teams, and their objects."""
    write(Path(), ai__chat=BEHIND, ai__code=BEHIND.replace("chat", "code"), ml__rank=RANK)
    assert invoke("synth", "apis").exit_code == 0


def test_only_some_files() -> None:
    """What one file describes is written as with all files, and nothing else is written or removed."""
    _many()
    before = content(Path("dist"))
    old = before["code.k8s.yaml"].replace(b"code", b"old")
    Path("dist/old.k8s.yaml").write_bytes(old)
    write(Path(), ai__chat=BEHIND.replace("8080", "8081"), ml__rank="not: an API")
    done = invoke("synth", "apis", "--only", "apis/ai/chat.yaml", "--only", Path("apis/ai/chat.yaml").resolve())
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("wrote 6 objects in 1 file to dist\nchat: for ")
    after = content(Path("dist"))
    changed = before["chat.k8s.yaml"].replace(b"targetPort: 8080", b"targetPort: 8081")
    assert after == {**before, "chat.k8s.yaml": changed, "old.k8s.yaml": old}


def test_only_files_that_are_there() -> None:
    """A file that isn't in one of the paths, and a file beside a program, have status 2."""
    _many()
    for paths in (("apis/ai", "--only", "apis/ml/rank.yaml"), ("apis", "--only", "apis"), ("apis", "--only", "none")):
        done = invoke("synth", *paths)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{paths[2]} isn't a YAML file in {paths[0]}." in " ".join(done.stderr.replace("│", "").split())
    Path("main.py").write_text(PROGRAM)
    assert invoke("synth", "main.py", "--only", "main.py").exit_code == 2


def test_only_a_new_file() -> None:
    """A file whose objects the folder doesn't have yet is written beside the others."""
    _many()
    before = content(Path("dist"))
    write(Path(), ml__new=RANK.replace("rank", "new"))
    done = invoke("synth", "apis", "--only", "apis/ml/new.yaml")
    assert done.stdout.startswith("wrote 6 objects in 1 file to dist\nnew: for ")
    after = content(Path("dist"))
    assert {name: after[name] for name in before} == before
    new = after["new.k8s.yaml"]
    invoke("synth", "apis")
    assert content(Path("dist")) == {**before, "new.k8s.yaml": new}
