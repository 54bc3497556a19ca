"""The structure of the lab: imports point one way, and the simulator depends on nothing else."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import lab

LAB = Path(lab.__file__).parent

# A module may import from its own folder and from lower layers.
LAYERS = [
    {"errors", "limits"},
    {"waits", "background"},
    {"tools", "simulator"},
    {"machine"},
    {"cluster", "traffic"},
    {"istio"},
    {"apps", "argocd"},
    {"environment"},
    {"build", "cli", "dump"},
    {"__main__"},
]


def modules() -> list[tuple[str, Path]]:
    """Every module with the folder or the file of the lab that it belongs to."""
    found = ((path.relative_to(LAB).parts[0].removesuffix(".py"), path) for path in sorted(LAB.rglob("*.py")))
    return [(folder, path) for folder, path in found if folder != "__init__"]


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a module imports, where `from a import b` may mean the module `a.b`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("folder", "path"), modules(), ids=lambda value: getattr(value, "name", value))
def test_imports_of_the_lab_point_one_way(folder: str, path: Path) -> None:
    """A module of the lab imports from its own folder and from lower layers, never from a folder beside its own."""
    rank = {name: index for index, names in enumerate(LAYERS) for name in names}
    for name in imported(path):
        if name.startswith("lab."):
            other = name.split(".")[1]
            assert other == folder or rank[other] < rank[folder], f"{path.relative_to(LAB)} imports {name}"


def test_the_lab_does_not_know_the_package() -> None:
    """The lab runs any YAML of Istio, so it imports nothing of llm_api_mesh."""
    assert not [name for _, path in modules() for name in imported(path) if name.startswith("llm_api_mesh")]


def test_the_simulator_stands_alone() -> None:
    """The simulator imports the standard library and itself only, so that each of its processes starts quickly.

    Its HTTP/2 has a library, so a process imports it only if it serves HTTP/2.
    """
    for path in (LAB / "simulator").glob("*.py"):
        others = {"h2"} if path.name == "http2.py" else set()
        for name in imported(path):
            top = name.partition(".")[0]
            assert name.startswith("lab.simulator.") or top in {*sys.stdlib_module_names, *others}, name
        first = [one.module for one in ast.parse(path.read_text()).body if isinstance(one, ast.ImportFrom)]
        assert "lab.simulator.http2" not in first


def test_the_lab_has_no_import_cycles() -> None:
    """Modules of the lab, including those in one folder, have an order in which each imports only earlier ones."""
    paths = {".".join(path.relative_to(LAB.parent).with_suffix("").parts): path for _, path in modules()}
    graph = {
        module: {name if name in paths else name.rpartition(".")[0] for name in imported(path)}
        for module, path in paths.items()
    }
    TopologicalSorter(graph).prepare()  # raises CycleError
