"""`llm-api-mesh errors`."""

from __future__ import annotations

from typing import get_args

import pytest

from llm_api_mesh import Code
from llm_api_mesh.command_line.error_sections import read_sections
from support import ROOT
from support.command_line import invoke


@pytest.mark.parametrize("given", ["weight-sum", "[weight-sum]"])
def test_a_code(given: str) -> None:
    """Its section of the page is printed, with the program and what it prints."""
    done = invoke("errors", given)
    assert done.exit_code == 0
    assert done.stdout.startswith("# weight-sum\n\n")
    section = done.stdout.partition("\n")[2]
    page = (ROOT / "docs" / "errors.md").read_text()
    assert section.replace("rollout (docs/rollout.md)", "[rollout](rollout.md#sessions)") in page
    assert "```python" in section
    assert "[weight-sum]" in section


@pytest.mark.parametrize("code", get_args(Code))
def test_no_link_is_printed(code: str) -> None:
    """A terminal shows no relative links, so the file is named."""
    assert "](" not in invoke("errors", code).stdout


def test_all_codes() -> None:
    """Without a code, each code is listed with one sentence."""
    lines = invoke("errors").stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == list(get_args(Code))
    assert all(line.endswith(".") and len(line.partition(": ")[2]) > 15 for line in lines)
    assert list(read_sections()) == list(get_args(Code))


def test_an_unknown_code() -> None:
    """The nearest code is named, and the status is that of wrong use."""
    done = invoke("errors", "weight-summ")
    assert done.exit_code == 2
    assert "There is no code weight-summ. Did you mean weight-sum?" in " ".join(done.stderr.split())
    assert "llm-api-mesh errors" in invoke("errors", "zzz").stderr
