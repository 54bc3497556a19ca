"""The app and its folder: written as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from llm_api_mesh import LlmApiMesh, MeshApp, MeshError, Pool

import cdk8s
import pytest


def mesh(app: cdk8s.App, name: str, **changes: object) -> LlmApiMesh:
    right = {"namespace": "ai", "hosts": [f"{name}.example.com"], "backend": Pool(selector={"app": name})}
    return LlmApiMesh(app, name, **(right | changes))  # type: ignore[arg-type]


def write(folder: Path, *names: str) -> None:
    app = MeshApp(outdir=folder)
    for name in names:
        mesh(app, name)
    app.synth()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_removed_mesh_loses_its_file(tmp_path: Path) -> None:
    """What is no longer declared is no longer there, and nothing else changes."""
    write(tmp_path, "chat", "code")
    before = content(tmp_path)
    write(tmp_path, "code")
    assert content(tmp_path) == {"code.k8s.yaml": before["code.k8s.yaml"]}


def test_a_renamed_mesh_moves_its_file(tmp_path: Path) -> None:
    """The old name's file goes as the new one's comes."""
    write(tmp_path, "chat")
    write(tmp_path, "talk")
    assert list(content(tmp_path)) == ["talk.k8s.yaml"]


def test_foreign_files_stay(tmp_path: Path) -> None:
    """A file that synth didn't write is never removed, not even a copy of one that it did."""
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


def test_a_refused_synth_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """One faulty mesh among sound ones, and nothing is written or removed."""
    write(tmp_path, "chat", "code")
    before = content(tmp_path)
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat", hosts=["new.example.com"])
    mesh(app, "talk", hosts=[])
    with pytest.raises(MeshError):
        app.synth()
    assert content(tmp_path) == before


def test_a_failing_synth_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """A chart of the user's own that cdk8s can't write stops all files, those before it, too."""
    write(tmp_path, "chat")
    before = content(tmp_path)
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat", hosts=["new.example.com"])
    extra = cdk8s.ApiObject(cdk8s.Chart(app, "own"), "Own", api_version="v1", kind="ConfigMap")
    extra.add_json_patch(cdk8s.JsonPatch.remove("/data/missing"))
    with pytest.raises(RuntimeError):
        app.synth()
    assert content(tmp_path) == before


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file can't be written, no other has been replaced yet, and no draft is left."""
    write(tmp_path, "chat", "code")
    before = content(tmp_path)
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "code" in path.name:
            raise OSError("no space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat", hosts=["new.example.com"])
    mesh(app, "code")
    with pytest.raises(OSError, match="no space"):
        app.synth()
    assert content(tmp_path) == before


def test_problems_of_all_meshes_come_together(tmp_path: Path) -> None:
    """Faulty meshes, and conflicts among sound ones, are one error, ordered by mesh."""
    app = MeshApp(outdir=tmp_path / "dist")
    mesh(app, "b", hosts=["x.example.com"])
    mesh(app, "z", hosts=["z:80"])
    mesh(app, "a", hosts=["x.example.com"])
    mesh(app, "b")
    mesh(app, "B", hosts=["y.example.com"])
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert [(problem.mesh, problem.code) for problem in caught.value.problems] == [
        ("B", "name-invalid"),
        ("b", "host-claimed"),
        ("b", "mesh-duplicate"),
        ("z", "host-invalid"),
    ]


def test_a_mesh_named_like_another_chart_is_refused(tmp_path: Path) -> None:
    """The user's own charts count, too."""
    app = MeshApp(outdir=tmp_path)
    cdk8s.Chart(app, "chat")
    mesh(app, "chat")
    with pytest.raises(MeshError, match="mesh-duplicate"):
        app.synth()


def test_the_folder_is_the_one_that_cdk8s_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`cdk8s synth` tells the folder by CDK8S_OUTDIR; without it, it is dist."""
    monkeypatch.chdir(tmp_path)
    for expected in ("elsewhere", "dist"):
        monkeypatch.setenv("CDK8S_OUTDIR", "elsewhere") if expected == "elsewhere" else monkeypatch.delenv(
            "CDK8S_OUTDIR"
        )
        app = MeshApp()
        mesh(app, "chat")
        app.synth()
        assert (tmp_path / expected / "chat.k8s.yaml").is_file()


def test_charts_of_ones_own_are_written_and_removed_likewise(tmp_path: Path) -> None:
    """A MeshApp is an App: other charts get their files, which go when the charts go."""
    app = MeshApp(outdir=tmp_path)
    cdk8s.ApiObject(cdk8s.Chart(app, "own"), "Own", api_version="v1", kind="ConfigMap")
    mesh(app, "chat")
    app.synth()
    assert set(content(tmp_path)) == {"chat.k8s.yaml", "own.k8s.yaml"}
    write(tmp_path, "chat")
    assert set(content(tmp_path)) == {"chat.k8s.yaml"}


def test_a_foreign_file_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    """A file of a mesh's name that synth didn't write stays, and so does everything else."""
    (tmp_path / "code.k8s.yaml").write_text("kind: List\n")
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat")
    mesh(app, "code")
    with pytest.raises(MeshError, match=r"which this app didn't write.*\[output-file\]"):
        app.synth()
    assert content(tmp_path) == {"code.k8s.yaml": b"kind: List\n"}


@pytest.mark.parametrize("name", ["chat.k8s.yaml", "old.k8s.yaml"])
def test_folders_and_links_are_foreign(tmp_path: Path, name: str) -> None:
    """What isn't a plain file is neither overwritten nor removed."""
    (tmp_path / name).mkdir()
    (tmp_path / "link.k8s.yaml").symlink_to("nowhere")
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat")
    if name == "chat.k8s.yaml":
        with pytest.raises(MeshError, match="output-file"):
            app.synth()
    else:
        app.synth()
    assert (tmp_path / name).is_dir()
    assert (tmp_path / "link.k8s.yaml").is_symlink()


@pytest.mark.parametrize("outdir", ["dist", "dist/ai", "link"])
def test_what_is_no_folder_is_in_the_way(tmp_path: Path, outdir: str) -> None:
    """A file, or a link to nothing, where the folder or one above it should be: it stays, and the error names it."""
    (tmp_path / "dist").write_text("notes")
    (tmp_path / "link").symlink_to("nowhere")
    app = MeshApp(outdir=tmp_path / outdir)
    mesh(app, "chat")
    with pytest.raises(MeshError) as caught:
        app.synth()
    blocker = tmp_path / outdir.partition("/")[0]
    assert str(caught.value) == (
        f"{blocker.name}: 1 problem, nothing was written\n"
        f"  outdir: got {blocker}, which is not a folder. Move the file away, or give the app another outdir. "
        "Allowed: a folder, or a path that doesn't exist yet. [output-file]"
    )
    assert (tmp_path / "dist").read_text() == "notes"
    assert (tmp_path / "link").is_symlink()


def test_drafts_touch_no_foreign_file(tmp_path: Path) -> None:
    """Whatever hidden files somebody keeps in the folder, they are there afterwards, and nothing else is."""
    foreign = {f".chat.k8s.yaml{end}": b"mine" for end in ("", ".draft", ".swp", ".tmp", "~")}
    for name, text in foreign.items():
        (tmp_path / name).write_bytes(text)
    write(tmp_path, "chat")
    assert content(tmp_path) == foreign | {"chat.k8s.yaml": (tmp_path / "chat.k8s.yaml").read_bytes()}


def test_a_checkout_with_other_line_ends_is_known(tmp_path: Path) -> None:
    """Files that git has given other line ends are still known as synth's own."""
    write(tmp_path, "chat", "code")
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    write(tmp_path, "code")
    assert list(content(tmp_path)) == ["code.k8s.yaml"]


def test_a_mesh_within_a_chart_is_refused(tmp_path: Path) -> None:
    """Its file would be named after the path in the tree."""
    app = MeshApp(outdir=tmp_path)
    mesh(cdk8s.Chart(app, "platform"), "chat")  # type: ignore[arg-type]
    with pytest.raises(MeshError, match="output-file"):
        app.synth()


def test_a_mesh_taken_out_of_the_tree_is_forgotten(tmp_path: Path) -> None:
    """With its file, and with what it had claimed."""
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat", hosts=["x.example.com"])
    mesh(app, "code")
    app.synth()
    assert app.node.try_remove_child("chat")
    app.synth()
    assert list(content(tmp_path)) == ["code.k8s.yaml"]
    mesh(app, "talk", hosts=["x.example.com"])
    app.synth()
    assert sorted(content(tmp_path)) == ["code.k8s.yaml", "talk.k8s.yaml"]


def test_a_mesh_taken_out_of_the_tree_may_come_back_otherwise(tmp_path: Path) -> None:
    """It is in nobody's way, least of all in its own."""
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat", hosts=["old.example.com"])
    app.node.try_remove_child("chat")
    mesh(app, "chat", hosts=["new.example.com"])
    app.synth()
    written = (tmp_path / "chat.k8s.yaml").read_text()
    assert "new.example.com" in written
    assert "old.example.com" not in written


def test_yaml_as_text_is_checked_as_well(tmp_path: Path) -> None:
    """`synth_yaml` gives all files' text, and no text of a faulty app."""
    app = MeshApp(outdir=tmp_path)
    mesh(app, "chat")
    assert "kind: VirtualService" in app.synth_yaml()
    mesh(app, "code", hosts=[])
    with pytest.raises(MeshError, match="host-invalid"):
        app.synth_yaml()
