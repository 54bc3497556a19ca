"""The output folder: which files are the app's own, and what stays as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from llm_api_mesh import MeshApp, MeshError
from llm_api_mesh.dry_run import default_folder, dry_run
from support.apps import api, content, write


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one file can't be written, no other file has been replaced, and no draft remains."""
    write(tmp_path, "chat", "code")
    before = content(tmp_path)
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "code" in path.name:
            raise OSError("no space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    app = MeshApp(outdir=tmp_path)
    api(app, "chat", hosts=["new.example.com"])
    api(app, "code")
    with pytest.raises(OSError, match="no space"):
        app.synth()
    assert content(tmp_path) == before


@pytest.mark.parametrize("name", ["chat.k8s.yaml", "old.k8s.yaml"])
def test_folders_and_links_are_foreign(tmp_path: Path, name: str) -> None:
    """Folders and links are neither overwritten nor removed."""
    (tmp_path / name).mkdir()
    (tmp_path / "link.k8s.yaml").symlink_to("nowhere")
    app = MeshApp(outdir=tmp_path)
    api(app, "chat")
    if name == "chat.k8s.yaml":
        with pytest.raises(MeshError, match="output-file"):
            app.synth()
    else:
        app.synth()
    assert (tmp_path / name).is_dir()
    assert (tmp_path / "link.k8s.yaml").is_symlink()


@pytest.mark.parametrize("outdir", ["dist", "dist/ai", "link"])
def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, outdir: str) -> None:
    """A file or a broken link in place of the folder, or of a parent, stays. The problem has its path."""
    (tmp_path / "dist").write_text("notes")
    (tmp_path / "link").symlink_to("nowhere")
    app = MeshApp(outdir=tmp_path / outdir)
    api(app, "chat")
    with pytest.raises(MeshError) as caught:
        app.synth()
    blocker = tmp_path / outdir.partition("/")[0]
    assert str(caught.value) == (
        f"{blocker.name}: 1 problem, nothing was written to {tmp_path / outdir}\n"
        f"  outdir: got {blocker}, which is not a folder. Move the file away, or give the app another outdir. "
        "Allowed: a folder, or a path that doesn't exist yet. [output-file]"
    )
    assert (tmp_path / "dist").read_text() == "notes"
    assert (tmp_path / "link").is_symlink()


def test_drafts_change_no_foreign_file(tmp_path: Path) -> None:
    """Hidden files of other programs stay, and no draft remains."""
    foreign = {f".chat.k8s.yaml{end}": b"mine" for end in ("", ".draft", ".swp", ".tmp", "~")}
    for name, text in foreign.items():
        (tmp_path / name).write_bytes(text)
    write(tmp_path, "chat")
    assert content(tmp_path) == foreign | {"chat.k8s.yaml": (tmp_path / "chat.k8s.yaml").read_bytes()}


def test_own_files_may_have_other_line_ends(tmp_path: Path) -> None:
    """Git may have changed the line ends of files that synth wrote."""
    write(tmp_path, "chat", "code")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    write(tmp_path, "code")
    assert list(content(tmp_path)) == ["code.k8s.yaml"]


def test_foreign_files_stay(tmp_path: Path) -> None:
    """A file that synth didn't write is never removed, not even a copy of one that it wrote."""
    write(tmp_path, "chat")
    foreign = {
        "README.md": b"notes",
        "chat-copy.k8s.yaml": (tmp_path / "chat.k8s.yaml").read_bytes(),
        "hand-written.k8s.yaml": b"apiVersion: v1\nkind: Namespace\nmetadata: {name: ai}\n",
        "sub": b"",
    }
    for name, text in foreign.items():
        (tmp_path / name).write_bytes(text)
    write(tmp_path, "code")
    assert content(tmp_path) == foreign | {"code.k8s.yaml": (tmp_path / "code.k8s.yaml").read_bytes()}


def test_a_foreign_file_is_not_overwritten(tmp_path: Path) -> None:
    """A file with the name of an API's file, which synth didn't write, is refused. No other file changes."""
    (tmp_path / "code.k8s.yaml").write_text("kind: List\n")
    app = MeshApp(outdir=tmp_path)
    api(app, "chat")
    api(app, "code")
    with pytest.raises(MeshError, match=r"which this app didn't write.*\[output-file\]"):
        app.synth()
    assert content(tmp_path) == {"code.k8s.yaml": b"kind: List\n"}


def test_a_dry_run_gathers_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are those that would be written, by their folders; nothing is written and nothing is printed."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "out", "old")
    capsys.readouterr()
    with dry_run() as would:
        write(tmp_path / "out", "chat")
        app = MeshApp()
        api(app, "code")
        app.synth()
    assert capsys.readouterr().out == ""
    assert [path.name for path in Path("out").iterdir()] == ["old.k8s.yaml"]
    assert not Path("dist").exists()
    write(tmp_path / "out", "chat")
    app = MeshApp()
    api(app, "code")
    app.synth()
    assert would.folders == {tmp_path / "out": content(tmp_path / "out"), Path("dist"): content(Path("dist"))}


def test_a_dry_run_finds_what_is_in_the_way(tmp_path: Path) -> None:
    """A file of somebody else is refused as otherwise."""
    (tmp_path / "chat.k8s.yaml").write_text("mine")
    app = MeshApp(outdir=tmp_path)
    api(app, "chat")
    with dry_run(), pytest.raises(MeshError) as caught:
        app.synth()
    assert [problem.code for problem in caught.value.problems] == ["output-file"]


def test_the_environment_is_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """During a dry run, a plain cdk8s App that starts then has a temporary folder; the default of ours stays."""
    monkeypatch.setenv("CDK8S_OUTDIR", str(tmp_path))
    with dry_run() as would:
        assert Path(os.environ["CDK8S_OUTDIR"]) != tmp_path
        assert default_folder() == would.default == tmp_path
    assert os.environ["CDK8S_OUTDIR"] == str(tmp_path)
    monkeypatch.delenv("CDK8S_OUTDIR")
    with dry_run():
        assert default_folder() == Path("dist")
    assert "CDK8S_OUTDIR" not in os.environ
