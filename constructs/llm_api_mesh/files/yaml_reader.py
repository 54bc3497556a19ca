"""The documents of a YAML text, each value with its place.

PyYAML reads the events: with libyaml it is ten times as fast as ruamel.yaml's parser of YAML 1.2, and each event has
its line and column. What the events mean is decided here and in `scalars.py`, by YAML 1.2. Keys are always texts.

Anchors, aliases and tags are refused. Without them no value is larger than its text, each value has one place, and no
reader of the file has to know more of YAML than of JSON.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from llm_api_mesh.errors import Problem, Source, show
from llm_api_mesh.files.nodes import Listing, Node, Position, Scalar, Table
from llm_api_mesh.files.scalars import meaning

# Installed without libyaml, PyYAML has only the slower one, whose messages of syntax errors have other words.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 50
"""No specification has more levels, and Python's stack is limited."""

# A file must not have them, or YAML 1.1, whose syntax PyYAML reads, takes them for the end of a line.
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = re.compile("\r\n|\r|\n")
_ALIAS = "values that are written out, so that each has one place"
_FIXES = {
    "did not find expected alphabetic or numeric character": "Write a value that begins with * or & with quotes.",
    "mapping values are not allowed in this context": "If the value has a colon and a space, write it with quotes. "
    "Otherwise indent the key as those beside it.",
    "found character that cannot start any token": "Write a value that begins with @, ` or % with quotes.",
}
_TABS = "Indent with spaces, because YAML allows no tabs there."


class Read(NamedTuple):
    """What a YAML text has."""

    documents: Sequence[Node]
    """Each document that has values, in the order of the file. Those with problems are left out."""
    problems: Sequence[Problem]


class _FatalError(Exception):
    """Nothing after it can be read."""


def read_yaml(text: str, file: str) -> Read:
    """Read a YAML text. A syntax error ends it; documents before the error are read, too."""
    if found := _REFUSED.search(text):
        return Read([], [_refused_character(text, found, file)])
    composers: list[_Composer] = []
    ended_by: list[Problem] = []
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                composers.append(_Composer(file, event))
            elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent):
                composers[-1].take(event)
    except yaml.MarkedYAMLError as error:
        ended_by.append(_syntax_error(error, text, file))
    except _FatalError:
        pass  # the composer has the problem
    documents = [composer.root for composer in composers if composer.is_sound and not composer.is_empty]
    return Read(documents, [*(problem for composer in composers for problem in composer.problems), *ended_by])


class _Composer:
    """Makes the values of one document from its events, without recursion."""

    def __init__(self, file: str, start: yaml.DocumentStartEvent) -> None:
        self.problems: list[Problem] = []
        self.root: Node = Scalar(Position(1, 1), None, "")
        self._file = file
        self._ended = False
        self._open: list[Listing | Table] = []
        self._key: tuple[str, Position] | None = None
        """The key whose value comes next."""
        if start.version and start.version != (1, 2):
            given = ".".join(map(str, start.version))
            self._refuse(_at(start), f"YAML {given}", "YAML 1.2", "Remove the line %YAML.")

    @property
    def is_sound(self) -> bool:
        """Whether the whole document has been read, without problems."""
        return self._ended and not self.problems

    @property
    def is_empty(self) -> bool:
        """Whether the document has no value, as one that has comments only."""
        return isinstance(self.root, Scalar) and self.root.value is None

    def take(self, event: yaml.Event) -> None:
        """Add what an event says."""
        if isinstance(event, yaml.DocumentEndEvent):
            self._ended = True
            return
        if isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            return
        if isinstance(event, yaml.NodeEvent):
            self._check(event)
        if self._expects_key:
            self._take_key(event)
            return
        node = _node(event)
        self._put(node)
        if not isinstance(node, Scalar):
            self._open.append(node)
            if len(self._open) > _DEEPEST:
                self._refuse(
                    node.position, f"more than {_DEEPEST} levels of values within values", f"{_DEEPEST} levels"
                )
                raise _FatalError

    @property
    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], Table) and self._key is None

    def _take_key(self, event: yaml.Event) -> None:
        position = _at(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse(
                position,
                "a mapping or a list as a key",
                "a text as a key",
                "Render a template before it is read, or write {{...}} with quotes.",
            )
            raise _FatalError
        name = event.value if isinstance(event, yaml.ScalarEvent) else f"*{getattr(event, 'anchor', '')}"
        self._key = name, position
        table = self._open[-1]
        if isinstance(table, Table) and name in table.fields:
            first = table.keys[name]
            self._refuse(
                position,
                f"the key {show(name)} for the second time",
                f"each key once in a mapping; line {first.line} has it as well",
            )

    def _put(self, node: Node) -> None:
        """Make a value the document's, an item of the open list, or the value of the last key."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
        elif self._key:
            name, position = self._key
            if name not in parent.fields:
                parent.fields[name], parent.keys[name] = node, position
            self._key = None

    def _check(self, event: yaml.NodeEvent) -> None:
        """Refuse an alias, an anchor and a tag."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(_at(event), f"the alias *{event.anchor}", _ALIAS, "Write the value here.")
            return
        if event.anchor:
            self._refuse(_at(event), f"the anchor &{event.anchor}", _ALIAS, f"Remove &{event.anchor}.")
        tag = getattr(event, "tag", None)
        if tag:
            self._refuse(_at(event), f"the tag {tag}", "values without tags", "For a text, use quotes.")

    def _refuse(self, position: Position, given: str, allowed: str, fix: str = "") -> None:
        source = Source(self._file, *position)
        self.problems.append(Problem("", "yaml-feature", given, allowed, fix, api=self._file, source=source))


def _node(event: yaml.Event) -> Node:
    position = _at(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return Listing(position)
    if isinstance(event, yaml.MappingStartEvent):
        return Table(position)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(position, event.value) if event.style else Scalar(position, meaning(event.value), event.value)
    return Scalar(position, None)  # an alias, which is refused


def _at(event: yaml.Event) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)


def _position(text: str, index: int) -> Position:
    """Return the place of a character."""
    lines = _LINE.split(text[:index])
    return Position(len(lines), len(lines[-1]) + 1)


def _refused_character(text: str, found: re.Match[str], file: str) -> Problem:
    escape = _escape(found[0])
    return Problem(
        "",
        "yaml-syntax",
        f"the file has the character {escape}",
        "characters that can be printed, and line ends",
        f'Write "{escape}" with double quotes, or remove it.',
        api=file,
        source=Source(file, *_position(text, found.start())),
    )


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"


def _syntax_error(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    lines = _LINE.split(text)
    position = Position(len(lines), len(lines[-1]) + 1)  # libyaml names the line behind the last one, if it has no end
    fix = _FIXES.get(error.problem or "", "")
    if mark and mark.line < len(lines):
        position = Position(mark.line + 1, mark.column + 1)
        fix = _TABS if lines[mark.line][mark.column : mark.column + 1] == "\t" else fix
    said = ", ".join(filter(None, (error.context, error.problem)))
    return Problem("", "yaml-syntax", said, "YAML 1.2", fix, api=file, source=Source(file, *position))
