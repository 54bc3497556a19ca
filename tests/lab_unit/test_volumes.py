"""A mounted Secret changes as with a kubelet: all files at once, by the replacement of one link."""

from __future__ import annotations

from pathlib import Path

from lab.cluster.volumes import MOUNT_POINT, Volumes


def test_all_files_change_at_once(tmp_path: Path) -> None:
    """The files stay links, which lead to another folder after each change."""
    volumes = Volumes(tmp_path / "volumes")
    secret = tmp_path / "volumes" / "secrets" / "keys"
    seen = []
    for value in ("old", "new"):
        volumes.write("keys", {"a": f"a-{value}", "b": f"b-{value}"})
        seen.append(((secret / "..data").readlink(), (secret / "a").read_text(), (secret / "b").read_text()))
    assert [texts for _, *texts in seen] == [["a-old", "b-old"], ["a-new", "b-new"]]
    assert seen[0][0] != seen[1][0]
    assert (secret / "a").readlink() == Path("..data/a")


def test_files_come_and_go(tmp_path: Path) -> None:
    """A file that a Secret or a ConfigMap no longer has is gone, and so is the folder of the last change."""
    volumes = Volumes(tmp_path / "volumes")
    folder = tmp_path / "volumes" / "policy"
    for data in ({"a": "1"}, {"b": "2"}):
        volumes.mount(MOUNT_POINT / "policy", data)
    assert sorted(one.name for one in folder.iterdir()) == ["..2", "..data", "b"]
    assert (folder / "b").read_text() == "2"
