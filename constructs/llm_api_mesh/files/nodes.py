"""The values of a document, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Position(NamedTuple):
    """A place in a file, both numbers from 1 on."""

    line: int
    column: int


@dataclass(frozen=True)
class Scalar:
    """A text, a number, a truth value or nothing."""

    position: Position
    value: str | float | bool | None
    written: str | None = None
    """How the file has it, if it has no quotes."""

    @property
    def data(self) -> Any:
        """The value as plain data."""
        return self.value


@dataclass(frozen=True)
class Listing:
    """A list."""

    position: Position
    items: list[Node] = field(default_factory=list)

    @property
    def data(self) -> Any:
        """The value as plain data."""
        return [item.data for item in self.items]


@dataclass(frozen=True)
class Table:
    """A mapping."""

    position: Position
    fields: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Position] = field(default_factory=dict)
    """The places of the keys."""

    @property
    def data(self) -> Any:
        """The value as plain data."""
        return {name: node.data for name, node in self.fields.items()}


Node = Scalar | Listing | Table


@dataclass(frozen=True)
class Found:
    """What a document has at a path."""

    node: Node
    """The value, or the innermost value around it if the document doesn't have it."""
    key: Position
    """The place of the value's key. An item of a list and a whole document have their own place."""
    whole: bool
    """Whether the document has the value itself."""

    @property
    def position(self) -> Position:
        """The place of a text or a number; that of its key for any other value."""
        is_text = isinstance(self.node, Scalar) and self.node.written != ""
        return self.node.position if is_text else self.key


def find(root: Node, path: str) -> Found:
    """Follow a path such as `backend.versions[v2].weight`, in which names stand for the items of lists."""
    node, key, rest = root, root.position, f".{path}" if path else ""
    while rest:
        step = next(((text, inner, place) for text, inner, place in _steps(node) if begins(rest, text)), None)
        if step is None:
            break
        text, node, key = step
        rest = rest.removeprefix(text)
    return Found(node, key, whole=not rest)


def begins(path: str, step: str) -> bool:
    """Return whether a path begins with a whole step."""
    return path.startswith(step) and path[len(step) : len(step) + 1] in {"", ".", "["}


def _steps(node: Node) -> Iterator[tuple[str, Node, Position]]:
    """Yield the steps from a value to the values in it: longer names first, because names may have dots."""
    if isinstance(node, Table):
        for name in sorted(node.fields, key=len, reverse=True):
            yield f".{name}", node.fields[name], node.keys[name]
            yield f"[{name}]", node.fields[name], node.keys[name]
    elif isinstance(node, Listing):
        for label in (_name, _index, _some_text):
            for index, item in enumerate(node.items):
                for text in label(index, item):
                    yield f"[{text}]", item, item.position


def _name(_: int, item: Node) -> Iterator[str]:
    name = item.fields.get("name") if isinstance(item, Table) else None
    if isinstance(name, Scalar) and isinstance(name.value, str):
        yield name.value


def _index(index: int, _: Node) -> Iterator[str]:
    yield str(index)


def _some_text(_: int, item: Node) -> Iterator[str]:
    """Yield other texts by which a message may name an item, such as the Secret of a certificate."""
    inner = item.fields.values() if isinstance(item, Table) else (item,)
    yield from (one.value for one in inner if isinstance(one, Scalar) and isinstance(one.value, str))
