"""Differences as sections with lines, each of which is an addition, a removal or a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from llm_api_mesh.differences.changes import Change
from llm_api_mesh.differences.objects import FieldChange, ObjectChange
from llm_api_mesh.differences.report import Differences
from llm_api_mesh.errors import Problem, listed, on_one_line
from llm_api_mesh.secret_shapes import hide

Sign = Literal["+", "-", "~", " "]

_LONGEST = 160
_LONGEST_SENTENCE = 300
_LONGEST_VALUE = 100
_SIGNS: dict[str, Sign] = {"added": "+", "removed": "-", "changed": "~"}


@dataclass(frozen=True)
class Line:
    """One line of a section."""

    sign: Sign
    text: str
    details: tuple[str, ...] = ()
    """Lines below it."""


@dataclass(frozen=True)
class Section:
    """Lines with one heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Document:
    """Differences in the form in which they are printed."""

    title: str
    words: tuple[Section, ...]
    """By host and by backend, what differs for requests."""
    notes: tuple[Section, ...]
    """Problems, and what the words don't tell."""
    objects: Section
    """By object and field, everything that differs."""


def document_of(found: Differences) -> Document:
    """Give differences the form in which they are printed."""
    return Document(
        title=_title(found),
        words=tuple(_sections((*found.traffic, *found.access))),
        notes=tuple(_notes(found)),
        objects=Section("Objects", tuple(map(_of_object, found.objects))),
    )


def _title(found: Differences) -> str:
    if found.is_empty:
        return f"{found.old} and {found.new} have the same objects."
    counts = {kind: sum(one.kind == kind for one in found.objects) for kind in _SIGNS}
    words = listed([f"{count} {kind}" for kind, count in counts.items() if count], "and")
    number = len(found.objects)
    return f"From {found.old} to {found.new}, {number} object{' differs' if number == 1 else 's differ'}: {words}."


def _sections(changes: Iterable[Change]) -> Iterator[Section]:
    """A section for each place; places with the same lines have one section."""
    places: dict[str, list[Change]] = {}
    for change in changes:
        places.setdefault(change.where, []).append(change)
    by_lines: dict[tuple[Line, ...], list[str]] = {}
    for where, some in places.items():
        by_lines.setdefault(tuple(_lines(some)), []).append(where)
    for lines, names in by_lines.items():
        yield Section(_clean(listed(names, "and")), lines)


def _lines(changes: Iterable[Change]) -> Iterator[Line]:
    """A line for each sentence, with all kinds of requests that it is about."""
    said: dict[tuple[Sign, str, bool], list[str]] = {}
    for change in changes:
        sign: Sign = "+" if change.old is None else "-" if change.new is None else "~"
        said.setdefault((sign, change.words, change.continues), []).append(change.about)
    for (sign, words, continues), about in said.items():
        yield Line(sign, _sentence([one for one in dict.fromkeys(about) if one], words, continues=continues))


def _sentence(requests: list[str], words: str, *, continues: bool) -> str:
    """A sentence about kinds of requests."""
    said = _shortened(words, _LONGEST_SENTENCE)
    if not requests:
        return said
    names = _shortened(listed(requests, "and"), _LONGEST)
    if continues and len(requests) == 1:
        return f"{names} {said}"
    return f"{names}: {'each ' if continues else ''}{said}"


def _notes(found: Differences) -> Iterator[Section]:
    for heading, sign, problems in (
        ("Problems that are new", "+", found.introduced),
        ("Problems that are fixed", "-", found.fixed),
        ("Problems as before", " ", found.unchanged),
    ):
        if problems:
            yield Section(heading, tuple(Line(sign, _problem(one)) for one in problems))  # type: ignore[arg-type]
    if found.not_in_words:
        lines = tuple(Line(" ", one) for one in found.not_in_words)
        yield Section("Objects that differ, but not in these words", lines)
    if found.not_read and not found.is_empty:
        lines = tuple(Line(" ", _clean(f"{one.source}: {one.reason}")) for one in found.not_read)
        yield Section("Not read", lines)


def _problem(one: Problem) -> str:
    return f"{one.api}: {one}"


def _of_object(one: ObjectChange) -> Line:
    return Line(_SIGNS[one.kind], one.ref, tuple(map(_field, one.fields)))


def _field(one: FieldChange) -> str:
    if one.old is None or one.new is None:
        added = one.old is None
        return f"{_clean(one.path)}: {'added' if added else 'removed'} {_value(one.new or one.old or '')}"
    return f"{_clean(one.path)}: {_value(one.old)} -> {_value(one.new)}"


def _value(text: str) -> str:
    lines = text.split("\n")
    rest = f" and {len(lines) - 1} more line{'' if len(lines) == 2 else 's'}" if lines[1:] else ""  # noqa: PLR2004
    return f"{_shortened(lines[0].strip(), _LONGEST_VALUE)}{rest}"


def _shortened(text: str, longest: int) -> str:
    text = _clean(text)
    return text if len(text) <= longest else f"{text[:longest]}..."


def _clean(text: str) -> str:
    """A text for one line, without what may be a key."""
    return on_one_line(hide(text))
