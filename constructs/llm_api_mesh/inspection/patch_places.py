"""The place that a JSON patch is for. cdk8s applies patches and doesn't tell their paths."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cdk8s import JsonPatch

from llm_api_mesh.errors import listed
from llm_api_mesh.nearest import nearest

# JavaScript names the step that it looks for in a value that isn't there.
_STEP = re.compile(r"\((reading|setting) '([^']*)'\)")
_MOST = 64


class Absence(NamedTuple):
    """The first step of a place that isn't there, and what is there instead."""

    place: str
    there: str
    near: str


def steps(patch: JsonPatch) -> list[str]:
    """Return the steps to the place of a patch, by applying it to documents that lead ever further there.

    A copied or moved place is that of the source.
    """
    found: list[str] = []
    while len(found) < _MOST:
        document: Any = None
        for step in reversed(found):
            document = {step: document}
        try:
            JsonPatch.apply(document, patch)
        except RuntimeError as error:  # jsii raises it for any error of JavaScript
            missing = _STEP.search(str(error))
            if missing is None:
                break
            found.append(missing[2])
            if missing[1] == "setting":  # the last step
                break
        else:
            break
    return found


def path(found: Sequence[str]) -> str:
    """Write a place as a JSON pointer."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in found)


def absence(document: object, found: Sequence[str]) -> Absence:
    """Find the first step that isn't in a document."""
    value: Any = document
    for index, step in enumerate(found):
        there = _names(value)
        if step not in there:
            above = path(found[:index])
            near = nearest(step, there if isinstance(value, Mapping) else (), alike=0.7)
            names = listed(there) or "no field"
            return Absence(
                path(found[: index + 1]),
                f"{names} in {above}" if above else names,
                f"Did you mean {above}{path([near])}?" if near else "",
            )
        value = value[step] if isinstance(value, Mapping) else value[int(step)]
    return Absence(path(found), "a place in the object", "")


def _names(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [str(name) for name in value]
    return [str(index) for index in range(len(value))] if isinstance(value, list) else []
