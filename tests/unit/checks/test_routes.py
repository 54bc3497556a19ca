"""Routes that no request can take, or that lead nowhere, are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Match, ProviderRef, Route
from support.apps import LLM_GATEWAY, Refusal
from support.specs import routed, weighted_pool

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "misspelt version": (
        routed(headers={"x-llm": "a"}, version="v22"),
        'Write "v2". Allowed: "v1" or "v2". [version-unknown]',
    ),
    "unknown version": (routed(headers={"x-llm": "a"}, version="v3"), '"v1" or "v2"'),
    "version of a pool without": (
        {"routes": [Route(name="testers", headers={"x-llm": "a"}, version="v2")]},
        ("Add versions to the backend. Allowed: a version of the backend, which has none. [version-unknown]"),
    ),
    "route without a match": (
        routed(),
        (
            'To send everything to "v2", set the other weights to 0. Allowed: conditions that leave some '
            "requests to the weighted route. [route-unreachable]"
        ),
    ),
    "route of every path": (
        routed(path_prefix="/"),
        (
            'To send everything to "v2", set the other weights to 0. Allowed: conditions that leave some '
            "requests to the weighted route. [route-unreachable]"
        ),
    ),
    "a route outside of the API's match": (
        routed(headers={"x-a": "1"}) | {"match": Match(headers={"x-a": "2"})},
        "Allowed: conditions that some requests of the API can meet. [match-conflict]",
    ),
    "a route to a provider's version": (
        {
            "gateway": LLM_GATEWAY,
            "backend": ProviderRef(provider="openai"),
            "routes": [Route(name="a", version="v1", headers={"x-a": "b"})],
        },
        ("Add versions to the backend. Allowed: a version of the backend, which has none. [version-unknown]"),
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem


def test_a_query_that_contradicts_the_match_of_the_api(refusal: Refusal) -> None:
    """No request meets a route and an API's `match` that require different values of one parameter."""
    route = Route(name="a", query={"channel": "beta"}, version="v2")
    (problem,) = refusal(backend=weighted_pool(100, 0), routes=[route], match=Match(query={"channel": "stable"}))
    assert "query={'channel': 'beta'} together with match of the API: query={'channel': 'stable'}" in problem
