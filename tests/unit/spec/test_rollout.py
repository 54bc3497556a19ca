"""Faulty fields of mirrors, fault drills and matches are refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import FaultDrill, Match, Mirror, Pool, Route, Version
from support.apps import Refusal

import pytest

SECOND = timedelta(seconds=1)


def pool(*weights: int | None, **options: Any) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights, 1)]
    return Pool(selector={"app": "chat"}, versions=versions, **options)


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "no share": (
        {"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=0)]},
        "a number above 0 and up to 100, with at most four decimals",
    ),
    "a finer share than Istio's": ({"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=0.00001)]}, "four"),
    "no number": ({"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=float("nan"))]}, "got nan"),
    "a drill for all": (
        {"drills": [FaultDrill(name="slow", headers={}, delay=SECOND)]},
        (
            'drills[slow].headers: got {}. Write headers={"x-drill": "..."}. Allowed: at least one header, '
            "because a drill only applies to requests that ask for it. [drill-header]"
        ),
    ),
    "a drill without a fault": (
        {"drills": [FaultDrill(name="slow", headers={"x-drill": ""})]},
        "got neither delay nor abort_status. Allowed: delay, abort_status or both. [field-required]",
    ),
    "a drill that succeeds": (
        {"drills": [FaultDrill(name="ok", headers={"x-drill": ""}, abort_status=200)]},
        "an error status from 400 to 599",
    ),
    "a drill of no time": (
        {"drills": [FaultDrill(name="a", headers={"x": ""}, delay=timedelta(0))]},
        "a duration from 1ms to 292 years, in whole milliseconds",
    ),
    "a query that isn't encoded": (
        {"match": Match(query={"user": "a b"})},
        (
            'match.query: got "a b" for "user". Allowed: the name and value as the request has them, '
            "without & and #, with other characters percent-encoded, or an empty text to match any value. "
            "[query-invalid]"
        ),
    ),
    "two parameters in one": ({"match": Match(query={"a": "1&b=2"})}, "[query-invalid]"),
    "a query's name with its value": ({"match": Match(query={"a=1": ""})}, "[query-invalid]"),
    "a query without a name": ({"match": Match(query={"": "1"})}, "[query-invalid]"),
    "a percent in lower case": ({"match": Match(query={"a": "%2f"})}, "[query-invalid]"),
    "YAML's own": ({"match": Match(query={"a": "="})}, 'a value other than "=" and "<<", which have a meaning in YAML'),
}


@pytest.mark.parametrize(("given", "words"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """There is one problem, and the text says what is allowed."""
    (problem,) = refusal(**given)
    assert words in problem


def test_a_query_within_the_mesh_s_own(refusal: Refusal) -> None:
    """A route that asks for another value of a parameter than the mesh does has no requests."""
    route = Route(name="a", query={"channel": "beta"}, version="v2")
    (problem,) = refusal(backend=pool(100, 0), routes=[route], match=Match(query={"channel": "stable"}))
    assert "query={'channel': 'beta'} together with match of the API: query={'channel': 'stable'}" in problem
