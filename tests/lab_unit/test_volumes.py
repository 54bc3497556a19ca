"""A mounted Secret changes as with a kubelet: all files at once, by the replacement of one link."""

from __future__ import annotations

from pathlib import Path

from lab.cluster.volumes import Volumes


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
