"""Named values of headers or query parameters. An empty value matches any value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from frozendict import frozendict

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Rule, refused

YAML_SYNTAX = frozenset({"=", "<<"})
"""Texts that have a meaning in YAML 1.1."""

_NAME = re.compile(r"([A-Za-z0-9._~$!'()*,;:@/?\[\]-]|%[0-9A-F]{2})+")
_VALUE = re.compile(r"([A-Za-z0-9._~$!'()*,;:@/?\[\]=+-]|%[0-9A-F]{2})*")


def _query(query: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in query.items():
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise refused(
                "query-invalid",
                given=f"{show(value)} for {show(name)}",
                allowed="the name and value as the request has them, without & and #, with other characters "
                "percent-encoded, or an empty string to match any value",
            )
        if value in YAML_SYNTAX:
            raise refused(
                "query-invalid",
                given=f"{show(value)} for {name}",
                allowed='a value other than "=" and "<<", which have a meaning in YAML',
            )
    return frozendict(dict(sorted(query.items())))


Query = Annotated[
    Mapping[str, str],
    Rule(
        _query,
        propertyNames={"pattern": _NAME.pattern},
        additionalProperties={"type": "string", "pattern": _VALUE.pattern},
    ),
]


def cover(mine: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Return whether everything that has the values `theirs` also has the values `mine`."""
    return all(name in theirs and value in ("", theirs[name]) for name, value in mine.items())


def both(mine: Mapping[str, str], theirs: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return the values of `mine` and `theirs` together; None if they contradict each other."""
    found = {**theirs, **mine}
    for name in mine.keys() & theirs.keys():
        values = {mine[name], theirs[name]} - {""}
        if len(values) > 1:
            return None
        found[name] = max(values, default="")
    return found
