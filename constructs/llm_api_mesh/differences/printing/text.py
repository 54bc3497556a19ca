"""Differences as plain text, and the style of each of its lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from llm_api_mesh.differences.printing.document import Section, document_of
from llm_api_mesh.differences.report import Differences

Style = Literal["heading", "added", "removed", "changed", "plain"]

_STYLES: dict[str, Style] = {"+": "added", "-": "removed", "~": "changed", " ": "plain"}


def differences_text(found: Differences) -> str:
    """Write differences as text."""
    return "".join(f"{line}\n" for _, line in styled_lines(found))


def styled_lines(found: Differences) -> Iterator[tuple[Style, str]]:
    """The lines of the text, each with its style."""
    document = document_of(found)
    yield "heading", document.title
    for section in (*document.words, *document.notes):
        yield from _section(section)
    if document.objects.lines:
        yield from _section(document.objects)


def _section(section: Section) -> Iterator[tuple[Style, str]]:
    yield "plain", ""
    yield "heading", section.heading
    for line in section.lines:
        yield _STYLES[line.sign], f"  {line.sign} {line.text}"
        for detail in line.details:
            yield "plain", f"      {detail}"
