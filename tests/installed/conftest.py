"""The files of a release, built once, and the wheel in an environment without the rest of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest
import release

from support import ROOT
from support.wheels import PINNED, Environment, install


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist and the wheel, as `make release` builds them."""
    return release.build(ROOT, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def installed(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel with the pinned versions of its dependencies."""
    _, wheel = built
    return install(tmp_path_factory.mktemp("installed") / "venv", *PINNED, wheel)
