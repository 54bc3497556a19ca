"""A document as plain text: a block for each row, a line for each of its cells."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.printing.document import Document, Section
from llm_api_mesh.secret_shapes import hide


def text(document: Document) -> str:
    """Write a document as text."""
    lines = [document.title, "=" * len(document.title), *document.notes]
    for section in document.sections:
        lines += ["", *_section(section)]
    return hide("".join(f"{line}\n" for line in lines))


def _section(section: Section) -> Iterator[str]:
    yield section.heading
    yield "-" * len(section.heading)
    yield from section.notes
    width = max(len(column) for column in section.columns[1:]) + 2
    for first, *others in section.rows:
        yield f"* {first}"
        for column, cell in zip(section.columns[1:], others, strict=True):
            if cell:
                yield f"    {column:{width}}{cell}"
