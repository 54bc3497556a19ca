"""The builder: every file in the cache is complete, and belongs to the pinned versions."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lab.apps.real_replica import require_built
from lab.build import main
from lab.errors import LabError, MissingError
from lab.tools import cache, versions
from lab.tools.builder import build
from lab.tools.python_environment import PythonEnvironment
from lab.tools.versions import Tool, istio_api

TOOL = istio_api("1.31")

with_go = pytest.mark.skipif(shutil.which("go") is None, reason="Go is not installed")


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "llm-api-mesh" / "lab"


@with_go
def test_missing_tools_are_built_once(capsys: pytest.CaptureFixture[str]) -> None:
    """The first build prints its outputs with time and size; the second has nothing to do."""
    build((TOOL,))
    assert cache.crds("1.31").read_text().count("kind: CustomResourceDefinition") > 10
    assert "crds.yaml" in capsys.readouterr().out
    build((TOOL,))
    assert capsys.readouterr().out == ""


@with_go
def test_a_failed_build_leaves_no_file() -> None:
    """A failed build leaves no file in the cache."""
    broken = replace(TOOL, files=(replace(TOOL.files[0], path="no/such/file"),))
    with pytest.raises(FileNotFoundError):
        build((broken,))
    assert list(cache.folder(broken).iterdir()) == []


def test_another_version_has_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder's key changes with `go.sum`, so an old build is never used as a new one."""
    before = TOOL.key()
    copy = tmp_path / TOOL.name
    copy.mkdir()
    for name in ("go.mod", "go.sum"):
        (copy / name).write_bytes((TOOL.source / name).read_bytes())
    monkeypatch.setattr(versions, "TOOLS_FOLDER", tmp_path)
    assert TOOL.key() == before
    with (copy / "go.sum").open("a") as sums:
        sums.write("example.invalid/module v1.0.0 h1:=\n")
    assert TOOL.key() != before


def test_a_missing_program_is_named_with_its_command() -> None:
    """The message names the missing program and the command that installs it."""
    with pytest.raises(MissingError, match=r"^kubectl of the tool kubernetes is not built; help: python -m"):
        cache.program(versions.KUBERNETES, "kubectl")
    with pytest.raises(MissingError, match=r"^no-such is missing; help: apt-get install package$"):
        cache.debian("no-such", "package")


def test_without_go_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Go the error is one line, and not the traceback of a subprocess."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingError, match=r"Go 1\.26 is missing"):
        build((TOOL,))


def test_the_real_model_server_is_installed_only_if_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without names, the command installs the clients and leaves the real model server out."""
    installed: list[str] = []
    monkeypatch.setattr(PythonEnvironment, "build", lambda self: installed.append(self.name))
    monkeypatch.setattr("lab.build.build", lambda _: None)
    assert main([]) == main(["real-model-server"]) == 0
    assert installed == ["clients", "real-model-server"]
    with pytest.raises(MissingError, match=r"not installed; help: python -m lab\.build real-model-server$"):
        require_built()


def test_an_unknown_tool_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    """The message lists the known tools."""
    assert main(["nothing"]) == 2
    assert "istio-api-1.31" in capsys.readouterr().out


@with_go
def test_a_failed_build_shows_the_compilers_message() -> None:
    """The error of a failed build contains the compiler's message."""
    unknown = Tool(TOOL.name, commands=(versions.Command("x", "istio.io/api/no/such"),))
    with pytest.raises(LabError, match="no/such"):
        build((unknown,))
