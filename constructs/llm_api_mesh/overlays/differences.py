"""What differs between two environments, by field of each API and LLM gateway, as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from llm_api_mesh.overlays.shapes import is_list, name_of
from llm_api_mesh.reading.plain import plain
from llm_api_mesh.secret_shapes import hide
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.environment import Environment
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef


@dataclass(frozen=True)
class Specification:
    """What an environment has."""

    environment: Environment
    constructs: Mapping[str, ApiSpec | LlmGatewaySpec]
    """The specification of each API and LLM gateway, by its name."""

    def told(self, spec: ApiSpec | LlmGatewaySpec) -> ApiSpec | LlmGatewaySpec:
        """Return a specification without what an API only has because its LLM gateway has it."""
        ref = spec.llm_gateway if isinstance(spec, ApiSpec) else None
        gateway = self.constructs.get(ref.name) if ref else None
        if ref is None or not isinstance(gateway, LlmGatewaySpec) or gateway.ref != ref:
            return spec
        return spec.model_copy(update={"gateway": LlmGatewayRef(namespace=ref.namespace, name=ref.name)})


class _Difference(NamedTuple):
    """A field, and its value in each of both environments."""

    path: str
    values: tuple[object, object]


class _Absent:
    """In place of the value of what isn't there."""


_ABSENT = _Absent()
_DEFAULTS = "what the environments give to all"


def differences(one: Specification, other: Specification) -> str:
    """Say what differs: first in the environments, then in each API and LLM gateway. Empty if nothing does."""
    names = (one.environment.name, other.environment.name)
    everywhere = list(_of_environments(one.environment, other.environment))
    lines = [*_lines(_DEFAULTS, everywhere, names)]
    for name in sorted({*one.constructs, *other.constructs}):
        first, second = one.constructs.get(name), other.constructs.get(name)
        if first is None or second is None:
            lines.append(f"{name}: only in {names[first is None]}")
            continue
        found = _between("", one.told(first), other.told(second))
        lines += _lines(name, [difference for difference in found if difference not in everywhere], names)
    return "".join(f"{line}\n" for line in lines)


def _of_environments(one: Environment, other: Environment) -> Iterator[_Difference]:
    """Yield what differs in the keywords that environments give, with the defaults of APIs and LLM gateways."""
    for name in sorted({*one.defaults, *other.defaults}):
        default = ApiSpec.model_fields[name].default
        values = one.defaults.get(name, default), other.defaults.get(name, default)
        if values[0] != values[1]:
            yield _Difference(name, values)


def _between(path: str, one: object, other: object) -> Iterator[_Difference]:
    """Yield the innermost fields that differ."""
    if one == other:
        return
    if isinstance(one, Spec) and type(one) is type(other):
        for name in type(one).model_fields:
            yield from _between(f"{path}.{name}" if path else name, getattr(one, name), getattr(other, name))
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        for name in sorted({*one, *other}):
            yield from _between(f"{path}[{name}]", one.get(name, _ABSENT), other.get(name, _ABSENT))
    elif (ones := _by_name(one)) is not None and (others := _by_name(other)) is not None:
        yield from _between_items(path, ones, others)
    else:
        yield _Difference(path, (one, other))


def _between_items(path: str, one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[_Difference]:
    """Yield what differs between the items of two lists, and their order if it differs."""
    for name in [*one, *(name for name in other if name not in one)]:
        yield from _between(f"{path}[{name}]", one.get(name, _ABSENT), other.get(name, _ABSENT))
    orders = [name for name in one if name in other], [name for name in other if name in one]
    if orders[0] != orders[1]:
        yield _Difference(f"{path}, order", orders)


def _by_name(value: object) -> dict[str, object] | None:
    """Return the items of a list by their names; None: it is no list of items with names."""
    if not is_list(value):
        return None
    items: Sequence[Any] = value  # type: ignore[assignment]
    named = {name: item for item in items if (name := name_of(item)) is not None}
    return named if len(named) == len(items) else None


def _lines(title: str, found: Sequence[_Difference], names: tuple[str, str]) -> Iterator[str]:
    if found:
        yield title
    for path, values in found:
        there = [f"{_text(value)} in {name}" for value, name in zip(values, names, strict=True) if value is not _ABSENT]
        yield f"  {path}: {', '.join(there)}" if there[1:] else f"  {path}: only in {_only(values, names)}"


def _only(values: tuple[object, object], names: tuple[str, str]) -> str:
    index = int(values[0] is _ABSENT)
    return f"{names[index]}, {_text(values[index])}"


def _text(value: object) -> str:
    """Write a value as JSON, a duration as files have it."""
    if isinstance(value, timedelta):
        return str(plain(value))
    return hide(json.dumps(plain(value), ensure_ascii=False)) if value is not None else "none"
