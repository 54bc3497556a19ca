"""The buckets of sessions are shared by the weights of versions."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from llm_api_mesh.plan.routing.buckets import bucket_patterns

BUCKETS = [f"{number:03}" for number in range(1000)]


def chosen(weights: list[int]) -> list[int]:
    """Return the index of the version of each bucket, as the proxy finds it: the first that matches, or the last."""
    patterns = [re.compile(pattern) for pattern in bucket_patterns(weights)]
    return [
        next((index for index, pattern in enumerate(patterns) if pattern.fullmatch(bucket)), len(patterns))
        for bucket in BUCKETS
    ]


@given(st.lists(st.integers(1, 99), max_size=4, unique=True).map(sorted))
def test_each_version_has_its_share(bounds: list[int]) -> None:
    """Each percent of weight is ten buckets, and no bucket has two versions."""
    weights = [end - start for start, end in pairwise([0, *bounds, 100])]
    found = chosen(weights)
    assert [found.count(index) * 100 for index in range(len(weights))] == [weight * 1000 for weight in weights]
    assert sorted(found) == found


@given(st.integers(1, 98), st.integers(1, 98))
def test_a_growing_canary_keeps_its_sessions(one: int, other: int) -> None:
    """A larger weight takes sessions from the stable version, and gives none back."""
    small, large = sorted((one, other))
    before, after = chosen([small, 100 - small]), chosen([large, 100 - large])
    assert all(later == 0 for earlier, later in zip(before, after, strict=True) if earlier == 0)
