"""`llm-api-mesh init`: what it writes works."""

from __future__ import annotations

import fnmatch
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from support import ROOT
from support.apps import content
from support.command_line import invoke, run

ALL = ("--github", "--gitlab", "--argo-cd")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*arguments: str) -> list[str]:
    """Write a project into the folder, and give the paths of its files."""
    done = invoke("init", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_a_project_of_files() -> None:
    """It has no more than what a project of files needs."""
    assert init() == [
        ".gitignore",
        "README.md",
        "apis/chat.yaml",
        "cdk8s.yaml",
        "requirements.txt",
        "schema/llm-api-mesh-v1.json",
    ]
    schema = Path("schema/llm-api-mesh-v1.json")
    assert schema.read_bytes() == (ROOT / schema).read_bytes()
    assert Path("requirements.txt").read_text() == f"llm-api-mesh=={version('llm-api-mesh')}\n"


@pytest.mark.parametrize("options", [(), ALL])
def test_both_kinds_of_projects_write_the_same(options: tuple[str, ...], folder: Path) -> None:
    """Files and program describe the same API; both are clean, and so is what they write."""
    for kind in ("--files", "--python"):
        Path(kind).mkdir()
        here = folder / kind
        assert run("init", kind, *options, folder=here).returncode == 0
        assert run("check", folder=here).returncode == 0
        assert run("synth", folder=here).returncode == 0
        assert run("check", "dist", folder=here).returncode == 0
    of_files, of_program = (content(folder / kind / "dist") for kind in ("--files", "--python"))
    assert list(of_files) == list(of_program) == ["chat.k8s.yaml"]
    (first, _, written), (other, _, also) = (one["chat.k8s.yaml"].partition(b"\n") for one in (of_files, of_program))
    assert (written, first != other) == (also, True)
    assert (b"argocd.argoproj.io" in written) == bool(options)


def test_the_readme_has_the_projects_commands() -> None:
    """Every command of it is one of the program's."""
    init("--python")
    text = Path("README.md").read_text()
    assert text.startswith("# LLM APIs\n\n`main.py` describes")
    assert text.count(".venv/bin/llm-api-mesh ") == 5


@pytest.mark.parametrize(
    "names", [("talk", "research", "talk.example.org"), ("on", "1e3", "*.example.com"), ("chat-2", "n", "*")]
)
@pytest.mark.parametrize("kind", ["--python", "--files"])
def test_names(names: tuple[str, str, str], kind: str, folder: Path) -> None:
    """Names stay texts, also those that readers of YAML take for something else."""
    name, namespace, host = names
    init(kind, *ALL, "--name", name, "--namespace", namespace, "--host", host)
    assert run("synth", folder=folder).returncode == 0
    (text,) = content(Path("dist")).values()
    objects = list(yaml.safe_load_all(text))
    assert {one["metadata"]["namespace"] for one in objects} == {namespace}
    hosts = next(one for one in objects if one["kind"] == "VirtualService" and one["metadata"]["name"] == name)
    assert hosts["spec"]["hosts"] == [host]
    application = yaml.safe_load(Path("argo-cd/application.yaml").read_text())
    assert application["metadata"]["name"] == f"llm-api-{name}"
    assert application["spec"]["destination"]["namespace"] == namespace


def test_the_application_takes_the_written_files(folder: Path) -> None:
    """It is that of docs/argo-cd.md, but for its names."""
    init("--argo-cd", "--repository", "https://git.example.com/platform/llm-apis.git")
    assert run("synth", folder=folder).returncode == 0
    given = yaml.safe_load(Path("argo-cd/application.yaml").read_text())
    page = (ROOT / "docs" / "argo-cd.md").read_text()
    shown = yaml.safe_load(page.partition("```yaml\n")[2].partition("```")[0])
    shown["metadata"]["name"] = "llm-api-chat"
    assert given == shown
    pattern = given["spec"]["source"]["directory"]["include"]
    names = sorted(content(Path("dist")))
    assert fnmatch.filter(names, pattern) == names


@pytest.mark.parametrize(
    ("option", "file", "schema"),
    [
        ("--github", ".github/workflows/llm-api-mesh.yaml", "vendor.github-workflows"),
        ("--gitlab", ".gitlab-ci.yml", "vendor.gitlab-ci"),
    ],
)
def test_ci(option: str, file: str, schema: str) -> None:
    """The file is valid by the code host's JSON Schema, and compares dist/ with what is written."""
    assert file in init(option)
    lint = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    text = Path(file).read_text()
    for line in ("llm-api-mesh check", "llm-api-mesh synth", "git diff --exit-code -- dist"):
        assert line in text


def test_only_into_an_empty_folder() -> None:
    """A folder with files is refused and stays as it was; `.git` and `.venv` are no files of a project."""
    Path(".git").mkdir()
    Path(".venv").mkdir()
    assert invoke("init").exit_code == 0
    before = sorted(Path().rglob("*"))
    done = invoke("init")
    assert done.exit_code == 2
    assert ". isn't empty: it has .gitignore. Name a new folder: llm-api-mesh init FOLDER." in done.stderr
    assert sorted(Path().rglob("*")) == before


def test_a_folder_that_does_not_exist() -> None:
    """It is made; a file of this name is refused."""
    assert invoke("init", "new/project").exit_code == 0
    assert Path("new/project/apis/chat.yaml").exists()
    Path("file").write_text("")
    assert invoke("init", "file").exit_code == 2


@pytest.mark.parametrize(
    ("option", "given", "code"),
    [("--name", "Chat", "name-invalid"), ("--namespace", "a b", "name-invalid"), ("--host", "x:80", "host-invalid")],
)
def test_invalid_names(option: str, given: str, code: str) -> None:
    """They are refused in the words of the construct, and nothing is written."""
    done = invoke("init", option, given)
    assert done.exit_code == 2
    assert f"[{code}]" in done.stderr
    assert f"Invalid value for {option}: got" in done.stderr
    assert list(Path().iterdir()) == []


def test_all_invalid_names_at_once() -> None:
    """Each option with a problem is named, and the text has every problem."""
    done = invoke("init", "--namespace", "a b", "--host", "x:80")
    assert done.exit_code == 2
    for said in ("--namespace", "--host", "[name-invalid]", "[host-invalid]"):
        assert said in done.stderr
