"""Regular expressions of a VirtualService that Istio or the proxy refuses."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.inspection.rules.virtual_services import find, find_large_expressions

PLACES: dict[str, dict[str, Any]] = {
    "match[0].uri.regex": {"match": [{"uri": {"regex": "?"}}]},
    "match[1].method.regex": {"match": [{}, {"method": {"regex": "?"}}]},
    "match[0].authority.regex": {"match": [{"authority": {"regex": "?"}}]},
    "match[0].headers[x-a].regex": {"match": [{"headers": {"x-a": {"regex": "?"}, "x-b": {"exact": "b"}}}]},
    "match[0].withoutHeaders[x-a].regex": {"match": [{"withoutHeaders": {"x-a": {"regex": "?"}, "x-b": {}}}]},
    "match[0].queryParams[a].regex": {"match": [{"queryParams": {"a": {"regex": "?"}}}]},
    "corsPolicy.allowOrigins[0].regex": {"corsPolicy": {"allowOrigins": [{"regex": "?"}]}},
    "rewrite.uriRegexRewrite.match": {"rewrite": {"uriRegexRewrite": {"match": "?", "rewrite": "/"}}},
}


def having(value: Any, expression: str) -> Any:
    """A route with an expression in its place."""
    if isinstance(value, dict):
        return {name: having(one, expression) for name, one in value.items()}
    if isinstance(value, list):
        return [having(one, expression) for one in value]
    return expression if value == "?" else value


def item(route: dict[str, Any]) -> dict[str, Any]:
    """A VirtualService with one route."""
    return {"kind": "VirtualService", "metadata": {"name": "own"}, "spec": {"http": [{"retries": {}, **route}]}}


@pytest.mark.parametrize("place", PLACES)
def test_a_long_expression(place: str) -> None:
    """Istio refuses it in every field."""
    (problem,) = find(item(having(PLACES[place], "a" * 1025)), [])
    assert (problem.path, problem.code) == (f"spec.http[0].{place}", "expression-size")
    assert problem.given == "a regular expression of 1,025 bytes"
    assert not list(find(item(having(PLACES[place], "a" * 1024)), []))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("large", [".{1000}", "(ab){2}", "é", r"\\\pL", r"\x{100}", "a{150}b{1,51}"])
def test_an_expression_that_may_be_too_large(place: str, large: str) -> None:
    """The proxy bounds the program."""
    (problem,) = find_large_expressions(item(having(PLACES[place], large)))
    assert (problem.path, problem.code) == (f"spec.http[0].{place}", "expression-size")


@pytest.mark.parametrize(
    "small", ["a" * 1024, r"DOMAIN\\peter", r"a\{900\}", r"\(\{2", "[a-z]{3}(v[0-9]{1,3})+", "a{200}"]
)
def test_an_expression_that_is_small_enough(small: str) -> None:
    """Escaped characters are no syntax."""
    assert not list(find_large_expressions(item(having(PLACES["match[0].uri.regex"], small))))
