"""The plan's YAML writer: every reader of YAML gets back what was written."""

from __future__ import annotations

from typing import Any

import yaml as reader
from hypothesis import given
from hypothesis import strategies as st

from llm_api_mesh.plan.printing.yaml import yaml

TEXTS = st.text("anoyesNlf019 :#-,.[]{}'\"?|<>%@`=/\\*&!~\n", min_size=1, max_size=8)
VALUES = st.recursive(
    TEXTS | st.integers() | st.lists(TEXTS, min_size=1, max_size=3),
    lambda inner: st.dictionaries(TEXTS, inner, min_size=1, max_size=3),
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3))
def test_what_is_written_is_read(value: dict[str, Any]) -> None:
    """Strings stay strings, including those that look like numbers, truth values, keys or comments."""
    assert reader.safe_load(yaml(value)) == value


def test_what_is_empty_is_left_out() -> None:
    """An empty value isn't written."""
    assert yaml({"a": "", "b": None, "c": [], "d": {}, "e": 0}) == "e: 0\n"
