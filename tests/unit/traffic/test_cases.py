"""The conditions that are left of routes if something is known of a request, and the buckets of conversations."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.access_tables.manifests import Manifests, manifest
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.routes import Route, routes_of
from llm_api_mesh.traffic.cases import BUCKETS, buckets_of, cases_of
from support.manifests import route, virtual_service

BUCKET = "x-llm-gateway-bucket"


def routes(*matches: dict[str, Any]) -> tuple[Route, ...]:
    """A route for each match."""
    written = virtual_service(*(route("chat", match) for match in matches))
    service = manifest(written)
    return routes_of(Manifests.of([service]), service)


def test_known_headers_are_left_out() -> None:
    """A condition that is known to be met needs no words, and a route that is known not to match is no case."""
    found = cases_of(
        routes(
            {"headers": {"X-Leg": {"exact": "b"}}},
            {"headers": {"x-leg": {"exact": "a"}, "x-other": {}}},
            {"withoutHeaders": {"x-leg": {}}},
            {"headers": {"x-leg": {"prefix": "a"}}},
            {},
        ),
        {"x-leg": "a"},
    )
    assert [one.when for one in found] == ["with header x-other", ""]


def test_the_condition_on_the_bucket_is_apart() -> None:
    """Cases that differ in the bucket alone have the same words."""
    found = list(cases_of(routes({"headers": {BUCKET: {"regex": "0.."}, "x-a": {}}}, {"headers": {"x-a": {}}}), {}))
    assert [one.when for one in found] == ["with header x-a"] * 2
    assert [one.bucket for one in found] == [Pattern("regex", "0.."), None]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (Pattern("regex", "0[0-9][0-9]"), 100),
        (Pattern("regex", "[0-2][0-9][0-9]"), 300),
        (Pattern("exact", "007"), 1),
        (Pattern("present"), 1000),
        (Pattern("regex", "x"), 0),
    ],
)
def test_buckets(pattern: Pattern, number: int) -> None:
    """A condition is met by a number of the 1,000 buckets."""
    found = buckets_of(pattern)
    assert found is not None
    assert (len(found), found <= BUCKETS) == (number, True)


def test_buckets_that_are_not_read() -> None:
    """A pattern that isn't read says nothing about buckets."""
    assert buckets_of(Pattern("regex", "[[:digit:]]+")) is None
