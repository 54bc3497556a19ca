"""Texts that probably match a regular expression of RE2, found by following its parts.

Who uses one compares it with the expression again. An expression with a part that isn't known has no samples.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOST = 8
_MOST_TIMES = 200
_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_/. ABCDEFGHIJKLMNOPQRSTUVWXYZ:@"
_FLAGS = re.compile(r"\?[imsU-]+\)")
_GROUP = re.compile(r"\?(?::|[imsU-]+:|P?<\w+>)")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_COUNT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_ONE_CHARACTER = frozenset("dDwWsS")


def regex_samples(pattern: str) -> tuple[str, ...]:
    """A few texts that probably match; none if a part of the expression isn't known."""
    reader = _Reader(pattern)
    try:
        found = reader.alternatives()
    except (_UnknownPartError, RecursionError, re.error):
        return ()
    return found if reader.at_end else ()


class _UnknownPartError(Exception):
    pass


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._place = 0

    @property
    def at_end(self) -> bool:
        return self._place == len(self._pattern)

    def alternatives(self) -> tuple[str, ...]:
        found = list(self._sequence())
        while self._takes("|"):
            found += self._sequence()
        return _few(found)

    def _sequence(self) -> tuple[str, ...]:
        found: tuple[str, ...] = ("",)
        while not self.at_end and self._pattern[self._place] not in "|)":
            part = self._repeated(self._part())
            found = _few([before + one for one in part for before in found])
        return found

    def _part(self) -> tuple[str, ...]:
        if self._takes("("):
            return self._group()
        if one := self._matched(_SET):
            return _characters(one)
        character = self._pattern[self._place]
        self._place += 1
        if character == "\\":
            return self._escaped()
        if character == ".":
            return _characters(".")
        if character in "*+?{":
            raise _UnknownPartError
        return ("",) if character in "^$" else (character,)

    def _group(self) -> tuple[str, ...]:
        if self._matched(_FLAGS):
            return ("",)
        if not self._matched(_GROUP) and self._pattern[self._place : self._place + 1] == "?":
            raise _UnknownPartError
        found = self.alternatives()
        if not self._takes(")"):
            raise _UnknownPartError
        return found

    def _escaped(self) -> tuple[str, ...]:
        if self.at_end:
            raise _UnknownPartError
        character = self._pattern[self._place]
        self._place += 1
        if character in _ONE_CHARACTER:
            return _characters(f"\\{character}")
        if character.isalnum():  # such as \pL, \x7f or \b
            raise _UnknownPartError
        return (character,)

    def _repeated(self, part: tuple[str, ...]) -> tuple[str, ...]:
        if counted := self._matched(_COUNT):
            least, _, most = counted[1:-1].partition(",")
            return self._times(part, int(least), int(most or least))
        if self._takes("*") or self._takes("?"):
            return self._times(part, 0, 1)
        return self._times(part, 1, 1) if self._takes("+") else part

    def _times(self, part: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
        self._takes("?")  # as few as possible, which is the same for a whole text
        if least > _MOST_TIMES:
            raise _UnknownPartError
        counts = dict.fromkeys((max(least, min(most, 1)), least))
        return _few([one * count for count in counts for one in part])

    def _takes(self, character: str) -> bool:
        taken = self._pattern.startswith(character, self._place)
        self._place += taken
        return taken

    def _matched(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._pattern, self._place)
        self._place = found.end() if found else self._place
        return found[0] if found else ""


def _characters(one: str) -> tuple[str, ...]:
    compiled = re.compile(one, re.ASCII)
    found = tuple(character for character in _CHARACTERS if compiled.fullmatch(character))
    if not found:
        raise _UnknownPartError
    return found[:2]


def _few(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:_MOST]
