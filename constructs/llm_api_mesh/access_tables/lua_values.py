"""The values at the beginning of the gateway's Lua scripts: `local NAME = <a text, a list, a table or nil>`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

Value = str | list[str] | dict[str, list[str]] | None

_LINE = re.compile(r"^local ([A-Z_]+) = (.+)$", re.MULTILINE)
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_ENTRY = re.compile(r'\[("(?:[^"\\]|\\.)*")\] = \{([^{}]*)\}')
_LIST = re.compile(r"\{[\s,]*\}")


def lua_values(code: str) -> Mapping[str, Value]:
    """The values that a script begins with, by their names. What has another form is left out."""
    found: dict[str, Value] = {}
    for name, written in _LINE.findall(code):
        if written == "nil":
            found[name] = None
        elif _TEXT.fullmatch(written):
            found[name] = _text(written)
        elif _LIST.fullmatch(_TEXT.sub("", written)):
            found[name] = _texts(written)
        elif entries := _ENTRY.findall(written):
            found[name] = {_text(key): _texts(inner) for key, inner in entries}
    return found


def _texts(written: str) -> list[str]:
    return [_text(one) for one in _TEXT.findall(written)]


def _text(quoted: str) -> str:
    return str(json.loads(quoted))
