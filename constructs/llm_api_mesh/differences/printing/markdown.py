"""Differences as Markdown, for a comment on a pull request: what differs for requests first, objects folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_api_mesh.differences.printing.document import Line, Section, document_of
from llm_api_mesh.differences.report import Differences

_SIGNS = {"+": "new", "-": "gone", "~": "changed", " ": ""}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")
_MOST = 60_000
"""GitHub refuses comments of more than 65,536 characters."""


def differences_markdown(found: Differences) -> str:
    """Write differences as Markdown, of at most 60,000 characters: what is left out is said at the end."""
    document = document_of(found)
    lines = [f"### {_escaped(document.title)}"]
    for section in (*document.words, *document.notes):
        lines += ["", f"**{_escaped(section.heading)}**", "", *map(_item, section.lines)]
    if document.objects.lines:
        lines += ["", "<details><summary>By object</summary>", "", *_objects(document.objects), "", "</details>"]
    return _cut("".join(f"{line}\n" for line in lines))


def _item(line: Line) -> str:
    sign = f"{_SIGNS[line.sign]}: " if line.sign != " " else ""
    return f"- {sign}{_escaped(line.text)}"


def _objects(section: Section) -> Iterator[str]:
    longest = max(map(len, re.findall(r"`+", _whole(section))), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}diff"
    yield from _whole(section).split("\n")
    yield fence


def _whole(section: Section) -> str:
    lines = []
    for line in section.lines:
        lines += [f"{'!' if line.sign == '~' else line.sign} {line.text}", *(f"    {one}" for one in line.details)]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\>", "&gt;")


def _cut(text: str) -> str:
    if len(text) <= _MOST:
        return text
    kept = text[:_MOST].rpartition("\n")[0]
    fence = re.findall(r"^(`{3,})(?:diff)?$", kept, re.MULTILINE)
    closed = f"{kept}\n{fence[0]}\n" if len(fence) % 2 else f"{kept}\n"
    ended = f"{closed}\n</details>\n" if "<details>" in closed and "</details>" not in closed else closed
    return (
        f"{ended}\nThe rest is left out here, because comments have a greatest length. `llm-api-mesh diff` prints it.\n"
    )
