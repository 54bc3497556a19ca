"""`llm-api-mesh check`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.api_files import API, CHAT
from support.command_line import FAULTY, PROBLEM, invoke, run
from support.programs import EXAMPLES, golden_yaml

IGNORED = """\
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: chat, namespace: ai}
spec:
  host: chat.ai.svc.cluster.local
  trafficPolicy:
    outlierDetection:
      consecutiveErrors: 5
"""
"""An object that the API server admits, and istiod doesn't read."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_in_the_form_of_kubernetes() -> None:
    """Two problems, for metadata and spec, and none for the fields that stand in them."""
    Path("apis.yaml").write_text(
        "apiVersion: llm-api-mesh/v1\nkind: LlmApiMesh\nmetadata: {name: chat, namespace: ai}\n"
        "spec: {hosts: [chat.example.com], gateway: {}, backend: {}}\n"
    )
    done = invoke("check", "apis.yaml")
    assert done.exit_code == 1
    assert [line.split(": ")[1] for line in done.stdout.splitlines()[1:-1]] == ["metadata", "spec"]
    Path("apis.yaml").write_text("apiVersion: v1\nkind: LlmApiMesh\nname: chat\n")
    assert 'apiVersion: got "v1". Write "llm-api-mesh/v1".' in invoke("check", "apis.yaml").stdout


def test_right_files() -> None:
    """One line says what was checked, and the status is 0."""
    Path("apis.yaml").write_text(CHAT)
    done = invoke("check", "apis.yaml")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "apis.yaml: 1 API in 1 file, no problems\n", "")


def test_problems_of_files() -> None:
    """They have the words of the construct, with their places, and the status is 1."""
    Path("apis.yaml").write_text(FAULTY)
    done = invoke("check", "apis.yaml")
    assert done.exit_code == 1
    assert done.stdout == f"chat: 1 problem\n  {PROBLEM}\napis.yaml: 1 API in 1 file, 1 problem\n"


def test_files_are_one_app() -> None:
    """Two paths with one host and one name are compared."""
    Path("a.yaml").write_text(CHAT)
    Path("b.yaml").write_text(CHAT.replace("name: chat", "name: talk"))
    assert invoke("check", "a.yaml").exit_code == 0
    done = invoke("check", "a.yaml", "b.yaml")
    assert done.exit_code == 1
    assert "[host-claimed]" in done.stdout or "[service-claimed]" in done.stdout or "[host-overlap]" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("a.yaml, b.yaml: 2 APIs in 2 files, ")


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_is_written_has_no_problems(name: str) -> None:
    """The YAML of each example is clean."""
    done = invoke("check", golden_yaml(name), "--istio", "1.30" if name == "istio_1_30" else "1.31")
    assert (done.exit_code, done.stderr) == (0, ""), done.stdout


def test_problems_of_objects() -> None:
    """Objects of anybody are inspected, and each problem has the place of its field."""
    Path("dist").mkdir()
    Path("dist/one.yaml").write_text(f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: ai}}\n---\n{IGNORED}")
    done = invoke("check", "dist")
    assert done.exit_code == 1
    place = "dist/one.yaml:12:26"
    assert f"  {place}: DestinationRule/chat.spec.trafficPolicy.outlierDetection.consecutiveErrors: " in done.stdout
    assert "[field-ignored]" in done.stdout
    assert done.stdout.splitlines()[-1] == "dist: 2 objects in 1 file, 1 problem"


def test_objects_in_a_list() -> None:
    """The items of a list have their places, too; so has an object in JSON."""
    items = "".join(f"  {line}\n" for line in IGNORED.splitlines())
    Path("list.yaml").write_text(f"apiVersion: v1\nkind: List\nitems:\n- {items.removeprefix('  ')}")
    assert "list.yaml:11:28: DestinationRule/chat.spec" in invoke("check", "list.yaml").stdout


def test_an_unknown_field_of_an_object() -> None:
    """The place is that of the field, whatever its value is."""
    Path("one.yaml").write_text(IGNORED.replace("consecutiveErrors: 5", "consecutiveGatewayErors: 5"))
    done = invoke("check", "one.yaml")
    assert done.exit_code == 1
    path = "DestinationRule/chat.spec.trafficPolicy.outlierDetection.consecutiveGatewayErors"
    assert f"one.yaml:8:7: {path}: unknown field consecutiveGatewayErors. Did you mean consecutive" in done.stdout
    (result,) = json.loads(invoke("check", "one.yaml", "--format", "sarif").stdout)["runs"][0]["results"]
    assert result["ruleId"] == "field-unknown"


ROUTE = """\
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: chat, namespace: ai}
spec:
  hosts: [chat.example.com]
  http: [{route: [{destination: {host: chat, subset: v2}}]}]
"""


def test_a_subset_in_another_file() -> None:
    """Subsets are looked up in all files of a folder."""
    subsets = IGNORED.partition("  trafficPolicy")[0] + "  subsets: [{name: v1}]\n"
    Path("dist").mkdir()
    Path("dist/route.yaml").write_text(ROUTE)
    assert invoke("check", "dist").exit_code == 0
    Path("dist/rule.yaml").write_text(subsets)
    done = invoke("check", "dist")
    assert done.exit_code == 1
    place = "dist/route.yaml:6:54: VirtualService/chat.spec.http[0].route[0].destination.subset"
    fix = "Add the subset to DestinationRule/chat, or remove it here."
    text = f'got "v2". {fix} Allowed: "v1", the subsets of DestinationRule/chat. [subset-missing]'
    assert f"  {place}: {text}\n" in done.stdout
    Path("dist/rule.yaml").write_text(subsets.replace("v1}", "v1}, {name: v2}"))
    assert invoke("check", "dist").exit_code == 0


def test_the_release_of_objects() -> None:
    """Objects don't name the cluster's release, so an option does."""
    Path("dist").mkdir()
    newer = IGNORED.replace("consecutiveErrors: 5", "consecutive5xxErrors: 5").replace(
        "    outlierDetection", "    retryBudget: {budgetInterval: 10s}\n    outlierDetection"
    )
    Path("dist/one.yaml").write_text(newer)
    assert invoke("check", "dist").exit_code == 0
    done = invoke("check", "dist", "--istio", "1.30")
    assert (done.exit_code, "[istio-release]" in done.stdout) == (1, True)


def test_broken_objects() -> None:
    """A file that isn't YAML and an object that two files have are problems."""
    Path("dist").mkdir()
    Path("dist/one.yaml").write_text(IGNORED)
    Path("dist/two.yaml").write_text(IGNORED)
    done = invoke("check", "dist")
    assert (done.exit_code, "DestinationRule ai/chat is also in dist/one.yaml" in done.stdout) == (1, True)
    Path("dist/two.yaml").write_text("apiVersion: v1\nkind: [\n")
    assert "dist/two.yaml:3: it isn't YAML" in invoke("check", "dist").stdout


PROGRAM = """\
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool
print("hello")
app = MeshApp()
pool = Pool(selector={"app": "chat"}, target_port=8080)
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=pool)
app.synth()
"""


def test_a_program() -> None:
    """It runs without writing; what it prints goes to stderr; a cdk8s.yaml names it."""
    Path("main.py").write_text(PROGRAM)
    Path("cdk8s.yaml").write_text("app: python main.py\n")
    for arguments in (["main.py"], []):
        done = invoke("check", *arguments)
        assert (done.exit_code, done.stderr) == (0, "hello\n")
        assert re.fullmatch(r"main\.py: \d+ objects in 1 file, no problems\n", done.stdout)
    assert not Path("dist").exists()


def test_problems_of_a_program() -> None:
    """They are the same as those of `synth()`."""
    Path("main.py").write_text(PROGRAM.replace("8080", "0"))
    done = invoke("check", "main.py")
    assert done.exit_code == 1
    assert done.stdout.startswith("chat: 1 problem\n  backend.target_port: got 0. ")
    assert done.stdout.endswith("[port-range]\nmain.py: 1 problem\n")


def test_a_program_that_fails() -> None:
    """The status is 1, and stderr has the reason."""
    Path("main.py").write_text("raise ValueError('mine')\n")
    done = invoke("check", "main.py")
    assert (done.exit_code, done.stdout) == (1, "main.py: it failed before everything was checked\n")
    assert done.stderr.endswith("ValueError: mine\n")
    found = json.loads(invoke("check", "main.py", "--json").stdout)
    assert found["clean"] is False
    assert found["sources"][0]["failure"].endswith("ValueError: mine")


def test_a_plain_app_writes_nothing(folder: Path) -> None:
    """A program with a plain `cdk8s.App` that names no folder writes to a temporary one."""
    plain = PROGRAM.replace("LlmApiMesh, MeshApp", "LlmApiMesh").replace("MeshApp()", "cdk8s.App()")
    Path("main.py").write_text(plain.replace("app =", "import cdk8s\napp ="))
    done = run("check", "main.py", folder=folder)
    assert (done.returncode, done.stderr) == (0, "hello\n")
    assert not Path("dist").exists()


def test_json() -> None:
    """Each problem is there as data, and `--json` is short for `--format json`."""
    Path("apis.yaml").write_text(FAULTY)
    done = invoke("check", "apis.yaml", "--json")
    assert done.exit_code == 1
    assert done.stdout == invoke("check", "apis.yaml", "--format", "json").stdout
    assert json.loads(done.stdout) == {
        "clean": False,
        "sources": [
            {
                "source": "apis.yaml",
                "files": 1,
                "apis": 1,
                "llm_gateways": 0,
                "failure": "",
                "problems": [
                    {
                        "api": "chat",
                        "environments": [],
                        "path": "backend.target_port",
                        "code": "type-wrong",
                        "given": '"8080"',
                        "allowed": "a whole number",
                        "fix": "Write 8080.",
                        "file": "apis.yaml",
                        "line": 6,
                        "column": 59,
                        "text": PROBLEM.partition(": ")[2],
                    }
                ],
            }
        ],
    }


def test_a_key_is_hidden() -> None:
    """No format shows what may be a key."""
    key = "sk-proj-" + "Ab3" * 16
    Path("apis.yaml").write_text(CHAT.replace("hosts: [chat.example.com]", f"hosts: [{key}]"))
    for form in ("text", "json", "sarif"):
        done = invoke("check", "apis.yaml", "--format", form)
        assert done.exit_code == 1
        assert key not in done.output


def test_objects_that_are_too_large() -> None:
    """Only `--objects` builds the objects of files, and so finds one that the API server would refuse."""
    Path("apis.yaml").write_text(CHAT)
    right = invoke("check", "apis.yaml", "--objects").stdout
    assert re.fullmatch(r"apis\.yaml: \d objects in 1 file, no problems\n", right)
    models = "".join(
        f"  - {{name: {'m' * 90}-{one}, slug: m{one}, backend: {{kind: ServiceRef, name: s{one}, port: 80}}}}\n"
        for one in range(700)
    )
    gateway = "gateway: {kind: LlmGatewayRef, namespace: llm-gateway, name: llm}\n"
    Path("apis.yaml").write_text(f"{API}{gateway}models:\n{models}")
    assert invoke("check", "apis.yaml").exit_code == 0
    done = invoke("check", "apis.yaml", "--objects")
    assert (done.exit_code, "[object-size]" in done.stdout) == (1, True)


@pytest.mark.parametrize("arguments", [["nothing.yaml"], [], ["--format", "xml"], ["--istio", "1.29"]])
def test_wrong_use(arguments: list[str]) -> None:
    """A path that doesn't exist and an unknown value have status 2, and nothing is printed to stdout."""
    done = invoke("check", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: llm-api-mesh check")
