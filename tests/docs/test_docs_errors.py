"""docs/errors.md: each code has a section, whose program is refused with that code and the text shown."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

import llm_api_mesh
from llm_api_mesh import Code, Gateway, MeshApp, MeshError, PlainHttp
from support import ROOT
from support.golden import may_write
from support.markdown import Block, blocks, headings

PAGE = ROOT / "docs" / "errors.md"
BLOCKS = list(blocks(PAGE))
PROGRAMS = [block for block in BLOCKS if block.language == "python" and block.heading]
SHOWN = {program: text.text for program, text in pairwise(BLOCKS) if text.language == "text"}


def test_every_code_has_a_section() -> None:
    """The headings are the codes, in the same order."""
    assert headings(PAGE) == list(get_args(Code))


@pytest.mark.parametrize("program", PROGRAMS, ids=[program.heading for program in PROGRAMS])
def test_program_is_refused_as_shown(
    program: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """The program of a section is refused with its code and the text on the page, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {name: getattr(llm_api_mesh, name) for name in llm_api_mesh.__all__}
    names |= {"timedelta": timedelta, "Path": Path, "app": MeshApp(), "pods": {"app": "chat"}}
    names["plain"] = Gateway(anonymous=True, http=PlainHttp())

    with pytest.raises(MeshError) as caught:
        exec(compile(f"{program.text}\napp.synth()", PAGE, "exec"), names)  # noqa: S102

    assert program.heading in {problem.code for problem in caught.value.problems}
    assert not (tmp_path / "dist").exists()
    text = f"{caught.value}\n"
    if may_write(pytestconfig):
        _show(program, text)
    else:
        assert SHOWN[program] == text


def _show(program: Block, text: str) -> None:
    page = PAGE.read_text()
    source = f"```python\n{program.text}```\n"
    shown = f"\n```text\n{SHOWN[program]}```\n" if program in SHOWN else ""
    assert page.count(source + shown) == 1
    PAGE.write_text(page.replace(source + shown, f"{source}\n```text\n{text}```\n"))
