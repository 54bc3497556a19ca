"""The budget, retries and ejections in force: the user's values, and otherwise the preset's defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.presets import PRESETS
from llm_api_mesh.spec.retries import Retries


@dataclass(frozen=True, eq=False)
class Settings:
    """The settings in force for one API."""

    spec: ApiSpec

    @cached_property
    def budget(self) -> Budget:
        """The times."""
        given = _given(self.spec.budget)
        budget = PRESETS[self.spec.preset].budget.model_copy(update=given)
        if self.spec.preset == "embeddings" and "quick" not in given:
            # Every answer is short, so that no endpoint has a deadline of its own.
            return budget.model_copy(update={"quick": budget.generation})
        return budget

    @cached_property
    def waits(self) -> dict[str, timedelta]:
        """The times within which a backend has to answer, by name; each includes the time to connect."""
        lengths = {name: getattr(self.budget, name) for name in ("first_token", "whole_answer", "quick", "generation")}
        return {name: length for name, length in lengths.items() if length}

    @cached_property
    def connect_timeout(self) -> timedelta:
        """Longest wait for a connection: the user's, or a default that leaves time for another attempt."""
        length = self.budget.connect_timeout
        if "connect_timeout" in self.spec.budget.model_fields_set:
            return length
        shortest = min(self.waits.values(), default=2 * length) // timedelta(milliseconds=1)
        return min(length, timedelta(milliseconds=shortest // 2))

    @cached_property
    def retries(self) -> Retries:
        """The retries."""
        given = _given(self.spec.retries)
        if given.get("attempts") == 0:
            return self.spec.retries  # Retries(attempts=0) takes no other field
        return PRESETS[self.spec.preset].retries.model_copy(update=given)

    def ejection(self, given: Ejection | None) -> Ejection | None:
        """The ejection of a pool or a version; None: never."""
        return given.over(PRESETS[self.spec.preset].ejection) if given else None


def _given(spec: Budget | Retries) -> dict[str, object]:
    return {name: getattr(spec, name) for name in sorted(spec.model_fields_set)}
