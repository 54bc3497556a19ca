"""What rich prints at a terminal. Only this module imports rich, and it is imported at a terminal only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console
from rich.markdown import Markdown
from rich.status import Status
from rich.text import Text


def console(stream: TextIO) -> Console:
    """Return a console that changes no word of a text. rich follows `NO_COLOR` and `TERM`."""
    return Console(file=stream, highlight=False, markup=False, emoji=False)


def print_lines(lines: Iterable[Sequence[tuple[str, str]]], stream: TextIO) -> None:
    """Print lines of pieces with their styles. The terminal divides long lines, so that a line is copied whole."""
    shown = console(stream)
    for line in lines:
        shown.print(Text.assemble(*line), soft_wrap=True)


def print_markdown(text: str, stream: TextIO) -> None:
    """Print a page with its headings and highlighted code, in the terminal's width."""
    console(stream).print(Markdown(text, hyperlinks=False))


def status(stream: TextIO) -> Status:
    """Return a line that can be changed and removed."""
    return Status("", console=console(stream))
