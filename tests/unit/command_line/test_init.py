"""`llm-api-mesh init`: what it writes works."""

from __future__ import annotations

import fnmatch
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from support import ROOT
from support.apps import content
from support.command_line import invoke, run
from support.golden import below_headers, read

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


def test_a_project_of_a_platform_s_team() -> None:
    """It has an LLM gateway in place of an API."""
    assert init("--llm-gateway") == [
        ".gitignore",
        "README.md",
        "cdk8s.yaml",
        "platform/llm.yaml",
        "requirements.txt",
        "schema/llm-api-mesh-v1.json",
    ]
    assert yaml.safe_load(Path("cdk8s.yaml").read_text())["app"] == "llm-api-mesh synth platform"


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


@pytest.mark.parametrize("options", [(), ALL])
def test_both_kinds_of_gateways_are_the_same(options: tuple[str, ...], folder: Path) -> None:
    """Files and program describe the same LLM gateway; both are clean, and so is what they write."""
    for kind in ("--files", "--python"):
        Path(kind).mkdir()
        here = folder / kind
        assert run("init", "--llm-gateway", kind, *options, folder=here).returncode == 0
        assert run("check", folder=here).returncode == 0
        assert run("synth", folder=here).returncode == 0
        assert run("check", "dist", folder=here).returncode == 0
        assert run("diff", folder=here).stdout.endswith("have the same objects.\n")
    of_files, of_program = (below_headers(read(folder / kind / "dist")) for kind in ("--files", "--python"))
    assert of_files == of_program
    projects = ["llm-argo-cd-ai.k8s.yaml", "llm-argo-cd.k8s.yaml"] if options else []
    assert list(of_files) == ["llm-admission.k8s.yaml", *projects, "llm.k8s.yaml"]


def test_a_gateway_asks_its_callers_for_a_token(folder: Path) -> None:
    """Nobody gets in before the platform's team has said who: the safe way is what is written."""
    init("--llm-gateway")
    assert run("synth", folder=folder).returncode == 0
    objects = list(yaml.safe_load_all(Path("dist/llm.k8s.yaml").read_text()))
    assert [one["spec"]["jwtRules"] for one in objects if one["kind"] == "RequestAuthentication"]
    ports = {port["port"]["number"] for one in objects for port in one.get("spec", {}).get("servers", ())}
    assert 443 in ports
    assert 80 not in ports


def test_an_api_behind_the_gateway_of_a_project() -> None:
    """What the README gives to an API's team fits the gateway, and the project of the team."""
    init("--llm-gateway", "--name", "edge", "--namespace", "llm-edge", "--host", "talk.example.org")
    (given,) = re.findall(r"^gateway: .*$", Path("README.md").read_text(), re.MULTILINE)
    init("team", "--host", "talk.example.org")
    api = Path("team/apis/chat.yaml")
    api.write_text(re.sub(r"(?m)^# With anonymous.*\n# .*\ngateway: .*$", given, api.read_text()))
    done = invoke("check", "platform", "team/apis")
    assert done.stdout == "platform, team/apis: 1 API and 1 LLM gateway in 2 files, no problems\n"
    api.write_text(api.read_text().replace("hosts: [talk.example.org]", "hosts: [other.example.org]"))
    assert invoke("check", "team/apis").exit_code == 1


@pytest.mark.parametrize("kind", ["--python", "--files"])
def test_names_of_a_gateway(kind: str, folder: Path) -> None:
    """Names stay texts, and the projects of Argo CD read the repository that is named."""
    repository = "https://git.example.com/a/b.git"
    names = ("--name", "on", "--namespace", "n", "--host", "*.example.com", "--repository", repository)
    init("--llm-gateway", kind, *ALL, *names)
    assert run("synth", folder=folder).returncode == 0
    assert {"on.k8s.yaml", "on-admission.k8s.yaml", "on-argo-cd.k8s.yaml"} < set(content(Path("dist")))
    objects = list(yaml.safe_load_all(Path("dist/on-argo-cd.k8s.yaml").read_text()))
    assert [one["spec"]["sourceRepos"] for one in objects if one["kind"] == "AppProject"] == [[repository]]
    (application,) = (one for one in objects if one["kind"] == "Application")
    assert application["spec"]["destination"]["namespace"] == "n"


@pytest.mark.parametrize(
    ("options", "file", "said"),
    [
        ((), "argo-cd/application.yaml", "once, in Argo CD's namespace: kubectl apply -f argo-cd/application.yaml"),
        (("--llm-gateway",), "platform/llm.yaml", "administrator applies the files dist/llm-argo-cd*.k8s.yaml."),
        (("--llm-gateway", "--python"), "main.py", "administrator applies the files dist/llm-argo-cd*.k8s.yaml."),
    ],
)
def test_argo_cd_without_other_pages(options: tuple[str, ...], file: str, said: str) -> None:
    """Who has the package alone reads in the file what to do with it, also in a clone with a README of its own."""
    Path("README.md").write_text("# Mine\n")
    assert file in init("--argo-cd", *options)
    text = Path(file).read_text()
    assert said in " ".join(text.replace("#", "").split())
    assert "page" not in text
    assert "README" not in text


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


def texts() -> dict[str, str]:
    """The texts of all files in the folder."""
    return {path.as_posix(): path.read_text() for path in sorted(Path().rglob("*")) if path.is_file()}


def test_into_a_clone() -> None:
    """What a code host puts into a new repository stays as it is, and the command says so."""
    mine = {"LICENSE": "mine\n", "README.md": "# Mine\n", ".gitignore": "*.log\n.venv\ncomment.md\n"}
    for name, text in mine.items():
        Path(name).write_text(text)
    Path(".git").mkdir()
    Path(".venv").mkdir()
    done = invoke("init")
    assert (done.exit_code, done.stderr) == (0, "")
    assert texts().items() > mine.items()
    assert done.stdout == (
        "wrote apis/chat.yaml, cdk8s.yaml, requirements.txt and schema/llm-api-mesh-v1.json to .\n"
        ".gitignore and README.md stay as they are. Add to .gitignore: __pycache__/ and problems.sarif.\n"
        "llm-api-mesh synth writes dist/, and llm-api-mesh checklist says what no object can set.\n"
    )


def test_a_second_time() -> None:
    """Files with the same text are no obstacle, so an option can be added later."""
    init()
    before = texts()
    done = invoke("init")
    assert (done.exit_code, done.stdout) == (0, "All files of the project are in . already.\n")
    assert texts() == before
    done = invoke("init", "--gitlab")
    assert done.stdout == "wrote .gitlab-ci.yml to .\nREADME.md says how to go on.\n"
    assert texts().items() > before.items()


@pytest.mark.parametrize("taken", [("requirements.txt",), ("apis/chat.yaml", "cdk8s.yaml")])
def test_nothing_is_overwritten(taken: tuple[str, ...]) -> None:
    """What the project can't do without, and has another text, is refused: all at once, before anything is written."""
    for name in taken:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("mine\n")
    before = texts()
    done = invoke("init")
    assert done.exit_code == 2
    said = " ".join(done.stderr.split())
    assert f". has another {' and another '.join(taken)}, so nothing was written." in said
    assert "Move it away" in said if len(taken) == 1 else "Move them away" in said
    assert "or name another folder: llm-api-mesh init FOLDER." in said
    assert texts() == before


@pytest.mark.parametrize("name", ["apis", "apis/chat.yaml", "cdk8s.yaml"])
def test_no_file_can_be_where_something_else_is(name: str) -> None:
    """A file in place of a folder, a link that leads nowhere, and a folder in place of a file are refused."""
    if name == "apis":
        Path(name).write_text("")
    elif name == "cdk8s.yaml":
        Path(name).mkdir()
    else:
        Path("apis").mkdir()
        Path(name).symlink_to("nowhere")
    before = sorted(Path().rglob("*"))
    done = invoke("init")
    assert done.exit_code == 2
    assert f"has another {name}" in " ".join(done.stderr.split())
    assert sorted(Path().rglob("*")) == before


def test_a_folder_that_does_not_exist() -> None:
    """It is made; a file of this name is refused."""
    assert invoke("init", "new/project").exit_code == 0
    assert Path("new/project/apis/chat.yaml").exists()
    Path("file").write_text("")
    assert invoke("init", "file").exit_code == 2


@pytest.mark.parametrize("kind", [(), ("--llm-gateway",), ("--llm-gateway", "--argo-cd", "--python")])
@pytest.mark.parametrize(
    ("option", "given", "code"),
    [("--name", "Chat", "name-invalid"), ("--namespace", "a b", "name-invalid"), ("--host", "x:80", "host-invalid")],
)
def test_invalid_names(kind: tuple[str, ...], option: str, given: str, code: str) -> None:
    """They are refused in the words of the construct, and nothing is written."""
    done = invoke("init", *kind, option, given)
    assert done.exit_code == 2
    assert f"[{code}]" in done.stderr
    assert f"Invalid value for {option}: got" in done.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("option", "given", "code"),
    [("--namespace", "ai", "argo-cd-project"), ("--repository", "git.example.com", "argo-cd-source")],
)
def test_invalid_names_of_argo_cd_s_projects(option: str, given: str, code: str) -> None:
    """A team's namespace can't be the gateway's, and a repository has an address."""
    done = invoke("init", "--llm-gateway", "--argo-cd", option, given)
    assert done.exit_code == 2
    assert f"Invalid value for {option}: got" in done.stderr
    assert f"[{code}]" in done.stderr


@pytest.mark.parametrize("kind", [(), ("--llm-gateway",)])
def test_all_invalid_names_at_once(kind: tuple[str, ...]) -> None:
    """Each option with a problem is named, and the text has every problem."""
    done = invoke("init", *kind, "--namespace", "a b", "--host", "x:80")
    assert done.exit_code == 2
    for said in ("--namespace", "--host", "[name-invalid]", "[host-invalid]"):
        assert said in done.stderr
