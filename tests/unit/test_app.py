"""The app and its folder: written as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import cdk8s
import pytest

from llm_api_mesh import MeshApp, MeshError
from support.apps import api, content, write


def test_the_file_of_a_removed_api_is_removed(tmp_path: Path) -> None:
    """No other file changes."""
    write(tmp_path, "chat", "code")
    before = content(tmp_path)
    write(tmp_path, "code")
    assert content(tmp_path) == {"code.k8s.yaml": before["code.k8s.yaml"]}


def test_the_file_of_a_renamed_api_is_renamed(tmp_path: Path) -> None:
    """The file with the old name is removed."""
    write(tmp_path, "chat")
    write(tmp_path, "talk")
    assert list(content(tmp_path)) == ["talk.k8s.yaml"]


def test_a_refused_synth_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """If one of several APIs has problems, no file is written or removed."""
    write(tmp_path, "chat", "code")
    before = content(tmp_path)
    app = MeshApp(outdir=tmp_path)
    api(app, "chat", hosts=["new.example.com"])
    api(app, "talk", hosts=[])
    with pytest.raises(MeshError):
        app.synth()
    assert content(tmp_path) == before


def test_a_failing_synth_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """If cdk8s fails to write a chart of the user, no file is written, not even of the charts before it."""
    write(tmp_path, "chat")
    before = content(tmp_path)
    app = MeshApp(outdir=tmp_path)
    api(app, "chat", hosts=["new.example.com"])
    extra = cdk8s.ApiObject(cdk8s.Chart(app, "own"), "Own", api_version="v1", kind="ConfigMap")
    extra.add_json_patch(cdk8s.JsonPatch.remove("/data/missing"))
    with pytest.raises(RuntimeError):
        app.synth()
    assert content(tmp_path) == before


def test_the_default_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default is CDK8S_OUTDIR, which `cdk8s synth` sets, or dist."""
    monkeypatch.chdir(tmp_path)
    for expected in ("elsewhere", "dist"):
        monkeypatch.setenv("CDK8S_OUTDIR", "elsewhere") if expected == "elsewhere" else monkeypatch.delenv(
            "CDK8S_OUTDIR"
        )
        app = MeshApp()
        api(app, "chat")
        app.synth()
        assert (tmp_path / expected / "chat.k8s.yaml").is_file()


def test_other_charts_are_written_and_removed_as_well(tmp_path: Path) -> None:
    """A MeshApp is an App: each chart has a file, which is removed with the chart."""
    app = MeshApp(outdir=tmp_path)
    cdk8s.ApiObject(cdk8s.Chart(app, "own"), "Own", api_version="v1", kind="ConfigMap")
    api(app, "chat")
    app.synth()
    assert set(content(tmp_path)) == {"chat.k8s.yaml", "own.k8s.yaml"}
    write(tmp_path, "chat")
    assert set(content(tmp_path)) == {"chat.k8s.yaml"}


def test_synth_yaml_checks_as_well(tmp_path: Path) -> None:
    """`synth_yaml` returns the text of all files, or raises the problems."""
    app = MeshApp(outdir=tmp_path)
    api(app, "chat")
    assert "kind: VirtualService" in app.synth_yaml()
    api(app, "code", hosts=[])
    with pytest.raises(MeshError, match="host-invalid"):
        app.synth_yaml()
