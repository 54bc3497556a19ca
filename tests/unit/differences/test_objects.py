"""The differences of objects, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.access_tables.manifests import Manifests, manifest
from llm_api_mesh.differences.objects import FieldChange, ObjectChange, compare_objects
from support.manifests import Object, gateway, istio, route, service, virtual_service


def compared(old: list[Object], new: list[Object]) -> tuple[ObjectChange, ...]:
    """The differences of objects."""
    return compare_objects(*(Manifests.of(map(manifest, some)) for some in (old, new)))


def fields(old: Any, new: Any) -> list[tuple[str, str | None, str | None]]:
    """The differences of two specifications."""
    (change,) = compared([istio("Sidecar", "s", {"a": old})], [istio("Sidecar", "s", {"a": new})])
    assert (change.ref, change.kind) == ("Sidecar edge/s", "changed")
    return [(one.path, one.old, one.new) for one in change.fields]


def test_objects_that_are_added_removed_and_equal() -> None:
    """An object is known by its kind, namespace and name, and equal ones aren't mentioned."""
    found = compared([service("a"), service("b")], [service("b"), service("c"), gateway("*")])
    assert found == (
        ObjectChange("Gateway edge/public", "added"),
        ObjectChange("Service ai/a", "removed"),
        ObjectChange("Service ai/c", "added"),
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (1, 2, [("spec.a", "1", "2")]),
        (1, "1", [("spec.a", "1", '"1"')]),
        ({"b": 1}, {"c": 1}, [("spec.a.b", "1", None), ("spec.a.c", None, "1")]),
        (["x", "y"], ["x", "z", "y"], [("spec.a[1]", None, '"z"')]),
        (["x", "y"], ["y", "x"], [("spec.a (order)", '"x", "y"', '"y", "x"')]),
        ([{"b": 1}, {"b": 2}], [{"b": 1}, {"b": 3}], [("spec.a[1].b", "2", "3")]),
        ([{"name": "r", "b": 1}], [{"name": "q"}, {"name": "r", "b": 2}],
         [("spec.a[q]", None, '{"name": "q"}'), ("spec.a[r].b", "1", "2")]),
        ([{"name": "r"}, {"name": "q"}], [{"name": "q"}, {"name": "r"}], [("spec.a (order)", "r, q", "q, r")]),
        ("one\ntwo\n", "one\nthree\nfour\n", [("spec.a", "two", "three\nfour")]),
        ([], {}, [("spec.a", "[]", "{}")]),
    ],
)  # fmt: skip
def test_fields(old: Any, new: Any, found: list[tuple[str, str | None, str | None]]) -> None:
    """Items of lists go by their names, or by what stands in their place; of a long text, the lines that differ."""
    assert fields(old, new) == found
    turned = [(path, after, before) for path, before, after in found]
    assert sorted(fields(new, old)) == sorted(turned)


def test_a_route_goes_by_its_name() -> None:
    """A weight that changes is one field, wherever its route stands."""
    old = [virtual_service(route("a"), route("b", timeout="1s"))]
    new = [virtual_service(route("new"), route("a"), route("b", timeout="2s"))]
    (change,) = compared(old, new)
    assert FieldChange("spec.http[b].timeout", '"1s"', '"2s"') in change.fields
