"""What all tests share: a folder to synthesize into, and the project's own meshes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import documents
from llm_api_mesh import LlmApiMesh, MeshApp, MeshError, Pool
from support import golden as golden_files

import pytest
from hypothesis import settings

# The same examples in every run: a test that fails by chance is fixed by nobody. `make test HYPOTHESIS=explore` looks
# further.
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


Declare = Callable[[MeshApp], object]
Synth = Callable[[Declare], dict[str, str]]


Text = TypeVar("Text", str, dict[str, str])


def _readable(text: Text) -> Text:
    """Nobody outside ever reads the words of the generated classes, such as ROUND_UNDERSCORE_ROBIN."""
    assert "_UNDERSCORE_" not in str(text)
    return text


@pytest.fixture
def synth(tmp_path: Path) -> Synth:
    """Synthesize what a function declares; give the text of each file."""

    def run(declare: Declare) -> dict[str, str]:
        app = MeshApp(outdir=tmp_path / "dist")
        declare(app)
        app.synth()
        return _readable({path.name: path.read_text() for path in sorted((tmp_path / "dist").iterdir())})

    return run


Refusal = Callable[..., list[str]]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Declare a mesh that is right but for the given keywords; give the problems as their user reads them."""

    def run(mesh: object = "chat", /, **changes: object) -> list[str]:
        app = MeshApp(outdir=tmp_path / "dist")
        right = {"namespace": "ai", "hosts": ["chat.example.com"], "backend": Pool(selector={"app": "chat"})}
        given = {key: value for key, value in (right | changes).items() if value is not ...}
        LlmApiMesh(app, mesh, **given)  # type: ignore[arg-type]
        with pytest.raises(MeshError) as caught:
            app.synth()
        assert not (tmp_path / "dist").exists()
        return [_readable(str(problem)) for problem in caught.value.problems]

    return run


Emit = Callable[..., dict[str, Any]]


@pytest.fixture
def emit(synth: Synth) -> Emit:
    """Synthesize a mesh that is plain but for the given keywords; give an object of a kind.

    Without a name, the one that bears the mesh's, or the first.
    """

    def run(kind: str, /, named: str = "", **changes: object) -> dict[str, Any]:
        plain = {"namespace": "ai", "hosts": ["chat.example.com"], "backend": Pool(selector={"app": "chat"})}
        files = synth(lambda app: LlmApiMesh(app, "chat", **(plain | changes)))  # type: ignore[arg-type]
        found = {one["metadata"]["name"]: one for one in documents.load(files["chat.k8s.yaml"]) if one["kind"] == kind}
        return found[named] if named else found.get("chat") or next(iter(found.values()))

    return run
