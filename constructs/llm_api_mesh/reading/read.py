"""Read the keywords of an API: its plan, or every problem of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from llm_api_mesh.checks import MESH_CHECKS
from llm_api_mesh.errors import Problem, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.reading import places
from llm_api_mesh.reading.messages import describe, unknown
from llm_api_mesh.spec.backends import Pool
from llm_api_mesh.spec.base import KIND, Faulty
from llm_api_mesh.spec.mesh import Mesh

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# Replaces a faulty required field, so that the rules of the other fields can still be checked.
_PLACEHOLDERS: dict[str, Any] = {
    "name": "placeholder",
    "namespace": "placeholder",
    "hosts": ["placeholder.invalid"],
    "backend": Pool(selector={"app": "placeholder"}),
}


def read(name: object, given: Mapping[str, Any]) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Return the plan of the API `name`, or None and its problems."""
    superfluous = {field for field in ("name", KIND) if field in given}  # the id, and LlmApiMesh itself
    problems = {unknown(places.find(given, [field]), given[field]) for field in superfluous}
    keywords = {field: value for field, value in given.items() if field not in superfluous} | {"name": name}
    mesh: Mesh | Faulty = Mesh(**keywords)
    if isinstance(mesh, Mesh):
        plan = Plan(mesh)
        problems |= _broken_rules(plan, set())
        return (None, _of(problems, name)) if problems else (plan, ())

    errors = mesh.error.errors(include_url=False)
    faulty = {str(error["loc"][0]) for error in errors}
    rest = {key: value for key, value in keywords.items() if key not in faulty}
    placeholders = {key: value for key, value in _PLACEHOLDERS.items() if key in faulty}
    sound: Mesh | Faulty = Mesh(**rest, **placeholders)
    problems |= {_problem(keywords, error) for error in errors}
    if isinstance(sound, Mesh):
        problems |= _broken_rules(Plan(sound), faulty)
    return None, _of(problems, name)


def _of(problems: Iterable[Problem], name: object) -> tuple[Problem, ...]:
    api = name if isinstance(name, str) else show(name)
    return tuple(sorted(problem.of(api) for problem in problems))


def _broken_rules(plan: Plan, faulty: set[str]) -> set[Problem]:
    return {problem for fields, check in MESH_CHECKS if not faulty & fields for problem in check(plan)}


def _problem(given: Mapping[str, Any], error: ErrorDetails) -> Problem:
    return describe(places.find(given, error["loc"]), error)
