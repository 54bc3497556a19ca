"""`llm-api-mesh diff`."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest

from llm_api_mesh.differences.printing.json_text import differences_json
from llm_api_mesh.differences.printing.markdown import differences_markdown
from llm_api_mesh.differences.printing.text import differences_text
from llm_api_mesh.differences.report import compare
from support.api_files import CHAT
from support.apps import content
from support.command_line import FAULTY, invoke
from support.programs import golden_yaml

CHANGED = CHAT.replace("chat.example.com]", "chat.example.com, other.example.com]")
PROGRAM = """\
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool
print("a program may print")
app = MeshApp(outdir="own")
pool = Pool(selector={"app": "chat"}, target_port=8080)
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=pool)
app.synth()
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def changed(folder: Path) -> Path:
    """The YAML of an example with another weight."""
    new = Path(copytree(golden_yaml("canary"), folder / "new"))
    file = new / "llama.k8s.yaml"
    file.write_text(file.read_text().replace("weight: 5\n", "weight: 20\n"))
    return new


def test_two_folders_in_each_format(changed: Path) -> None:
    """It prints what the functions give."""
    found = compare(golden_yaml("canary"), changed)
    for form, text in (
        ("text", differences_text(found)),
        ("markdown", differences_markdown(found)),
        ("json", differences_json([found])),
    ):
        done = invoke("diff", golden_yaml("canary"), changed, "--format", form)
        assert (done.exit_code, done.stdout, done.stderr) == (0, text, "")
    assert "version canary gets" in differences_text(found)


def test_the_status(changed: Path) -> None:
    """It is 1 for differences only with the option for it, and 0 without any."""
    assert invoke("diff", golden_yaml("canary"), changed).exit_code == 0
    assert invoke("diff", golden_yaml("canary"), changed, "--exit-code").exit_code == 1
    assert invoke("diff", changed, changed, "--exit-code").exit_code == 0


def test_the_present_folder_and_what_would_be_written() -> None:
    """Without arguments: what cdk8s.yaml names, without writing it."""
    Path("apis.yaml").write_text(CHAT)
    Path("cdk8s.yaml").write_text("app: llm-api-mesh synth apis.yaml\n")
    done = invoke("diff")
    assert done.exit_code == 0
    assert done.stdout.startswith("From dist to what apis.yaml would write, ")
    assert "+ is new: all other requests" in done.stdout
    assert not Path("dist").exists()
    assert invoke("synth").exit_code == 0
    before = content(Path("dist"))
    done = invoke("diff", "--exit-code")
    assert (done.exit_code, done.stdout) == (0, "dist and what apis.yaml would write have the same objects.\n")
    Path("apis.yaml").write_text(CHANGED)
    done = invoke("diff", "--exit-code")
    assert done.exit_code == 1
    assert "other.example.com at the Gateway ai/chat" in done.stdout
    assert content(Path("dist")) == before


def test_files_of_others_stay() -> None:
    """What an app doesn't write isn't gone, and what it no longer writes is."""
    Path("apis.yaml").write_text(CHAT)
    Path("more.yaml").write_text(CHAT.replace("chat", "code"))
    assert invoke("synth", "apis.yaml", "more.yaml").exit_code == 0
    Path("dist/foreign.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: foreign, namespace: ai}\n")
    (found,) = json.loads(invoke("diff", "dist", "apis.yaml", "--format", "json").stdout)
    assert {one["change"] for one in found["objects"]} == {"removed"}
    assert all("code" in one["object"] for one in found["objects"])


def test_a_program_that_names_its_folder() -> None:
    """Its folder is compared and not written, and what it prints isn't among the differences."""
    Path("main.py").write_text(PROGRAM)
    Path("cdk8s.yaml").write_text("app: python main.py\n")
    done = invoke("diff")
    assert done.exit_code == 0
    assert done.stdout.startswith("From own to what main.py would write, ")
    assert "a program may print" in done.stderr
    assert not Path("own").exists()


def test_one_path_that_describes_apis() -> None:
    """It is compared with the folder that it would write; a folder of objects as the only path is the old one."""
    Path("apis.yaml").write_text(CHAT)
    Path("dist").mkdir()
    alone = invoke("diff", "apis.yaml")
    assert (alone.exit_code, alone.stdout) == (0, invoke("diff", "dist", "apis.yaml").stdout)
    assert "From dist to what apis.yaml would write" in alone.stdout


def test_problems_and_programs_that_fail() -> None:
    """The text is that of synth, and the status is 1."""
    Path("apis.yaml").write_text(FAULTY)
    Path("dist").mkdir()
    done = invoke("diff", "dist", "apis.yaml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[type-wrong]" in done.stderr
    Path("main.py").write_text("raise ValueError('mine')\n")
    Path("cdk8s.yaml").write_text("app: python main.py\n")
    done = invoke("diff")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("ValueError: mine\n")


def test_wrong_use_and_broken_folders() -> None:
    """A path that isn't there is wrong use. A file that isn't YAML is a folder that can't be read."""
    assert invoke("diff", "none", "other").exit_code == 2
    assert invoke("diff").exit_code == 2
    for name in ("old", "new"):
        Path(name).mkdir()
    Path("old/a.yaml").write_text("a: [")
    done = invoke("diff", "old", "new")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "it isn't YAML" in done.stderr
