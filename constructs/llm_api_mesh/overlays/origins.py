"""Where the values of a construct come from that overlays have changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from llm_api_mesh.errors import Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.nodes import begins
from llm_api_mesh.spec.environment import Overlay

Steps = tuple[str, ...]
"""The names of fields, entries and items from the outermost field on; the index of an item without a name."""


@dataclass(frozen=True)
class GivenOverlay:
    """An overlay, and the document that has it; None: a program."""

    overlay: Overlay
    document: Document | None = None

    @property
    def place(self) -> str:
        """Where it is, as the end of a sentence."""
        return f", at {self.document.place}," if self.document else " of the program"


class Origin(NamedTuple):
    """Where a value comes from, or why it is gone."""

    given: GivenOverlay | None
    """The overlay; None: the construct's own specification."""
    path: str
    """The path there."""


class Origins:
    """The overlays that the values of one construct come from."""

    def __init__(self) -> None:
        self._origins: dict[Steps, Origin] = {}

    def note(self, steps: Steps, origin: Origin) -> None:
        """Note where a value comes from, or the reason why it is gone."""
        self._origins[steps] = origin

    def shift(self, steps: Steps, index: int, count: int) -> None:
        """Note that an item of a list is gone, so that the items after it have other indexes."""
        for old in range(index, count):
            before, after = (*steps, str(old + 1)), (*steps, str(old))
            moved = {key[len(before) :]: one for key, one in self._origins.items() if key[: len(before)] == before}
            self._origins = {key: one for key, one in self._origins.items() if key[: len(after)] != after}
            if old + 1 < count:
                first, *others = before
                self._origins[after] = Origin(None, f"{first}{_in_brackets(others)}")
                self._origins |= {(*after, *rest): one for rest, one in moved.items()}

    def of(self, path: str) -> Origin | None:
        """Return where the value at a path comes from, with its path there; None: nothing is known of it."""
        found = ((len(steps), origin, rest_after(steps, path)) for steps, origin in self._origins.items())
        known = [(length, origin, rest) for length, origin, rest in found if rest is not None]
        if not known:
            return None
        _, origin, rest = max(known, key=lambda one: one[0])
        return Origin(origin.given, f"{origin.path}{rest}")

    def located(self, problem: Problem, document: Document | None) -> Problem:
        """Add the place of a problem: in an overlay, or else in the construct's own document."""
        origin = self.of(problem.path) or Origin(None, problem.path)
        there = origin.given.document if origin.given else document
        if there is None:
            return problem
        return replace(there.located(replace(problem, path=origin.path)), path=problem.path)


def _in_brackets(steps: Iterable[str]) -> str:
    return "".join(f"[{step}]" for step in steps)


def rest_after(steps: Steps, path: str) -> str | None:
    """Return what follows the steps in a path; None: the path doesn't begin with them."""
    rest = f".{path}"
    for step in steps:
        text = next((text for text in (f".{step}", f"[{step}]") if begins(rest, text)), None)
        if text is None:
            return None
        rest = rest.removeprefix(text)
    return rest
