"""Budget, retries and ejection as they are in force: the preset's, with what the mesh says of its own."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.presets import PRESETS
from llm_api_mesh.spec.retries import Retries


def budget(mesh: Mesh) -> Budget:
    """The mesh's times."""
    return PRESETS[mesh.preset].budget.model_copy(update=_given(mesh.budget))


def waits(mesh: Mesh) -> dict[str, timedelta]:
    """The times in which a backend has to answer, by their names; a connection to it is only a part of each."""
    times = budget(mesh)
    lengths = {name: getattr(times, name) for name in ("first_token", "whole_answer", "quick", "generation")}
    return {name: length for name, length in lengths.items() if length}


def connect_timeout(mesh: Mesh) -> timedelta:
    """The longest wait for a connection: as said, or as long as leaves time for another attempt."""
    said = budget(mesh).connect_timeout
    if "connect_timeout" in mesh.budget.model_fields_set:
        return said
    shortest = min(waits(mesh).values()) // timedelta(milliseconds=1)
    return min(said, timedelta(milliseconds=shortest // 2))


def retries(mesh: Mesh) -> Retries:
    """The mesh's retries."""
    given = _given(mesh.retries)
    if given.get("attempts") == 0:
        return mesh.retries  # alone, as its own rule has it
    return PRESETS[mesh.preset].retries.model_copy(update=given)


def ejection(mesh: Mesh, given: Ejection | None) -> Ejection | None:
    """A pool's or a version's ejection; None: never."""
    return given.over(PRESETS[mesh.preset].ejection) if given else None


def _given(spec: Budget | Retries) -> dict[str, object]:
    return {name: getattr(spec, name) for name in sorted(spec.model_fields_set)}
