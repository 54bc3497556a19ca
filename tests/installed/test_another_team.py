"""examples/another-team: a repository that has nothing of this one but the wheel."""

from __future__ import annotations

import filecmp
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support import ROOT
from support.documents import load
from support.markdown import blocks
from support.programs import ANOTHER_TEAM
from support.wheels import PINNED, Environment, install

CDK8S = ROOT / "tools" / "node_modules" / ".bin" / "cdk8s"
GITHUB = ANOTHER_TEAM / ".github" / "workflows" / "llm-apis.yaml"
GITLAB = ANOTHER_TEAM / ".gitlab-ci.yml"
API = Path("apis", "assistant.yaml")

BOTH = """
{imports}
import cdk8s

app = cdk8s.App(outdir="dist")
route = theirs.VirtualServiceSpecHttpRoute(destination=theirs.VirtualServiceSpecHttpRouteDestination(host="a"))
spec = theirs.VirtualServiceSpec(http=[theirs.VirtualServiceSpecHttp(route=[route])])
theirs.VirtualService(cdk8s.Chart(app, "theirs"), "VirtualService", spec=spec)
pool = llm_api_mesh.Pool(selector={{"app": "chat"}}, target_port=8080)
own = llm_api_mesh.Gateway(anonymous=True, http=llm_api_mesh.PlainHttp())
llm_api_mesh.LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=own, backend=pool)
app.synth()
"""
OURS = "import llm_api_mesh"
THEIRS = "from imports.io.istio import networking as theirs"


@pytest.fixture(scope="module")
def team(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What `pip install -r requirements.txt` installs, where an index has the wheel."""
    _, wheel = built
    folder = tmp_path_factory.mktemp("team") / "venv"
    return install(folder, *PINNED, "--find-links", wheel.parent, "--requirements", ANOTHER_TEAM / "requirements.txt")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The example as a repository of its own, with everything committed."""
    folder = tmp_path / "repository"
    shutil.copytree(ANOTHER_TEAM, folder, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)  # noqa: S607
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    for arguments in ("add .", "-c user.name=a -c user.email=a@example.com commit --quiet -m a"):
        subprocess.run(["git", *arguments.split()], cwd=folder, check=True)  # noqa: S607


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def test_the_check_passes(team: Environment, repository: Path) -> None:
    """The committed YAML is what the program writes, and nothing is wrong in it."""
    printed = team.output("./check.sh", folder=repository)
    assert re.fullmatch(r"wrote \d+ objects in 2 files to dist\n.+, no problems\n", printed, re.DOTALL)


def test_a_change_is_said_in_words_of_requests(team: Environment, repository: Path) -> None:
    """With the commit before the change, the check passes, and prints what the README shows."""
    change(repository / API, "{name: v2, weight: 10}", "{name: v2, weight: 20}")
    change(repository / API, "{name: v1, weight: 90}", "{name: v1, weight: 80}")
    team.output("llm-api-mesh", "synth", folder=repository)
    commit(repository)
    printed = team.output("./check.sh", "HEAD~1", folder=repository)
    (shown,) = (block.text for block in blocks(ANOTHER_TEAM / "README.md") if block.language == "text")
    assert shown in printed
    assert "version v2 gets 20 % instead of 10 %" in (repository / "comment.md").read_text()


def test_yaml_that_wasn_t_written_again_is_a_failure(team: Environment, repository: Path) -> None:
    """A weight changes in the API's file, but not in dist/: the check shows the difference, and fails."""
    change(repository / API, "{name: v2, weight: 10}", "{name: v2, weight: 20}")
    change(repository / API, "{name: v1, weight: 90}", "{name: v1, weight: 80}")
    done = team.run("./check.sh", folder=repository)
    assert done.returncode == 1
    assert re.search(r"^-\s+weight: 10\n\+\s+weight: 20$", done.stdout, re.MULTILINE)
    assert done.stderr == "dist/ isn't what main.py writes: run llm-api-mesh synth, and commit dist/\n"


def test_a_new_api_without_its_yaml_is_a_failure(team: Environment, repository: Path) -> None:
    """The file of a new API isn't committed: the check names it, and fails."""
    text = (repository / API).read_text().replace("assistant", "drafts").replace("app: llama", "app: drafts")
    (repository / "apis" / "drafts.yaml").write_text(text)
    done = team.run("./check.sh", folder=repository)
    assert done.returncode == 1
    assert "+++ b/dist/drafts.k8s.yaml" in done.stdout


def test_a_mistake_is_a_failure_with_its_place(team: Environment, repository: Path) -> None:
    """A faulty field: the check prints file and line, and nothing is written."""
    change(repository / API, "weight: 10", 'weight: "10"')
    done = team.run("./check.sh", folder=repository)
    assert done.returncode == 1
    assert "apis/assistant.yaml:17:30: models[llama-3.3-70b].backend.versions[v2].weight: got" in done.stderr
    status = team.output("git", "status", "--porcelain", folder=repository)
    assert status == f" M {API}\n"


def test_type_checkers_see_the_wheel_s_types(team: Environment, repository: Path) -> None:
    """Mypy accepts the programs, and reports a wrong argument: the wheel has its types."""
    mypy = (sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=")
    checked = (*mypy, "--python-executable", str(team.python), "main.py", "website.py")
    team.output(*checked, folder=repository)
    change(repository / "main.py", 'add_files(app, "apis")', "add_files(app, 3)")
    done = team.run(*checked, folder=repository)
    assert 'main.py:7: error: Argument 2 to "add_files" has incompatible type "int"' in done.stdout


@pytest.mark.parametrize("imports", [f"{OURS}\n{THEIRS}", f"{THEIRS}\n{OURS}"])
def test_other_classes_of_istio_render_right_beside_ours(team: Environment, repository: Path, imports: str) -> None:
    """Two packages with different classes for one CRD work in one process, in either order of imports."""
    (repository / "both.py").write_text(BOTH.format(imports=imports))
    team.output("python", "both.py", folder=repository, JSII_NODE=str(team.node))
    (theirs,) = load((repository / "dist" / "theirs.k8s.yaml").read_text())
    (ours, _) = (
        one for one in load((repository / "dist" / "chat.k8s.yaml").read_text()) if one["kind"] == "VirtualService"
    )
    assert theirs["spec"] == {"http": [{"route": [{"destination": {"host": "a"}}]}]}
    assert ours["spec"]["http"][-1]["name"] == "llm/ai/chat/primary"


@pytest.mark.parametrize(
    ("path", "schema"), [(GITHUB, "vendor.github-workflows"), (GITLAB, "vendor.gitlab-ci")], ids=["github", "gitlab"]
)
def test_code_hosts_accept_the_files(path: Path, schema: str) -> None:
    """The workflow and the job are valid by the JSON Schemas of GitHub and GitLab."""
    command = ("-m", "check_jsonschema", "--builtin-schema", schema, str(path))
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_code_hosts_run_the_same() -> None:
    """The workflow and the job install requirements.txt, and run check.sh with what the change is compared with.

    GitHub checks out a merge, whose first parent is the branch that a pull request is for.
    """
    steps = yaml.safe_load(GITHUB.read_text())["jobs"]["check"]["steps"]
    packages = "pip install -r requirements.txt"
    assert [step["run"] for step in steps if "run" in step] == [
        packages,
        "./check.sh ${{ github.event_name == 'pull_request' && 'HEAD^1' || '' }}",
        'cat comment.md >> "$GITHUB_STEP_SUMMARY"',
    ]
    assert yaml.safe_load(GITLAB.read_text())["check"]["script"] == [
        packages,
        "./check.sh $CI_MERGE_REQUEST_DIFF_BASE_SHA",
    ]


def test_the_readme_names_every_file() -> None:
    """The table of the README has each file and folder, and each of its links leads to one."""
    linked = re.findall(r"\]\(([^)]+)\)", (ANOTHER_TEAM / "README.md").read_text())
    assert all((ANOTHER_TEAM / name).exists() for name in linked)
    present = {path.name for path in ANOTHER_TEAM.iterdir()} - {".gitignore", ".venv", "README.md", "__pycache__"}
    assert {Path(name).parts[0] for name in linked} == present


@pytest.mark.skipif(not CDK8S.exists(), reason="cdk8s-cli isn't there: make check-imports installs it")
def test_the_classes_follow_from_their_definitions(tmp_path: Path) -> None:
    """`cdk8s import` makes the committed classes from imports/istio.yaml."""
    definitions = ANOTHER_TEAM / "imports" / "istio.yaml"
    command = ("import", definitions, "--language", "python", "--no-save", "--output", tmp_path / "imports")
    done = subprocess.run([CDK8S, *command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made, committed = tmp_path / "imports" / "io", ANOTHER_TEAM / "imports" / "io"
    names = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    present = {path.relative_to(committed) for path in committed.rglob("*") if path.is_file()}
    assert {name for name in present if name.suffix != ".pyc"} == names
    assert [name for name in names if not filecmp.cmp(made / name, committed / name, shallow=False)] == []
