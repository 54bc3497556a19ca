"""How far a command is."""

from __future__ import annotations

import io
import sys

import pytest

from llm_api_mesh.command_line.printing import progress as module


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(("stream", "patience", "shown"), [(Terminal, 0, True), (Terminal, 60, False)])
def test_it_is_shown_after_a_while(
    stream: type[io.StringIO], patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quick work shows nothing."""
    monkeypatch.setattr(module, "_PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream())
    monkeypatch.setenv("TERM", "xterm")
    with module.progress("apis") as progress:
        for _ in range(1200):
            progress.advance()
    assert isinstance(sys.stderr, io.StringIO)
    assert ("apis: 1" in sys.stderr.getvalue()) == shown


def test_a_pipe_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is for terminals only."""
    monkeypatch.setattr(module, "_PATIENCE", 0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with module.progress("apis") as progress:
        progress.advance()
    assert isinstance(sys.stderr, io.StringIO)
    assert sys.stderr.getvalue() == ""
