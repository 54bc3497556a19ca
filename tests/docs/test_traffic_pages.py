"""The pages about differences and pictures show what the commands print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from llm_api_mesh.differences.changes import Change
from llm_api_mesh.differences.printing.text import differences_text
from llm_api_mesh.differences.report import compare
from llm_api_mesh.graphs.drawing import drawn, only, traffic_of
from support import ROOT
from support.markdown import blocks
from support.programs import EXAMPLES, golden_yaml, run_here

CHANGES = (
    ('weight=90), Version(name="v2", weight=10)', 'weight=80), Version(name="v2", weight=20)'),
    ('model="gpt-4o-mini"', 'model="gpt-4o"'),
    ("spill_per_minute=60", "spill_per_minute=10"),
)
"""What the page of differences says that becomes another one in the example."""


def test_the_page_of_differences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows what differs if the example is changed as the page says."""
    program = EXAMPLES["failover"].read_text()
    for before, after in CHANGES:
        assert before in program
        program = program.replace(before, after)
    (tmp_path / "program.py").write_text(program)
    run_here(tmp_path / "program.py", tmp_path).rename(tmp_path / "after")
    (tmp_path / "before").symlink_to(golden_yaml("failover"))
    monkeypatch.chdir(tmp_path)
    (shown,) = (block.text for block in blocks(ROOT / "docs" / "diff.md") if block.language == "text")
    assert shown == differences_text(compare(Path("before"), Path("after")))


def test_the_sentences_of_the_table_are_said_that_way() -> None:
    """The forms of the sentences on the page are those of the code."""
    page = (ROOT / "docs" / "diff.md").read_text()
    listener = "HTTPS 443, TLS, certificate llm"
    for change in (
        Change("", "", "listener", listener, None, listener),
        Change("", "", "path", "POST /v1/audio/speech", "POST /v1/audio/speech", None),
        Change("", "", "target", "", "goes to Service ai/a", "goes to Service ai/b"),
        Change("", "", "share", "version v2", "10 %", "20 %"),
        Change("", "", "fallback", "", None, "provider openai-2"),
        Change("", "", "copies", "Service ai/chat, version v2", None, "5 %"),
        Change("", "", "setting", "timeout of a request", "300 s", "60 s"),
        Change("", "", "policy", "most requests at once", "50", "100"),
        Change("", "", "access", "no token", "let in", "refused with 403"),
    ):
        assert change.words in page


def test_the_page_of_pictures() -> None:
    """It shows the picture of the example's host."""
    page = ROOT / "docs" / "graph.md"
    (shown,) = (block.text for block in blocks(page) if block.language == "mermaid")
    found = only(traffic_of(golden_yaml("failover")), ["chat.example.com"])
    assert shown == drawn(found, "mermaid", "")


def test_the_options_on_the_pages() -> None:
    """Each option that the pages name is one of the commands."""
    for name in ("diff", "graph"):
        page = (ROOT / "docs" / f"{name}.md").read_text()
        command = (ROOT / "constructs" / "llm_api_mesh" / "command_line" / f"{name}.py").read_text()
        for option in set(re.findall(r"`(--[a-z-]+)", page)) - {"--istio"}:
            assert f'"{option}"' in command or f"    {option.removeprefix('--')}: " in command, option
