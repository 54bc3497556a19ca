"""Rules of the repository."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from llm_api_mesh.resources.envoy_filters import NAMES
from support import ROOT

TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_states_the_fact_that_it_proves(path: Path) -> None:
    """A test has a docstring of one sentence or more."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert ast.get_docstring(node), node.name


def test_unit_tests_mirror_the_package() -> None:
    """Each file of unit tests is named after a module or a package, and is in the folder of the same name."""
    unit, package = ROOT / "tests" / "unit", ROOT / "constructs" / "llm_api_mesh"
    for path in unit.rglob("test_*.py"):
        module = package / path.relative_to(unit).with_name(path.stem.removeprefix("test_"))
        assert module.with_suffix(".py").exists() or (module / "__init__.py").exists(), path


def test_readme_shows_ten_lines() -> None:
    """The program on the README's first screen has ten lines at most, and writes a file of dist/."""
    (program, *_) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert len(program.splitlines()) <= 10


def test_every_envoy_filter_is_on_its_page() -> None:
    """The page says what each filter is for, what happens without it, and which Istio release it was tested with.

    The gateway's own filters are those that the examples write.
    """
    page = (ROOT / "docs" / "envoy-filters.md").read_text()
    named = re.findall(r"^\| `([a-z-]+)` \|(?:[^|\n]+\|){3}$", page, re.MULTILINE)
    assert named == ["least-request", "max-load", "retry-after", "return-time", "stream-silence"]
    assert set(named) <= set(NAMES)
    written = "".join(path.read_text() for path in (ROOT / "examples").glob("*/dist/llm.k8s.yaml"))
    of_gateway = re.findall(r"^kind: EnvoyFilter\n(?:.*\n)*?  name: llm-([a-z]+)", written, re.MULTILINE)
    assert set(re.findall(r"^\| `<gateway>-([a-z]+)", page, re.MULTILINE)) == set(of_gateway)
    assert "tested with Istio 1.31" in page.replace("\n", " ")


def test_no_build_product_is_committed() -> None:
    """Git ignores what tools leave behind."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    assert not [name for name in listed.stdout.splitlines() if "node_modules" in name or "__pycache__" in name]
