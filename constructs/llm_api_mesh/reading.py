"""From what a user gave to a checked `Mesh`, or to everything that is wrong with it, in the user's words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from llm_api_mesh.checks import MESH_CHECKS
from llm_api_mesh.errors import Code, Problem, show
from llm_api_mesh.spec.backends import Pool
from llm_api_mesh.spec.base import Faulty, Spec
from llm_api_mesh.spec.mesh import Mesh

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_CODES: frozenset[str] = frozenset(get_args(Code))
_ALIASES = {
    "least_conn": "LeastRequest",
    "maglev": "ConsistentHash",
    "ring_hash": "ConsistentHash",
    "source_ip": "ConsistentHash",
}
_WORDS = {
    "bool_type": "True or False",
    "dict_type": 'a mapping, such as {"app": "chat"}',
    "float_type": "a number",
    "int_type": "a whole number",
    "is_instance_of": "a list",
    "list_type": "a list",
    "mapping_type": 'a mapping, such as {"app": "chat"}',
    "sequence_str": "a list",
    "string_type": "a text",
    "time_delta_type": "a timedelta, such as timedelta(seconds=30)",
}

# What stands in for a faulty required field, so that the rules about the other fields can still be checked.
_PLACEHOLDERS: dict[str, Any] = {
    "name": "placeholder",
    "namespace": "placeholder",
    "hosts": ["placeholder.invalid"],
    "backend": Pool(selector={"app": "placeholder"}),
}


def read(name: object, given: Mapping[str, Any]) -> tuple[Mesh | None, tuple[Problem, ...]]:
    """Check one mesh; without problems there is a Mesh, with problems there is none."""
    if "name" in given:
        code, allowed, fix, shown = _unknown(Mesh, "name")
        return None, (Problem(mesh=str(name), path="name", code=code, given=shown, allowed=allowed, fix=fix),)
    keywords = {**given, "name": name}
    mesh: Mesh | Faulty = Mesh(**keywords)
    if isinstance(mesh, Mesh):
        problems = _broken_rules(mesh, set())
        return (None, problems) if problems else (mesh, ())

    errors = mesh.error.errors(include_url=False)
    faulty = {str(error["loc"][0]) for error in errors}
    rest = {key: value for key, value in keywords.items() if key not in faulty}
    placeholders = {key: value for key, value in _PLACEHOLDERS.items() if key in faulty}
    sound: Mesh | Faulty = Mesh(**rest, **placeholders)
    problems = tuple(_problem(str(name), keywords, error) for error in errors)
    if isinstance(sound, Mesh):
        problems += tuple(Problem(**{**vars(problem), "mesh": str(name)}) for problem in _broken_rules(sound, faulty))
    return None, tuple(sorted(set(problems)))


def _broken_rules(mesh: Mesh, faulty: set[str]) -> tuple[Problem, ...]:
    return tuple(sorted({problem for fields, check in MESH_CHECKS if not faulty & fields for problem in check(mesh)}))


def _problem(mesh: str, given: Mapping[str, Any], error: ErrorDetails) -> Problem:
    code, allowed, fix, shown = _words(given, error)
    return Problem(
        mesh=mesh,
        path=_path(given, error["loc"]),
        code=code,
        given=shown or show(error["input"]),
        allowed=allowed,
        fix=fix,
    )


def _words(given: Mapping[str, Any], error: ErrorDetails) -> tuple[Code, str, str, str]:
    """Give code, what is allowed, how to mend it, and what was given where that isn't the input itself."""
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    field = str(error["loc"][-1])
    if kind in _CODES:
        code: Code = kind  # type: ignore[assignment]
        allowed, fix = context["allowed"], context["fix"]
        if code == "type-wrong" and not fix:
            kinds = re.findall(r"(\w+)\(", allowed)
            alias = _ALIASES.get(str(value).lower())
            near = alias if alias in kinds else _nearest(value, kinds)
            fix = f"Write {near}()." if near else ""
        return code, allowed, fix, context["given"]
    if kind == "missing":
        return "field-required", "a value", f"Add {field}=...", "nothing"
    if kind == "extra_forbidden":
        return _unknown(_kind(_at(given, error["loc"][:-1])), field)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        near = _nearest(value, choices)
        return "field-invalid", " or ".join(map(show, choices)), f"Write {show(near)}." if near else "", ""
    if kind == "model_type":
        return "type-wrong", f"{context['class_name']}(...)", "", ""
    return "type-wrong", _WORDS.get(kind, error["msg"]), _retyped(kind, field, value), ""


def _unknown(owner: type[Spec] | None, field: str) -> tuple[Code, str, str, str]:
    if owner is None:
        return "field-unknown", "a field of the specification", "", field
    if field in owner.no_effect:
        return "field-without-effect", f"{owner.__name__}(...) without {field}", owner.no_effect[field], field
    names = sorted(set(owner.model_fields) - ({"name"} if owner is Mesh else set()))
    near = _nearest(field, names)
    return (
        "field-unknown",
        ", ".join(names),
        f"Did you mean {near}?" if near else "",
        field if field.isidentifier() else show(field),
    )


def _retyped(kind: str, field: str, value: object) -> str:
    """Suggest the same value in the right type, where there is one."""
    if kind == "sequence_str" and field == "hosts" and isinstance(value, str):
        return f"Write [{show(value)}]."
    if kind == "int_type" and isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return f"Write {int(value)}."
    if kind == "int_type" and isinstance(value, float) and value.is_integer():
        return f"Write {int(value)}."
    if kind == "string_type" and isinstance(value, int | float):
        return f'Write "{value}".'
    return ""


def _nearest(value: object, choices: Sequence[str]) -> str | None:
    plain = {re.sub(r"[^a-z0-9]", "", choice.lower()): choice for choice in choices}
    close = difflib.get_close_matches(re.sub(r"[^a-z0-9]", "", str(value).lower()), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else None


def _kind(value: object) -> type[Spec] | None:
    if isinstance(value, Faulty):
        return value.kind
    return type(value) if isinstance(value, Spec) else None


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
