"""The texts of files and folders, and why there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh.files.folders import texts


def refused(path: Path) -> str:
    """Return the problem of a path, without the folder of the test."""
    (found,) = texts(path)
    assert found.problem
    assert found.text == ""
    assert found.problem.api == found.file == path.as_posix()
    return str(found.problem).removeprefix(f"{path.parent.as_posix()}/")


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    """All files with the two endings count, in order of their paths, but hidden ones."""
    for name in ("b.yaml", "a.yml", "team/z.yaml", "README.md", ".hidden.yaml", ".git/c.yaml", "d.yaml.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}\n")
    (tmp_path / "folder.yaml").mkdir()
    found = list(texts(tmp_path))
    assert [one.text for one in found] == ["a.yml\n", "b.yaml\n", "team/z.yaml\n"]
    assert [one.file for one in found] == [f"{tmp_path.as_posix()}/{one.text.strip()}" for one in found]


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    """A file that is named by the program is read, whatever its ending."""
    (tmp_path / ".apis").write_bytes(b"a: 1\r\n")
    assert [one.text for one in texts(tmp_path / ".apis")] == ["a: 1\r\n"]


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    """Some editors of Windows write it."""
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfname: chat\n")
    assert [one.text for one in texts(tmp_path)] == ["name: chat\n"]


ALLOWED = "Allowed: a YAML file, or a folder with *.yaml or *.yml files. [file-unreadable]"


def test_there_must_be_something(tmp_path: Path) -> None:
    """A path that doesn't exist and a folder without files are refused, as both are typing errors."""
    assert refused(tmp_path / "apis") == f"got no file or folder of this name. {ALLOWED}"
    (tmp_path / "apis").mkdir()
    (tmp_path / "apis" / "README.md").touch()
    assert refused(tmp_path / "apis") == f"got a folder without *.yaml and *.yml files. {ALLOWED}"


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    """It is refused like a file that isn't there."""
    (tmp_path / "a.yaml").symlink_to(tmp_path / "nowhere")
    (found,) = texts(tmp_path)
    assert found.problem
    assert found.problem.code == "file-unreadable"


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """50 MB are refused before any of it is parsed."""
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(50_000_000)
    assert refused(tmp_path / "large.yaml") == (
        "got 50000000 bytes. Divide the file. Allowed: at most 4194304 bytes, which are 4 MiB. [file-unreadable]"
    )
    (tmp_path / "fits.yaml").write_bytes(b"#" * 4 * 1024**2)
    (found,) = texts(tmp_path / "fits.yaml")
    assert found.problem is None


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"a: 1\nb: \xe4\n", "2:4"), (b"\xff\xfea\x00", "1:1"), ("ü: x\n".encode() + b"\x80", "2:1")],
)
def test_other_encodings(content: bytes, place: str, tmp_path: Path) -> None:
    """Latin-1 and UTF-16 are refused at the first byte that isn't UTF-8."""
    (tmp_path / "a.yaml").write_bytes(content)
    assert refused(tmp_path / "a.yaml") == (
        f"a.yaml:{place}: got bytes that aren't UTF-8. Save the file as UTF-8. Allowed: UTF-8. [file-unreadable]"
    )
