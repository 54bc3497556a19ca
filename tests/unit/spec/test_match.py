"""Matches: which of them cover or overlap each other, and the order in which the proxy tries them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_api_mesh import ConsistentHash, Match
from support.apps import Refusal
from support.specs import pool, routed

PATHS = ["/", "/v1", "/v1/", "/v1/chat", "/v10"]
METHODS = ["GET", "POST"]
HEADERS = [{}, {"x-a": "1"}, {"x-a": "2"}, {"x-b": "1"}, {"x-a": "1", "x-b": "1"}]
QUERIES = [{}, {"q": "1"}, {"q": "2"}, {"q": "1", "r": "1"}]
REQUESTS = list(product(PATHS, METHODS, HEADERS, QUERIES))

matches = st.builds(
    lambda path, method, headers, query: Match(**path, method=method, headers=headers, query=query),
    st.sampled_from([{}, *({"path": path} for path in PATHS), *({"path_prefix": path} for path in PATHS)]),
    st.sampled_from([None, *METHODS]),
    st.dictionaries(st.sampled_from(["x-a", "X-B"]), st.sampled_from(["", "1", "2"])),
    st.dictionaries(st.sampled_from(["q", "r"]), st.sampled_from(["", "1", "2"])),
)


def requests(match: Match) -> set[int]:
    """Tell for each request of a small world whether it matches, as Envoy would."""
    return {
        index
        for index, (path, method, headers, query) in enumerate(REQUESTS)
        if (match.path is None or path == match.path)
        and (match.path_prefix is None or path.startswith(match.path_prefix))
        and (match.method is None or method == match.method)
        and all(name in headers and value in ("", headers[name]) for name, value in match.headers.items())
        and all(name in query and value in ("", query[name]) for name, value in match.query.items())
    }


@given(matches, matches)
def test_covering_means_to_have_all_of_the_others_requests(one: Match, other: Match) -> None:
    """A match that covers another takes each of its requests."""
    if one.covers(other):
        assert requests(one) >= requests(other)


@given(matches, matches)
def test_more_specific_matches_come_first(one: Match, other: Match) -> None:
    """A match that is covered by another one is tried first, because otherwise its route would be unreachable."""
    if other.covers(one) and not one.covers(other):
        assert one.precedence < other.precedence


@given(matches, matches)
def test_the_intersection_of_two_matches(one: Match, other: Match) -> None:
    """The intersection of two matches has the requests that meet both; it is None if no request does."""
    both = one.intersection(other)
    assert (requests(both) if both else set()) == requests(one) & requests(other)
    assert one.meets(other) == (both is not None)


@pytest.mark.parametrize(
    ("one", "other", "covers"),
    [
        (Match(), Match(), True),
        (Match(path_prefix="/v1/"), Match(path="/v1/chat"), True),
        (Match(path_prefix="/v1/"), Match(path="/v1"), False),
        (Match(headers={"x-a": ""}), Match(headers={"X-A": "1"}), True),
        (Match(headers={"x-a": "1"}), Match(headers={"x-a": ""}), False),
        (Match(method="POST"), Match(), False),
        (Match(query={"q": ""}), Match(query={"q": "1"}, headers={"x-a": "1"}), True),
        (Match(query={"q": "1"}), Match(query={"Q": "1"}), False),
    ],
)
def test_covers(one: Match, other: Match, *, covers: bool) -> None:
    """Covering, by example."""
    assert one.covers(other) is covers


def test_a_prefix_of_a_slash_is_not_a_condition() -> None:
    """Every path begins with a slash."""
    assert Match(path_prefix="/") == Match()


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "star in a prefix": (
        {"match": Match(path_prefix="/v1/*")},
        (
            'Write path_prefix="/v1/". Allowed: a path without a star, because paths are compared '
            "literally. [path-invalid]"
        ),
    ),
    "star in a path": (
        {"match": Match(path="/v1/*/x")},
        (
            'Write path_prefix="/v1/". Allowed: a path without a star, because paths are compared '
            "literally. [path-invalid]"
        ),
    ),
    "no leading slash": (
        {"match": Match(path_prefix="v1/")},
        'Write "/v1/". Allowed: a path that starts with a slash. [path-invalid]',
    ),
    "query in a path": (
        {"match": Match(path="/v1?x=1")},
        ('Write "/v1". Allowed: a path without ? and #, because the query isn\'t part of it. [path-invalid]'),
    ),
    "dots in a path": ({"match": Match(path="/v1/../x")}, "a path without . and .. segments"),
    "letters beyond ASCII in a path": (
        {"match": Match(path="/\u00e9")},
        "Percent-encode the other characters. Allowed: printable ASCII without spaces. [path-invalid]",
    ),
    "space in a path": ({"match": Match(path="/v1 x")}, "[path-invalid]"),
    "path and prefix": ({"match": Match(path="/v1", path_prefix="/v1")}, "[match-conflict]"),
    "method as a header": (
        routed(headers={":method": "GET"}),
        "Use method. Allowed: a header other than Host and the pseudo-headers. [header-name]",
    ),
    "host as a header": (
        routed(headers={"Host": "a"}),
        ("Use hosts of LlmApiMesh. Allowed: a header other than Host and the pseudo-headers. [header-name]"),
    ),
    "space in a header's name": (
        routed(headers={"x llm": "a"}),
        'Write "x-llm". Allowed: letters, digits and hyphens. [header-name]',
    ),
    "letters that look like ASCII": (routed(headers={"x-\u212a": "a"}), "[header-name]"),
    "value that YAML merges by": (
        routed(headers={"x-llm": "<<"}),
        'Allowed: a value other than "=" and "<<", which have a meaning in YAML. [header-value]',
    ),
    "newline in a header's value": (routed(headers={"x-llm": "a\nb"}), "[header-value]"),
    "hash on a bad header": ({"backend": pool(load_balancer=ConsistentHash(header="x session"))}, 'Write "x-session"'),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
