"""Values of a VirtualService that Istio accepts and the proxy rejects; the lab's tests of the policy have the same."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.inspection.rules.rejected_values import find

BREAK = "/a\nb"
MANY = {f"x-{number}": "a" for number in range(101)}
HALF = {"destination": {"host": "chat"}, "weight": 2**31}

REJECTED: dict[str, dict[str, Any]] = {
    "headers.request.set": {"headers": {"request": {"set": {"x\ny": "a"}}}},
    "headers.request.add": {"headers": {"request": {"add": {"x y": "a"}}}},
    "headers.request.remove": {"headers": {"request": {"remove": ["x-a", "x\ny"]}}},
    "headers.response.set": {"headers": {"response": {"set": MANY}}},
    "route[0].headers.response.remove": {"route": [{"headers": {"response": {"remove": [""]}}}]},
    "rewrite.uri": {"rewrite": {"uri": BREAK}},
    "rewrite.authority": {"rewrite": {"authority": BREAK}},
    "rewrite.uriRegexRewrite.rewrite": {"rewrite": {"uriRegexRewrite": {"match": "a", "rewrite": BREAK}}},
    "redirect.uri": {"redirect": {"uri": BREAK}},
    "redirect.authority": {"redirect": {"authority": BREAK}},
    "redirect.prefixRewrite": {"redirect": {"prefixRewrite": BREAK}},
    "redirect.redirectCode": {"redirect": {"uri": "/", "redirectCode": 305}},
    "match[1].queryParams": {"match": [{}, {"queryParams": {"": {"exact": "a"}}}]},
    "match[0].queryParams": {"match": [{"queryParams": {"a" * 257: {"exact": "a"}}}]},
    "route": {"route": [HALF, HALF]},
}


def item(route: dict[str, Any]) -> dict[str, Any]:
    """A VirtualService with one route."""
    return {"kind": "VirtualService", "metadata": {"name": "own"}, "spec": {"http": [route]}}


@pytest.mark.parametrize("place", REJECTED)
def test_a_value_that_the_proxy_rejects(place: str) -> None:
    """One problem names the place."""
    (problem,) = find(item(REJECTED[place]))
    assert (problem.path, problem.code) == (f"spec.http[0].{place}", "value-rejected")
    assert problem.allowed.endswith("the proxy rejects the routes of all APIs if one has another value")


def test_what_the_proxy_accepts() -> None:
    """Names with underscores and dots, the host by its other name, a hundred headers, and usual values."""
    route = {
        "match": [{"queryParams": {"a" * 256: {"exact": "a"}, "ä": {"exact": "\n"}}, "uri": {"exact": BREAK}}],
        "headers": {"request": {"set": {":authority": "a", "X_a.b": "a"}, "remove": [f"x-{n}" for n in range(100)]}},
        "rewrite": {"uri": "/é ", "uriRegexRewrite": {"match": BREAK, "rewrite": r"\\1"}},
        "redirect": {"uri": "/", "redirectCode": 308},
        "route": [{"destination": {"host": "chat"}, "weight": 2**31}, {"destination": {"host": "chat"}}],
    }
    assert not list(find(item(route)))
