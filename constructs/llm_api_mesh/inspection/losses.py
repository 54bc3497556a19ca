"""What a patch sets and an imported class doesn't write.

A class imported from a CRD writes the fields of that CRD and drops all others, after patches have been applied: a
misspelt or newer field, or another `apiVersion`, would vanish without a word, alone or within a value.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from llm_api_mesh.errors import show


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A field that isn't written as it was set."""

    path: str
    given: str
    allowed: str
    fix: str


def find(kind: type, asked: Any, written: Any) -> Iterator[Loss]:
    """Compare a patched document with what the class `kind` writes of it."""
    for steps, value, instead in _differences((), asked, written):
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
        name, fields = str(steps[-1]) if steps else "", _fields(kind, steps[:-1])
        if instead is not None or name in fields:
            yield Loss(path=path, given=_unlike(value, instead), allowed=_allowed(fields.get(name)), fix="")
            continue
        near = difflib.get_close_matches(name, fields, n=1, cutoff=0.7)
        yield Loss(
            path=path,
            given="a field that isn't known in this place, and wouldn't be written",
            allowed=", ".join(fields) or "a field of its definition",
            fix=f"Did you mean {near[0]}?" if near else "",
        )


def _unlike(value: Any, instead: Any) -> str:
    what = "nothing" if instead is None else show(instead)
    return f"{show(value)}, for which {what} would be written"


def _allowed(hint: Any) -> str:
    if getattr(hint, "__name__", "") in _UNIONS:
        return '{"value": ...}, as cdk8s knows it'
    return "a value of the field's own kind"


# Kubernetes' fields for a number or a text, of which cdk8s takes either out of an object.
_UNIONS = ("IntOrString", "Quantity")


def _differences(
    steps: tuple[str | int, ...], asked: Any, written: Any
) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    if asked == written:
        return
    if isinstance(asked, Mapping) and isinstance(written, Mapping):
        for name, value in asked.items():
            yield from _differences((*steps, name), value, written.get(name))
    elif isinstance(asked, list) and isinstance(written, list) and len(asked) == len(written):
        for index, (one, other) in enumerate(zip(asked, written, strict=True)):
            yield from _differences((*steps, index), one, other)
    elif asked != {"value": written}:  # which is how a union is set
        yield steps, asked, written


def _fields(kind: type, steps: tuple[str | int, ...]) -> dict[str, Any]:
    """Give the fields that may stand at a path, and their types; none where anything may."""
    for step in steps:
        if isinstance(step, str):
            found = _struct(_own_fields(kind).get(step))
            if found is None:
                return {}
            kind = found
    return _own_fields(kind)


def _own_fields(kind: type) -> dict[str, Any]:
    names: Mapping[str, str] = getattr(kind, "__jsii_name_mapping__", {"metadata": "metadata", "spec": "spec"})
    # A class that is mixed in has an __init__ of its own.
    hints = [get_type_hints(vars(base)["__init__"]) for base in kind.__mro__ if "__init__" in vars(base)]
    return {names[name]: _plain(hint) for own in reversed(hints) for name, hint in own.items() if name in names}


def _plain(hint: Any) -> Any:
    """Take away what says that a field may be left out."""
    (inner, *others) = [one for one in get_args(hint) if one is not type(None)] or [hint]
    return hint if others else inner


def _struct(hint: Any) -> type | None:
    """Give the class of an object, or of a list's objects."""
    if hasattr(hint, "__jsii_name_mapping__"):
        return hint  # type: ignore[no-any-return]
    return next((found for one in get_args(hint) if (found := _struct(one))), None)
