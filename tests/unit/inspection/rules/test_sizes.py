"""Objects that are too large for an annotation: the way out depends on the kind and on the file."""

from __future__ import annotations

import pytest

from llm_api_mesh.inspection.rules import sizes

LARGE = "a" * sizes.LARGEST


@pytest.mark.parametrize(
    ("kind", "place", "of_api", "fix"),
    [
        ("VirtualService", "spec", True, "Divide the models among several APIs with hosts of their own."),
        ("EnvoyFilter", "spec", True, "Divide the models among several APIs with hosts of their own."),
        ("EnvoyFilter", "spec", False, "fewer users in pool_users"),
        ("ValidatingAdmissionPolicy", "spec", False, "List fewer users in pool_users"),
        ("Gateway", "spec", False, "List wildcards such as *.ai.example.com instead of hosts"),
        ("ConfigMap", "data", False, "List fewer providers"),
        ("Secret", "data", False, ""),
    ],
)
def test_a_large_object_is_refused(kind: str, place: str, of_api: bool, fix: str) -> None:
    """The problem names the part of the object that is large, and what fills it."""
    (problem,) = sizes.find({"kind": kind, place: {"text": LARGE}}, of_api=of_api)
    assert (problem.path, problem.code) == (place, "object-size")
    assert fix in problem.fix
    assert bool(fix) == bool(problem.fix)


def test_a_smaller_object_passes() -> None:
    """Its annotation has room for the other annotations as well."""
    assert list(sizes.find({"kind": "Gateway", "spec": {"text": LARGE[:-10_000]}}, of_api=False)) == []
