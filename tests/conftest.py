"""The fixtures of all tests, and the switch that writes golden files."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import settings

import llm_api_mesh
from support import apps
from support import golden as golden_files

# Hypothesis also draws constants of all loaded modules, so all modules are loaded before any test runs.
for _module in walk_packages(llm_api_mesh.__path__, f"{llm_api_mesh.__name__}."):
    if not _module.name.endswith(".__main__"):
        import_module(_module.name)

# "repeat" runs the same examples in each run of all tests, so that no test fails by chance.
# HYPOTHESIS=explore draws new ones.
settings.register_profile("repeat", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS", "repeat"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch of `make golden`."""
    parser.addoption(golden_files.SWITCH, action="store_true", help="write golden files instead of comparing them")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse the switch in CI before any test runs."""
    golden_files.may_write(config)


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> golden_files.Golden:
    """Compare text with a folder of golden files, or write these files."""
    return golden_files.Golden(write=golden_files.may_write(pytestconfig))


@pytest.fixture
def synth(tmp_path: Path) -> apps.Synth:
    """Synthesize what a function declares, and give the text of each file."""
    return partial(apps.synthesize, folder=tmp_path / "dist")


@pytest.fixture
def emit(tmp_path: Path) -> apps.Emit:
    """Synthesize an API that is plain but for some keywords, and give an object of a kind."""
    return apps.emitter(tmp_path / "dist")


@pytest.fixture
def refusal(tmp_path: Path) -> apps.Refusal:
    """Declare an API that is valid but for some keywords, and give its problems as text."""
    return partial(apps.refusal, tmp_path / "dist")


@pytest.fixture
def gateway_refusal(tmp_path: Path) -> apps.GatewayRefusal:
    """Declare an LLM gateway that is refused, and give its problems as text."""
    return partial(apps.gateway_refusal, tmp_path / "dist")
