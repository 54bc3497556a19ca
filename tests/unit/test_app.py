"""The app and its folder: written as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import cdk8s
import pytest

from llm_api_mesh import LlmApiMesh, MeshApp, MeshError, Pool


def api(app: cdk8s.App, name: str, **changes: object) -> LlmApiMesh:
    right = {"namespace": "ai", "hosts": [f"{name}.example.com"], "backend": Pool(selector={"app": name})}
    return LlmApiMesh(app, name, **(right | changes))  # type: ignore[arg-type]


def write(folder: Path, *names: str) -> None:
    app = MeshApp(outdir=folder)
    for name in names:
        api(app, name)
    app.synth()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


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


def test_the_problems_of_all_apis_are_one_error(tmp_path: Path) -> None:
    """Problems of APIs and conflicts between APIs are ordered by API."""
    app = MeshApp(outdir=tmp_path / "dist")
    api(app, "b", hosts=["x.example.com"])
    api(app, "z", hosts=["z:80"])
    api(app, "a", hosts=["x.example.com"])
    api(app, "b")
    api(app, "B", hosts=["y.example.com"])
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert [(problem.mesh, problem.code) for problem in caught.value.problems] == [
        ("B", "name-invalid"),
        ("b", "host-claimed"),
        ("b", "mesh-duplicate"),
        ("z", "host-invalid"),
    ]


def test_an_api_with_the_name_of_another_chart_is_refused(tmp_path: Path) -> None:
    """The other chart may be the user's own."""
    app = MeshApp(outdir=tmp_path)
    cdk8s.Chart(app, "chat")
    api(app, "chat")
    with pytest.raises(MeshError, match="mesh-duplicate"):
        app.synth()


def test_a_refused_api_takes_no_name(tmp_path: Path) -> None:
    """Its construct, which is never written, can't have the name of another API or chart."""
    app = MeshApp(outdir=tmp_path)
    api(app, "faulty-1")
    for _ in range(2):
        api(app, "chat", backend=Pool(selector={}))
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert {problem.code for problem in caught.value.problems} == {"label-invalid"}


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


def test_a_foreign_file_is_not_overwritten(tmp_path: Path) -> None:
    """A file with the name of an API's file, which synth didn't write, is refused. No other file changes."""
    (tmp_path / "code.k8s.yaml").write_text("kind: List\n")
    app = MeshApp(outdir=tmp_path)
    api(app, "chat")
    api(app, "code")
    with pytest.raises(MeshError, match=r"which this app didn't write.*\[output-file\]"):
        app.synth()
    assert content(tmp_path) == {"code.k8s.yaml": b"kind: List\n"}


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
        f"{blocker.name}: 1 problem, nothing was written\n"
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


def test_an_api_inside_a_chart_is_refused(tmp_path: Path) -> None:
    """cdk8s would put the path in the tree into the name of the API's file."""
    app = MeshApp(outdir=tmp_path)
    api(cdk8s.Chart(app, "platform"), "chat")  # type: ignore[arg-type]
    with pytest.raises(MeshError, match="output-file"):
        app.synth()


def test_an_api_that_was_removed_from_the_tree_is_forgotten(tmp_path: Path) -> None:
    """The API's file is removed, and other APIs can have its hosts."""
    app = MeshApp(outdir=tmp_path)
    api(app, "chat", hosts=["x.example.com"])
    api(app, "code")
    app.synth()
    assert app.node.try_remove_child("chat")
    app.synth()
    assert list(content(tmp_path)) == ["code.k8s.yaml"]
    api(app, "talk", hosts=["x.example.com"])
    app.synth()
    assert sorted(content(tmp_path)) == ["code.k8s.yaml", "talk.k8s.yaml"]


def test_a_removed_api_can_be_declared_again(tmp_path: Path) -> None:
    """The new API doesn't conflict with the removed one."""
    app = MeshApp(outdir=tmp_path)
    api(app, "chat", hosts=["old.example.com"])
    app.node.try_remove_child("chat")
    api(app, "chat", hosts=["new.example.com"])
    app.synth()
    written = (tmp_path / "chat.k8s.yaml").read_text()
    assert "new.example.com" in written
    assert "old.example.com" not in written


def test_synth_yaml_checks_as_well(tmp_path: Path) -> None:
    """`synth_yaml` returns the text of all files, or raises the problems."""
    app = MeshApp(outdir=tmp_path)
    api(app, "chat")
    assert "kind: VirtualService" in app.synth_yaml()
    api(app, "code", hosts=[])
    with pytest.raises(MeshError, match="host-invalid"):
        app.synth_yaml()
