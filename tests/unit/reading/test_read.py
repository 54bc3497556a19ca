"""All problems of an API are found in one reading."""

from __future__ import annotations

import pytest

from llm_api_mesh import Gateway, Route, Version
from support.apps import Refusal
from support.specs import pool


def test_all_problems_come_at_once(refusal: Refusal) -> None:
    """Faulty fields on every level, and rules across the sound ones, are reported together."""
    problems = refusal(
        "Chat",
        hosts=["a:80"],
        namespace=...,
        backend=pool(versions=[Version(name="v1"), Version(name="v2", weight=1)]),
        gatway=None,
        routes=[Route(name="a", headers={"x-a": "1"}, version="v9")],
    )
    assert [problem.rpartition("[")[2].rstrip("]") for problem in problems] == [
        "weight-missing",
        "field-unknown",
        "host-invalid",
        "name-invalid",
        "field-required",
        "version-unknown",
    ]


def test_a_misspelled_field_is_one_problem(refusal: Refusal) -> None:
    """The field that was meant isn't missing as well; another field that is missing still is."""
    (wrong,) = refusal(backend={"kind": "Pool", "selector": {"app": "chat"}, "target_prot": 8080})
    assert wrong.startswith("backend.target_prot: unknown field target_prot. Did you mean target_port?")
    both = refusal(backend={"kind": "Pool", "target_prot": 8080})
    assert [problem.partition(":")[0] for problem in both] == ["backend.selector", "backend.target_prot"]


def test_faulty_value_is_refused_once_for_each_field(refusal: Refusal) -> None:
    """A faulty value within a faulty value is not reported twice."""
    problems = refusal(backend=pool(port=True, versions=[Version(name="V", weight=1.5)]))  # type: ignore[arg-type]
    assert len(problems) == len(set(problems)) == 3


@pytest.mark.parametrize("gateway", [Gateway(), ...], ids=["faulty", "missing"])
def test_a_gateway_hides_no_other_problem(refusal: Refusal, gateway: object) -> None:
    """Rules across the other fields are checked as well."""
    problems = refusal(gateway=gateway, routes=[Route(name="a", headers={"x-a": "1"}, version="v9")])
    assert [problem.rpartition("[")[2] for problem in problems] == ["field-required]", "version-unknown]"]


@pytest.mark.parametrize("keyword", ["name", "kind"])
def test_a_superfluous_keyword_hides_no_other_problem(refusal: Refusal, keyword: str) -> None:
    """The id is the name, and `LlmApiMesh` is the kind. Faulty fields and broken rules are reported beside them."""
    routes = [Route(name="a", headers={"x-a": "1"}, version="v9")]
    faulty = refusal(hosts=["a:80"], routes=routes, **{keyword: "chat"})
    assert sorted(problem.rpartition("[")[2].rstrip("]") for problem in faulty) == [
        "field-unknown",
        "host-invalid",
        "version-unknown",
    ]
    (alone,) = refusal(**{keyword: "chat"})
    assert alone.startswith(f"{keyword}: unknown field {keyword}. ")
