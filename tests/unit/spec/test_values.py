"""Values of queries and labels that YAML or Istio would read differently are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Match
from support.apps import Refusal

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "a query that isn't encoded": (
        {"match": Match(query={"user": "a b"})},
        (
            'match.query: got "a b" for "user". Allowed: the name and value as the request has them, '
            "without & and #, with other characters percent-encoded, or an empty string to match any value. "
            "[query-invalid]"
        ),
    ),
    "two parameters in one": ({"match": Match(query={"a": "1&b=2"})}, "[query-invalid]"),
    "a query's name with its value": ({"match": Match(query={"a=1": ""})}, "[query-invalid]"),
    "a query without a name": ({"match": Match(query={"": "1"})}, "[query-invalid]"),
    "a percent in lower case": ({"match": Match(query={"a": "%2f"})}, "[query-invalid]"),
    "YAML's own": ({"match": Match(query={"a": "="})}, 'a value other than "=" and "<<", which have a meaning in YAML'),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
