"""A document as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.access_tables.printing.document import Document, Section
from llm_api_mesh.secret_shapes import hide

_ESCAPED = str.maketrans({"|": r"\|", "<": "&lt;", "\n": " "})


def markdown(document: Document) -> str:
    """Write a document as Markdown."""
    lines = [f"# {document.title}", *_paragraphs(document.notes)]
    for section in document.sections:
        lines += ["", *_section(section)]
    return hide("".join(f"{line}\n" for line in lines))


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.heading.translate(_ESCAPED)}"
    yield from _paragraphs(section.notes)
    yield ""
    yield _row(section.columns)
    yield _row(["---"] * len(section.columns))
    yield from map(_row, section.rows)


def _paragraphs(notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield ""
        yield note.translate(_ESCAPED)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.translate(_ESCAPED) for cell in cells)} |"
