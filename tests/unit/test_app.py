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


def objects(folder: Path) -> int:
    return sum(path.read_text().count("apiVersion: ") for path in folder.iterdir())


@pytest.mark.parametrize(
    ("names", "files"), [([], "0 files"), (["chat"], "1 file"), (["chat", "code"], "2 files")], ids=str
)
def test_synth_says_what_it_wrote(
    names: list[str], files: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first line on stdout has the numbers of objects and files, and the folder."""
    write(tmp_path, *names)
    out = capsys.readouterr().out
    assert out.splitlines()[0] == f"wrote {objects(tmp_path)} objects in {files} to {tmp_path}"


def test_synth_says_what_it_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files of earlier calls that are gone are named."""
    write(tmp_path, "chat", "code", "talk")
    capsys.readouterr()
    write(tmp_path, "code")
    assert capsys.readouterr().out.splitlines()[0] == (
        f"wrote {objects(tmp_path)} objects in 1 file to {tmp_path}, and removed chat.k8s.yaml and talk.k8s.yaml"
    )


def test_a_refusal_is_about_one_folder(tmp_path: Path) -> None:
    """With an app for each environment, the error of one doesn't say that the others have written nothing."""
    for name in ("dev", "test"):
        write(tmp_path / name, "chat")
    app = MeshApp(outdir=tmp_path / "prod")
    api(app, "chat", hosts=[])
    with pytest.raises(MeshError, match=f"chat: 1 problem, nothing was written to {tmp_path / 'prod'}\n"):
        app.synth()
    with pytest.raises(MeshError, match="chat: 1 problem, nothing was written\n"):
        app.synth_yaml()


def test_the_folder_has_a_keyword() -> None:
    """An outdir without its keyword, or of another type, is a problem that says what to write."""
    with pytest.raises(MeshError) as caught:
        MeshApp("out")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "MeshApp: 1 problem, nothing was written\n"
        '  outdir: got "out" without a keyword. Write MeshApp(outdir="out"). Allowed: keywords. [type-wrong]'
    )
    with pytest.raises(MeshError, match=r"outdir: got 7\. Allowed: the path of a folder, or None\. \[type-wrong\]"):
        MeshApp(outdir=7)  # type: ignore[arg-type]
