"""Fields that the targeted Istio release doesn't have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.releases import NEWEST, IstioRelease, Since
from llm_api_mesh.spec.base import Spec


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse fields that the cluster's API server would drop or reject as unknown."""
    yield from find_missing(plan.spec.istio, "", plan.spec)


def find_missing(istio: IstioRelease, path: str, part: Spec) -> Iterator[Problem]:
    """Find the fields of a part of a specification that a release lacks."""
    if istio == NEWEST:  # the newest release has every field
        return
    for here, spec in _parts(path, part):
        if spec.since and spec.since.missing_in(istio):
            yield _missing(istio, here, spec.since)
        for name, field in type(spec).model_fields.items():
            since = next((mark for mark in field.metadata if isinstance(mark, Since)), None)
            if since and since.missing_in(istio) and name in spec.model_fields_set:
                yield _missing(istio, f"{here}.{name}" if here else name, since)


def _missing(istio: IstioRelease, path: str, since: Since) -> Problem:
    return Problem(
        path=path,
        code="istio-release",
        given=f"a field that Istio {istio} doesn't have",
        allowed=f'istio="{since.release}" or newer, which adds {since.istio_field}',
    )


def _parts(path: str, spec: Spec) -> Iterator[tuple[str, Spec]]:
    yield path, spec
    for name in type(spec).model_fields:
        value = getattr(spec, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, Spec):
            yield from _parts(here, value)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            for index, item in enumerate(value):
                if isinstance(item, Spec):
                    yield from _parts(f"{here}[{getattr(item, 'name', index)}]", item)
