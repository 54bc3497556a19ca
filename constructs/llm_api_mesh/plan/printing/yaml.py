"""YAML of nested mappings, lists and strings, without empty values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

# Strings that every YAML reader reads unchanged. All others are quoted.
_PLAIN = re.compile(r"[0-9]+m?s|[A-Za-z/][\w ./*,=()<>+^~|?%@-]*(?:[:][\w./*|-][\w ./*,=()<>+^~|?%@-]*)*", re.ASCII)
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z/][\w./*-]*", re.ASCII)
_WORDS = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})
_LONGEST_LINE = 120

Value = str | int | None | list[str] | Mapping[str, "Value"]


def yaml(value: Mapping[str, Value]) -> str:
    """Write a mapping as a YAML document."""
    return "".join(f"{line}\n" for line in _mapping(value))


def _mapping(value: Mapping[str, Value]) -> Iterator[str]:
    for name, one in value.items():
        key = _scalar(name)
        if isinstance(one, Mapping):
            inner = [f"  {line}" for line in _mapping(one)]
            if inner:
                yield f"{key}:"
                yield from inner
        elif isinstance(one, list):
            yield from _list(key, one)
        elif one not in {None, ""}:
            yield f"{key}: {_scalar(one)}"


def _list(key: str, items: list[str]) -> Iterator[str]:
    short = f"{key}: [{', '.join(map(_in_flow, items))}]"
    if not items:
        return
    if len(short) <= _LONGEST_LINE and not any(" " in item for item in items):
        yield short
        return
    yield f"{key}:"
    yield from (f"- {_scalar(item)}" for item in items)


def _in_flow(item: str) -> str:
    return _scalar(item) if _PLAIN_IN_FLOW.fullmatch(item) else json.dumps(item)


def _scalar(value: str | int | None) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and value == value.strip()
    return value if plain else json.dumps(value, ensure_ascii=False)
