"""Regular expressions of RE2, which proxies use. RE2 matches in linear time and lacks some features of Python's."""

from __future__ import annotations

import re
import warnings

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import refused

# Syntax of Python that RE2 lacks, outside of character classes and escapes.
_LACKING = (
    (re.compile(r"\(\?<?[=!]"), "look-ahead and look-behind"),
    (re.compile(r"\(\?>|[*+?}]\+"), "atomic groups and possessive quantifiers"),
    (re.compile(r"\(\?\(|\(\?P="), "references to groups"),
    (re.compile(r"\(\?#"), "comments"),
)
_REFERENCE = re.compile(r"\\[1-9]")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
# The last number of {n}, {n,} and {n,m}.
_COUNTED = re.compile(r"([0-9]+),?\}")

LONGEST = 1024
"""Bytes of an expression, by Istio's validation."""

MOST_REPETITIONS = 200
"""The sum of the numbers in all `{n}` and `{n,m}` of an expression. Envoy rejects a program of more than 32,768
instructions. A class of ASCII has up to 60 of them, and 1,024 bytes without such a number have up to 14,000."""

UNBOUNDED = r"[^ -~]|(?:^|[^\\])(?:\\\\)*\\[pPx]|[)][{][0-9]"
"""What may have so many instructions that the numbers are no bound: classes beyond ASCII, and repeated groups."""


def re2(pattern: str) -> str:
    """Accept an expression that RE2 accepts, as far as Python can tell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of sets in sets, which RE2 doesn't have either
            re.compile(pattern)
    except re.error as error:
        raise refused("model-pattern", allowed=f"a valid RE2 expression (error: {error})") from None
    if not pattern.isascii() or not pattern.isprintable():
        raise refused("model-pattern", allowed="printable ASCII")
    if _REFERENCE.search(pattern.replace("\\\\", "")):
        raise refused("model-pattern", allowed="RE2 syntax, which has no references to groups")
    bare = _CLASS.sub("", _ESCAPED.sub("", pattern))
    for lacking, name in _LACKING:
        if found := lacking.search(bare):
            raise refused(
                "model-pattern", given=f"{show(found[0])} in the pattern", allowed=f"RE2 syntax, which has no {name}"
            )
    _check_size(pattern)
    return pattern


def _check_size(pattern: str) -> None:
    """Refuse an expression that Istio or the proxy would refuse as too large, by rules that hold for every pattern."""
    if len(pattern) > LONGEST:
        raise refused(
            "model-pattern",
            given=f"{len(pattern):,} characters",
            allowed=f"at most {LONGEST:,} characters, the limit of Istio",
            fix="Divide it into several patterns.",
        )
    if found := re.search(UNBOUNDED, pattern):
        raise refused(
            "model-pattern",
            given=f"{show(found[0])} in the pattern",
            allowed="no \\x, and {n} only after a character or class, because the proxy's program may get too large",
            fix="" if found[0].endswith("x") else "Write the group several times, or use *.",
        )
    if (most := repetitions(pattern)) > MOST_REPETITIONS:
        raise refused(
            "model-pattern",
            given=f"{most:,} counted repetitions",
            allowed=f"numbers in {{n}} and {{n,m}} with a sum of at most {MOST_REPETITIONS}, because the proxy's "
            "program may get too large",
            fix="Use * or +.",
        )


def repetitions(pattern: str) -> int:
    """Return the sum of the numbers in all `{n}` and `{n,m}`."""
    return sum(int(found[1]) for found in _COUNTED.finditer(pattern))
