"""Conditions on texts, and texts that meet them."""

from __future__ import annotations

import pytest

from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.verdicts import Unknown


@pytest.mark.parametrize(
    ("condition", "text", "matches"),
    [
        ({"exact": "a"}, "a", True),
        ({"exact": "a"}, "ab", False),
        ({"prefix": "a"}, "ab", True),
        ({"regex": "a|b"}, "b", True),
        ({"regex": "a"}, "ab", False),
        ({}, "", True),
        (None, "x", True),
        ({"exact": "a"}, None, False),
    ],
)
def test_a_condition(condition: object, text: str | None, matches: bool) -> None:
    """A regular expression is for the whole text, and an empty condition asks that there is one."""
    assert Pattern.of(condition).matches(text) is matches


@pytest.mark.parametrize("condition", [{"suffix": "a"}, {"exact": "a", "prefix": "b"}, 5, {"regex": "[[:alpha:]]"}])
def test_a_condition_that_is_not_read(condition: object) -> None:
    """Neither yes nor no."""
    assert isinstance(Pattern.of(condition).matches("a"), Unknown)


@pytest.mark.parametrize(
    "pattern",
    [
        "ml|research",
        r"gpt[0-9]+b",
        r"starcoder2-(3|7|15)b",
        r"/v1/(?:chat/completions|files/[^/.%?\\][^/%?\\]*)(?:\?.*)?",
        r"(?i)Application/JSON(\s*;.*)?",
        r"[^a-z]{2,3}x?",
        r"\d+\.\d*",
        r"a{3}",
        r"(?P<name>x)+?y",
        r".+",
    ],
)
def test_samples_of_a_regular_expression(pattern: str) -> None:
    """At least one is found, and all of them match."""
    found = list(Pattern("regex", pattern).samples())
    assert found
    assert all(Pattern("regex", pattern).matches(one) is True for one in found)


@pytest.mark.parametrize("pattern", [r"\pL+", "(?=a)b", "a{500}", "(", "*"])
def test_no_samples(pattern: str) -> None:
    """A part that isn't known gives none, and no error."""
    assert list(Pattern("regex", pattern).samples()) == []
