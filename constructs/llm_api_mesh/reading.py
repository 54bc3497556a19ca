"""From what a user gave to a checked `Mesh`, or to everything that is wrong with it, in the user's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from llm_api_mesh.checks import MESH_CHECKS
from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.backends import Pool
from llm_api_mesh.spec.base import Faulty, Spec
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.wording import describe, kind_of, unknown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# What stands in for a faulty required field, so that the rules about the other fields can still be checked.
_PLACEHOLDERS: dict[str, Any] = {
    "name": "placeholder",
    "namespace": "placeholder",
    "hosts": ["placeholder.invalid"],
    "backend": Pool(selector={"app": "placeholder"}),
}


def read(name: object, given: Mapping[str, Any]) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Check one mesh; without problems there is its plan, with problems there is none."""
    if "name" in given:
        return None, (unknown("name", Mesh, "name", given["name"]).of(str(name)),)
    keywords = {**given, "name": name}
    mesh: Mesh | Faulty = Mesh(**keywords)
    if isinstance(mesh, Mesh):
        plan = Plan(mesh)
        problems = _broken_rules(plan, set())
        return (None, _of(problems, name)) if problems else (plan, ())

    errors = mesh.error.errors(include_url=False)
    faulty = {str(error["loc"][0]) for error in errors}
    rest = {key: value for key, value in keywords.items() if key not in faulty}
    placeholders = {key: value for key, value in _PLACEHOLDERS.items() if key in faulty}
    sound: Mesh | Faulty = Mesh(**rest, **placeholders)
    problems = {_problem(keywords, error) for error in errors}
    if isinstance(sound, Mesh):
        problems |= _broken_rules(Plan(sound), faulty)
    return None, _of(problems, name)


def _of(problems: Iterable[Problem], name: object) -> tuple[Problem, ...]:
    return tuple(sorted(problem.of(str(name)) for problem in problems))


def _broken_rules(plan: Plan, faulty: set[str]) -> set[Problem]:
    return {problem for fields, check in MESH_CHECKS if not faulty & fields for problem in check(plan)}


def _problem(given: Mapping[str, Any], error: ErrorDetails) -> Problem:
    location = error["loc"]
    return describe(_path(given, location), error, kind_of(_at(given, location[:-1])))


def _at(given: Mapping[str, Any], location: Sequence[int | str]) -> object:
    """Find the value at a location of pydantic's, which holds the tags of unions, too."""
    value: object = Faulty(Mesh, dict(given), None)  # type: ignore[arg-type]
    for step in location:
        value = _step(value, step)
    return value


def _step(value: object, step: int | str) -> object:
    if isinstance(value, Faulty):
        return value if step == value.kind.__name__ else value.given.get(str(step))
    if isinstance(value, Spec):
        return value if step == type(value).__name__ else getattr(value, str(step), None)
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, Sequence) and isinstance(step, int):
        return value[step]
    return None


def _path(given: Mapping[str, Any], location: Sequence[int | str]) -> str:
    path = ""
    value: object = Faulty(Mesh, dict(given), None)  # type: ignore[arg-type]
    for step in location:
        inner = _step(value, step)
        if inner is value:
            continue  # the tag of a union
        if isinstance(step, int):
            name = _step(inner, "name")
            path += f"[{name if isinstance(name, str) and name else step}]"
        elif step != "[key]":  # pydantic's mark for the key of a mapping, not its value
            path += f".{step}" if path else step
        value = inner
    return path
