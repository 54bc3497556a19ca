"""Code blocks of the project's Markdown pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^##+ (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block, and the heading above it."""

    heading: str
    language: str
    text: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page, from top to bottom."""
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        before = text[: found.start()]
        headings = _HEADING.findall(before)
        yield Block(
            heading=headings[-1] if headings else "",
            language=found["language"],
            text=found["text"],
            line=before.count("\n") + 2,
        )


def headings(page: Path) -> list[str]:
    """Return the second-level headings of a page."""
    return re.findall(r"^## (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)


def every_heading(page: Path) -> list[str]:
    """Return the headings of a page from the second level on."""
    return _HEADING.findall(page.read_text(encoding="utf-8"))
