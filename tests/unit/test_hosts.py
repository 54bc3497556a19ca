"""Hosts: which of them overlap."""

from __future__ import annotations

from llm_api_mesh.spec.hosts import overlap

import pytest
from hypothesis import given
from hypothesis import strategies as st

NAMES = ["example.com", "a.example.com", "b.a.example.com", "example.org"]
WILDCARDS = ["*", "*.com", "*.example.com", "*.a.example.com"]


def names(host: str) -> set[str]:
    return {name for name in NAMES if host in {name, "*"} or (host[0] == "*" and name.endswith(host[1:]))}


@given(st.sampled_from(NAMES + WILDCARDS), st.sampled_from(NAMES + WILDCARDS))
def test_overlap_means_a_common_name(one: str, other: str) -> None:
    """Hosts overlap when a name is of both, in either order."""
    assert overlap(one, other) == overlap(other, one) == bool(names(one) & names(other))


@pytest.mark.parametrize(("host", "other"), [("*.example.com", "example.com"), ("*.ample.com", "a.example.com")])
def test_a_wildcard_stands_for_whole_labels(host: str, other: str) -> None:
    """A wildcard includes neither its parent nor a name that merely ends alike."""
    assert not overlap(host, other)
