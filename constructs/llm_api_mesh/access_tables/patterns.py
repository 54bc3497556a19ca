"""Istio's conditions on a text, `exact`, `prefix`, `regex` or that it is there; and texts that meet them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from llm_api_mesh.access_tables.regex_samples import regex_samples
from llm_api_mesh.access_tables.verdicts import Unknown, Verdict

_LONGEST = 40
# A set of characters that RE2 knows and Python reads as something else.
_POSIX = "[["


@dataclass(frozen=True)
class Pattern:
    """A condition on a text."""

    kind: Literal["exact", "prefix", "regex", "present", "unread"]
    value: str = ""
    ignores_case: bool = False

    @classmethod
    def of(cls, value: Any, *, ignores_case: bool = False) -> Pattern:
        """The condition of a field."""
        if value is None or value == {}:
            return cls("present")
        if isinstance(value, Mapping) and len(value) == 1:
            ((kind, text),) = value.items()
            if kind in {"exact", "prefix", "regex"}:
                return cls(kind, str(text), ignores_case)
        return cls("unread")

    def matches(self, text: str | None) -> Verdict:
        """Whether a text meets the condition; None is no text."""
        if self.kind == "unread":
            return Unknown("a condition has another form than exact, prefix or regex")
        if text is None:
            return False
        value = self.value
        if self.ignores_case and self.kind != "regex":
            text, value = text.lower(), value.lower()
        if self.kind == "regex":
            return _full_match(value, text)
        return {"exact": text == value, "prefix": text.startswith(value), "present": True}[self.kind]

    @property
    def words(self) -> str:
        """The condition in words, after the name of what it is about."""
        if self.kind == "exact":
            return f"is {self.value}" if self.value else "is empty"
        if self.kind == "prefix":
            return f"begins with {self.value}"
        if self.kind == "present":
            return "is there"
        if self.kind == "unread":
            return "meets a condition that isn't read"
        plain = self.value.replace("\\", "")
        if re.fullmatch(r"[\w .:/@-]+(\|[\w .:/@-]+)*", plain):  # a list of values
            return f"is {plain.replace('|', ' or ')}"
        return f"matches {shortened(self.value)}"

    def samples(self) -> Iterator[str]:
        """Texts that meet the condition, none if none is found."""
        if self.kind == "exact":
            yield self.value
        elif self.kind == "prefix":
            yield from (f"{self.value}{end}" for end in ("other", "", "x"))
        elif self.kind == "present":
            yield "any"
        elif self.kind == "regex":
            yield from (one for one in regex_samples(self.value) if _full_match(self.value, one) is True)


def shortened(text: str) -> str:
    """A text for one line; what is left out shows as dots."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _full_match(pattern: str, text: str) -> Verdict:
    compiled = _compiled(pattern)
    return compiled if isinstance(compiled, Unknown) else compiled.fullmatch(text) is not None


@lru_cache(maxsize=10_000)
def _compiled(pattern: str) -> re.Pattern[str] | Unknown:
    if _POSIX in pattern:
        return Unknown(f"the pattern {shortened(pattern)} has a set of characters that isn't read")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError, Warning):
        return Unknown(f"the pattern {shortened(pattern)} isn't read")
