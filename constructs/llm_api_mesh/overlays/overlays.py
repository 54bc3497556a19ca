"""All overlays of one environment, and those that change nothing because what they name isn't there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.nearest import nearest
from llm_api_mesh.overlays.merging import Merged, merged
from llm_api_mesh.overlays.origins import GivenOverlay
from llm_api_mesh.reading.file_format import CONSTRUCTS, OVERLAYS
from llm_api_mesh.spec.base import Spec


class Overlays:
    """The overlays of one environment."""

    complete: bool
    """Whether all constructs are known. If some file can't be read, an overlay may be of what it describes."""

    def __init__(self) -> None:
        self.complete = True
        self._given: defaultdict[tuple[type[Spec], str], list[GivenOverlay]] = defaultdict(list)
        self._declared: set[tuple[type[Spec], str]] = set()

    def add(self, given: GivenOverlay) -> None:
        """Add an overlay. Those of programs come before those of files, and these are ordered by file and line."""
        overlays = self._given[_changed_by(given), given.overlay.name]
        overlays.append(given)
        overlays.sort(key=lambda one: (one.document.place,) if one.document else ())

    def note(self, kind: type[Spec], name: object) -> None:
        """Note that a construct is there, which may have problems."""
        if isinstance(name, str):
            self._declared.add((kind, name))

    def merged(self, kind: type[Spec], name: str, options: Mapping[str, Any]) -> Merged:
        """Return the keywords of a construct with its overlays."""
        self.note(kind, name)
        return merged(kind, name, options, self.of(kind, name))

    def of(self, kind: type[Spec], name: str) -> list[GivenOverlay]:
        """Return the overlays of a construct."""
        return self._given.get((kind, name), [])

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each overlay of something that isn't there."""
        for (kind, name), overlays in self._given.items():
            if self.complete and (kind, name) not in self._declared:
                yield from (self._without_effect(kind, one) for one in overlays)

    def _without_effect(self, kind: type[Spec], given: GivenOverlay) -> Problem:
        name = given.overlay.name
        what = "API" if kind is CONSTRUCTS["LlmApiMesh"] else "LLM gateway"
        names = sorted(other for of_kind, other in self._declared if of_kind is kind)
        near = nearest(name, names)
        fix = f"Did you mean {near}?" if near else ""
        other = next((OVERLAYS[title] for title, one in CONSTRUCTS.items() if one is not kind), None)
        if other and any(of_kind is not kind and found == name for of_kind, found in self._declared):
            fix = f"Write {other.__name__}."
        problem = Problem(
            "name",
            "overlay-unknown",
            f"{show(name)}, which is no {what} of the environment",
            listed([show(one) for one in names]) or f"the name of an {what}",
            fix,
            api=name,
        )
        return given.document.located(problem) if given.document else problem


def _changed_by(given: GivenOverlay) -> type[Spec]:
    """Return the specification that an overlay changes."""
    return next(CONSTRUCTS[title] for title, kind in OVERLAYS.items() if isinstance(given.overlay, kind))
