"""Which items of two lists belong together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from llm_api_mesh.differences.alignment import aligned

LISTS = st.lists(st.sampled_from("abc"), max_size=6)


def test_equal_items_and_those_in_their_place() -> None:
    """What is between two equal items stands in each other's place."""
    assert aligned(["a", "b", "c"], ["a", "x", "c"]) == ((0, 0), (1, 1), (2, 2))
    assert aligned(["a", "c"], ["a", "x", "c"]) == ((0, 0), (None, 1), (1, 2))
    assert aligned(["a", "b"], ["a"]) == ((0, 0), (1, None))


@given(LISTS, LISTS)
def test_the_other_way_round(old: list[str], new: list[str]) -> None:
    """Exchanged lists give exchanged pairs, and each item stands in one pair."""
    found = aligned(old, new)
    assert aligned(new, old) == tuple((one, other) for other, one in found)
    assert [one for one, _ in found if one is not None] == list(range(len(old)))
    assert [other for _, other in found if other is not None] == list(range(len(new)))
