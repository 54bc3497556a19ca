"""Whole programs, run as users run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

CDK8S = ROOT / "tools" / "node_modules" / ".bin" / "cdk8s"

FAULTY = """
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool

app = MeshApp()
pool = Pool(selector={"app": "chat"}, target_port=8080)
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com:443"], gateway=gateway, backend=pool)
LlmApiMesh(app, "code", namespace="ai", hosts=["code.example.com"], gateway=gateway)
app.synth()
"""

REFUSED = """\
chat: 1 problem, nothing was written to dist
  hosts[0]: got "chat.example.com:443". Write "chat.example.com", and set the port in the Gateway: https_port, \
or http=PlainHttp(port=...). Allowed: a host name without port, because the Gateway has the port, and the Host header \
matches with or without it. [host-invalid]
code: 1 problem, nothing was written to dist
  backend: missing. Add backend=... Allowed: a backend, or models. [field-required]
"""


def run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "JSII_NODE"}
    return subprocess.run(
        command, cwd=folder, env={**clean, **environment}, capture_output=True, text=True, check=False
    )


def test_a_refused_program_ends_with_status_1_and_the_problems(tmp_path: Path) -> None:
    """Stderr has the problems of both APIs and nothing else: no traceback of Python, jsii or Node.js."""
    (tmp_path / "main.py").write_text(FAULTY)
    (tmp_path / "dist").mkdir()
    done = run(sys.executable, "main.py", folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == REFUSED
    assert list((tmp_path / "dist").iterdir()) == []


FORGOTTEN = """
import atexit
atexit.register(print, "the end")
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool

def declare():
    app = MeshApp(outdir="out")
    for name in ("code", "chat"):
        pool = Pool(selector={{"app": name}}, target_port=8080)
        own = Gateway(anonymous=True, http=PlainHttp())
        LlmApiMesh(app, name, namespace="ai", hosts=[name + ".example.com"], gateway=own, backend=pool)

declare()
atexit.register(print, "before the end")
{}
"""
SAID = "out: nothing was written for chat and code, because the program ended without app.synth()\n"


@pytest.mark.parametrize("ending", ["", "import sys; sys.exit(0)"])
def test_a_forgotten_synth_is_said_and_no_success(ending: str, tmp_path: Path) -> None:
    """Stderr has the folder and the APIs, and the status isn't 0; all other ends of the program run as usual."""
    (tmp_path / "main.py").write_text(FORGOTTEN.format(ending))
    done = run(sys.executable, "main.py", folder=tmp_path)
    assert (done.stdout, done.stderr) == ("before the end\nthe end\n", SAID)
    assert done.returncode != 0
    assert [path.name for path in tmp_path.iterdir()] == ["main.py"]


FORGOTTEN_FILES = """\
apiVersion: llm-api-mesh/v1
kind: Environment
name: dev
---
apiVersion: llm-api-mesh/v1
kind: LlmApiMesh
name: chat
namespace: ai
hosts: [chat.example.com]
gateway: {kind: Gateway, anonymous: true, http: {kind: PlainHttp}}
backend: {kind: Pool, selector: {app: chat}, target_port: 8080}
"""
FORGOTTEN_ENVIRONMENTS = """
from llm_api_mesh import Environments, add_files
environments = Environments(outdir="out")
add_files(environments, "apis.yaml")
"""


@pytest.mark.parametrize("use", ["", "list(environments)"])
def test_forgotten_environments_are_said(use: str, tmp_path: Path) -> None:
    """Stderr has the call that is missing, whether the apps have been used or not."""
    (tmp_path / "main.py").write_text(f"{FORGOTTEN_ENVIRONMENTS}{use}\n")
    (tmp_path / "apis.yaml").write_text(FORGOTTEN_FILES)
    done = run(sys.executable, "main.py", folder=tmp_path)
    said = "out: nothing was written for chat, because the program ended without environments.synth()\n"
    assert (done.stdout, done.stderr) == ("", said)
    assert done.returncode != 0
    (tmp_path / "main.py").write_text(f"{FORGOTTEN_ENVIRONMENTS}{use}\nenvironments.synth()\n")
    done = run(sys.executable, "main.py", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["dev"]


@pytest.mark.parametrize(
    ("ending", "last"),
    [
        ("raise ValueError('mine')", "ValueError: mine"),
        ("MeshApp('out')", "[type-wrong]"),
        ("app = MeshApp(); LlmApiMesh(app, 'talk'); app.synth()", "[field-required]"),
    ],
)
def test_a_program_that_fails_says_nothing_of_synth(ending: str, last: str, tmp_path: Path) -> None:
    """The error that ended the program is the reason, and the last word."""
    (tmp_path / "main.py").write_text(FORGOTTEN.format(ending))
    done = run(sys.executable, "main.py", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip().endswith(last)
    assert "app.synth()" not in done.stderr


@pytest.mark.parametrize("call", ["app.synth()", "app.synth_yaml()"])
def test_a_program_that_synthesizes_is_a_success(call: str, tmp_path: Path) -> None:
    """Files and text both count, and an app without APIs needs neither."""
    (tmp_path / "main.py").write_text(
        FORGOTTEN.format("MeshApp()").replace("declare()\natexit", "pass\natexit")
        + f"""
app = MeshApp()
pool = Pool(selector={{"app": "a"}}, target_port=8080)
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "a", namespace="ai", hosts=["a.example.com"], gateway=gateway, backend=pool)
{call}
"""
    )
    done = run(sys.executable, "main.py", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_test_may_leave_synth_out(tmp_path: Path) -> None:
    """Pytest's status is that of its tests, as they declare APIs only to look at them."""
    (tmp_path / "test_it.py").write_text(FORGOTTEN.format("def test_it(): declare()"))
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_main_needs_no_node_on_path(tmp_path: Path) -> None:
    """Without a Node.js on PATH, the one from PyPI is used."""
    shutil.copy(ROOT / "main.py", tmp_path)
    done = run(sys.executable, "main.py", folder=tmp_path, PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == sorted(
        path.name for path in (ROOT / "dist").iterdir()
    )


def test_a_program_ends_without_warnings(tmp_path: Path) -> None:
    """A program has no warnings, even if Python shows all of them, and leaves no temporary folder."""
    (tmp_path / "tmp").mkdir()
    shutil.copy(ROOT / "main.py", tmp_path)
    done = run(sys.executable, "-W", "error", "main.py", folder=tmp_path, TMPDIR=str(tmp_path / "tmp"))
    assert (done.returncode, done.stderr) == (0, "")
    assert list((tmp_path / "tmp").glob("llm-api-mesh-*")) == []


PROBED = """
import runpy
runpy.run_path("main.py", run_name="__main__")
import constructs
print(constructs.__file__)
"""


@pytest.mark.parametrize("flags", [[], ["-P"]])
def test_constructs_is_the_one_from_pypi(flags: list[str], tmp_path: Path) -> None:
    """`constructs` is PyPI's package in main.py, which has a folder of this name beside it, and in pytest."""
    done = run(sys.executable, *flags, "-c", PROBED, folder=ROOT, CDK8S_OUTDIR=str(tmp_path))
    assert "site-packages" in done.stdout, done.stderr
    assert list(tmp_path.iterdir())

    import constructs  # noqa: PLC0415  # as pytest itself sees it

    assert "site-packages" in str(constructs.__file__)


ENDING = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > before))  # called last
from llm_api_mesh import MeshApp
before = gc.get_freeze_count()
"""


def test_the_collector_leaves_modules_alone_at_the_end(tmp_path: Path) -> None:
    """The garbage collector skips the modules at the end of a program, and works as usual until then."""
    done = run(sys.executable, "-c", ENDING, folder=tmp_path, PATH=str(tmp_path))
    assert (done.stdout, done.stderr) == ("True\n", "")


@pytest.mark.skipif(not CDK8S.exists(), reason="cdk8s-cli isn't there: make check-imports installs it")
def test_cdk8s_synth_gives_the_same_folder(tmp_path: Path) -> None:
    """`cdk8s synth`, which empties dist/ first, writes the same bytes as `make synth`."""
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "foreign.txt").write_text("emptied by cdk8s synth")
    shutil.copy(ROOT / "main.py", tmp_path)
    (tmp_path / "cdk8s.yaml").write_text((ROOT / "cdk8s.yaml").read_text().replace(".venv/bin/python", sys.executable))
    done = run(CDK8S, "synth", "--check-upgrade=false", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "dist").iterdir()} == {
        path.name: path.read_bytes() for path in (ROOT / "dist").iterdir()
    }


MISTAKES = """\
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, Route, Version

Version(name="v2", wieght=3)
Version(name="v2", weight="3")
Pool(port="80", selector={"app": "chat"}, target_port=8080)
Route(name="a")
pool = Pool(selector={"app": "chat"}, target_port=8080)
LlmApiMesh(MeshApp(), "chat", namespace="ai", gateway=Gateway(anonymous=True, http=PlainHttp()), backend=pool)
"""


def test_type_checkers_see_names_and_fields(tmp_path: Path) -> None:
    """Without a plug-in, mypy reports a wrong keyword, a wrong type and a missing field, each on its line.

    It also reports a name that the package doesn't have.
    """
    (tmp_path / "mistakes.py").write_text(MISTAKES)
    (tmp_path / "mistake.py").write_text("from llm_api_mesh import LlmApiMash")
    done = run(sys.executable, "-m", "mypy", "--config-file=", "mistakes.py", "mistake.py", folder=tmp_path)
    found = [line for line in done.stdout.splitlines() if ": error:" in line]
    fields = [line.split(":")[1] for line in found if line.startswith("mistakes.py:")]
    assert fields == ["3", "4", "5", "6", "8"]
    (name,) = (line for line in found if line.startswith("mistake.py:"))
    assert 'Module "llm_api_mesh" has no attribute "LlmApiMash"' in name
    assert len(found) == len(fields) + 1
