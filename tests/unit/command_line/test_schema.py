"""`llm-api-mesh schema`."""

from __future__ import annotations

from support import ROOT
from support.command_line import invoke


def test_it_is_the_published_one() -> None:
    """Its bytes are those of the repository's file."""
    done = invoke("schema")
    assert done.exit_code == 0
    assert done.stdout_bytes == (ROOT / "schema" / "llm-api-mesh-v1.json").read_bytes()
