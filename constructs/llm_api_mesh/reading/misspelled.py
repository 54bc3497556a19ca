"""A required field with a misspelled name, or at another place, is one problem and not two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from llm_api_mesh.errors import NOTHING, Problem

_NOTHING: Mapping[str, object] = MappingProxyType({})
_OF_KUBERNETES = ("metadata", "spec")
"""Where an object of Kubernetes has its fields, and a description has none."""
_MEANT = re.compile(r"Did you mean (\w+)\?")


def without_missing(problems: Iterable[Problem], given: Mapping[str, object] = _NOTHING) -> Iterator[Problem]:
    """Leave out fields that aren't missing: their names are misspelled, or they stand in `metadata` or `spec`.

    The unknown names are problems already.

    Args:
        problems: The problems of one object.
        given: The fields of the object as they are written, if it is an API or an LLM gateway.
    """
    problems = list(problems)
    meant = {path for one in problems if one.code == "field-unknown" for path in _meant(one)}
    for outer in map(given.get, _OF_KUBERNETES):
        meant.update(outer if isinstance(outer, Mapping) else ())
    for one in problems:
        if not (one.code == "field-required" and one.given == NOTHING and one.path in meant):
            yield one


def _meant(unknown: Problem) -> Iterator[str]:
    """Yield the path of the field that was probably meant."""
    if found := _MEANT.fullmatch(unknown.fix):
        owner, dot, _ = unknown.path.rpartition(".")
        yield f"{owner}{dot}{found[1]}"
