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
_COUNTED = re.compile(r"\{(\d*)(?:,(\d*))?\}")

_MOST_REPETITIONS = 1000


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
    if any(int(count or 0) > _MOST_REPETITIONS for found in _COUNTED.finditer(bare) for count in found.groups()):
        raise refused("model-pattern", allowed=f"at most {_MOST_REPETITIONS} repetitions, the limit of RE2")
    return pattern
