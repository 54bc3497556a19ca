"""What a value without quotes means: the core schema of YAML 1.2, in which `on` and `yes` are texts."""

from __future__ import annotations

import re

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASES = {"0o": (re.compile(r"0o[0-7]+"), 8), "0x": (re.compile(r"0x[0-9a-fA-F]+"), 16)}
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)")
_NOT_A_NUMBER = frozenset({".nan", ".NaN", ".NAN"})
_MOST_DIGITS = 1000
"""No field takes a longer number, and Python converts none of more than 4,300 digits."""


def meaning(text: str) -> str | float | bool | None:
    """Return the value of a plain scalar."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return text if len(text) > _MOST_DIGITS else _number(text)


def _number(text: str) -> str | float:
    """Return a number, or the text itself."""
    if _INTEGER.fullmatch(text):
        return int(text)
    pattern, base = _BASES.get(text[:2], (None, 10))
    if pattern and pattern.fullmatch(text):
        return int(text[2:], base)
    if _FLOAT.fullmatch(text):
        return float(text)
    if found := _INFINITE.fullmatch(text):
        return float(f"{found[1]}inf")
    return float("nan") if text in _NOT_A_NUMBER else text
