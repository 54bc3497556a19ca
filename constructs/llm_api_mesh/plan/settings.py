"""Budget, retries and ejection as they are in force: the preset's, with what the mesh says of its own."""

from __future__ import annotations

from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.presets import PRESETS
from llm_api_mesh.spec.retries import Retries


def budget(mesh: Mesh) -> Budget:
    """The mesh's times."""
    return PRESETS[mesh.preset].budget.model_copy(update=_given(mesh.budget))


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
