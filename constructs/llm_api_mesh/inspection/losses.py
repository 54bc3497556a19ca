"""Fields that a patch sets but the imported class doesn't write.

A class imported from a CRD writes the fields of that CRD and drops all others, after cdk8s has applied patches. So a
misspelt field, a newer field or another `apiVersion` would silently vanish, alone or inside a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.nearest import nearest


def find(kind: type, patched: Any, written: Any) -> Iterator[Problem]:
    """Compare a patched document with what the class `kind` writes of it. Paths start at the document."""
    for steps, value, instead in _differences((), patched, written):
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
        name, fields = str(steps[-1]) if steps else "", _fields(kind, steps[:-1])
        if instead is not None or name in fields:
            what = "not be written" if instead is None else f"be written as {show(instead)}"
            yield Problem(path, "patch-without-effect", f"{show(value)} would {what}", _allowed(fields.get(name)))
            continue
        near = nearest(name, fields, alike=0.7)
        yield Problem(
            path,
            "patch-without-effect",
            f"there is no field {name} here, so it would not be written",
            ", ".join(fields) or "a field of the definition",
            f"Did you mean {near}?" if near else "",
        )


def _allowed(hint: Any) -> str:
    if getattr(hint, "__name__", "") in _UNIONS:
        return '{"value": ...}, as cdk8s writes it'
    return "a value of the field's type"


# Kubernetes' types for a number or a string. cdk8s takes either from an object.
_UNIONS = ("IntOrString", "Quantity")


def _differences(
    steps: tuple[str | int, ...], patched: Any, written: Any
) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    if patched == written:
        return
    if isinstance(patched, Mapping) and isinstance(written, Mapping):
        for name, value in patched.items():
            yield from _differences((*steps, name), value, written.get(name))
    elif isinstance(patched, list) and isinstance(written, list) and len(patched) == len(written):
        for index, (one, other) in enumerate(zip(patched, written, strict=True)):
            yield from _differences((*steps, index), one, other)
    elif patched != {"value": written}:  # the form in which a union is set
        yield steps, patched, written


def _fields(kind: type, steps: tuple[str | int, ...]) -> dict[str, Any]:
    """Return the fields that are known at a path, with their types. Empty if any field is allowed there."""
    for step in steps:
        if isinstance(step, str):
            found = _struct(_own_fields(kind).get(step))
            if found is None:
                return {}
            kind = found
    return _own_fields(kind)


def _own_fields(kind: type) -> dict[str, Any]:
    names: Mapping[str, str] = getattr(kind, "__jsii_name_mapping__", {"metadata": "metadata", "spec": "spec"})
    # EscapeHatch, which is mixed in, also has an __init__.
    hints = [get_type_hints(vars(base)["__init__"]) for base in kind.__mro__ if "__init__" in vars(base)]
    return {names[name]: _required(hint) for own in reversed(hints) for name, hint in own.items() if name in names}


def _required(hint: Any) -> Any:
    """Return the type of an optional field without None."""
    (inner, *others) = [one for one in get_args(hint) if one is not type(None)] or [hint]
    return hint if others else inner


def _struct(hint: Any) -> type | None:
    """Return the class of an object, or of the objects of a list."""
    if hasattr(hint, "__jsii_name_mapping__"):
        return hint  # type: ignore[no-any-return]
    return next((found for one in get_args(hint) if (found := _struct(one))), None)
