"""A required field with a misspelled name is one problem, not two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from llm_api_mesh.errors import NOTHING, Problem

_MEANT = re.compile(r"Did you mean (\w+)\?")


def without_missing(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out fields that are missing because their names are misspelled: the unknown names are problems already."""
    problems = list(problems)
    meant = {path for one in problems if one.code == "field-unknown" for path in _meant(one)}
    for one in problems:
        if not (one.code == "field-required" and one.given == NOTHING and one.path in meant):
            yield one


def _meant(unknown: Problem) -> Iterator[str]:
    """Yield the path of the field that was probably meant."""
    if found := _MEANT.fullmatch(unknown.fix):
        owner, dot, _ = unknown.path.rpartition(".")
        yield f"{owner}{dot}{found[1]}"
