"""`llm-api-mesh graph`."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh.graphs.drawing import GRAPH_FORMATS, GraphFormat, drawn, only, traffic_of
from support.command_line import invoke
from support.programs import golden_yaml

FOLDER = golden_yaml("failover")
TITLE = f"Where requests go by {FOLDER.as_posix()}"


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_each_format(form: GraphFormat) -> None:
    """It prints what the function gives."""
    done = invoke("graph", FOLDER, "--format", form)
    assert (done.exit_code, done.stdout) == (0, drawn(traffic_of(FOLDER), form, TITLE))


@pytest.mark.parametrize(
    ("name", "form"), [("a.html", "html"), ("a.svg", "svg"), ("a.mmd", "mermaid"), ("a", "mermaid")]
)
def test_a_file(name: str, form: GraphFormat, tmp_path: Path) -> None:
    """Its ending says the format, and nothing is printed."""
    done = invoke("graph", FOLDER, "-o", tmp_path / name)
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / name).read_text() == drawn(traffic_of(FOLDER), form, TITLE)


def test_a_file_with_another_ending(tmp_path: Path) -> None:
    """Its format isn't guessed."""
    done = invoke("graph", FOLDER, "-o", tmp_path / "a.png")
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "End it with .htm, .html, .mmd or .svg, or add --format." in " ".join(done.stderr.split())
    assert invoke("graph", FOLDER, "-o", tmp_path / "a.txt", "--format", "svg").exit_code == 0


def test_one_host() -> None:
    """The picture has no other host, and a host that isn't there is wrong use, with the nearest one."""
    done = invoke("graph", FOLDER, "--host", "chat.example.com")
    assert done.stdout == drawn(only(traffic_of(FOLDER), ["chat.example.com"]), "mermaid", TITLE)
    done = invoke("graph", FOLDER, "--host", "chat.exmaple.com")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Did you mean chat.example.com?" in " ".join(done.stderr.split())


def test_a_folder_that_can_not_be_read(tmp_path: Path) -> None:
    """It says why on stderr, without a traceback, and ends with status 1."""
    done = invoke("graph", tmp_path / "none")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "there is no such folder" in done.stderr
