"""The components of specifications: names, numbers, conditions and durations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from llm_api_mesh.reading.misread import is_misread

Keywords = dict[str, Any]

Kind = TypeVar("Kind")

RESERVED = frozenset({"drill", "primary", "quick", "sticky", "stream"})
"""Names that no route may have."""
VERSIONS_OWN = ("version", "of-the-version")
"""Labels that distinguish versions. Other labels have other names."""

ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789"


def _text(pattern: str) -> st.SearchStrategy[str]:
    """Texts of a form, apart from those that Kubernetes reads as numbers."""
    return st.from_regex(pattern, fullmatch=True).filter(lambda text: not is_misread(text))


labels = _text(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
service_names = st.from_regex(r"[a-z]([a-z0-9-]{0,30}[a-z0-9])?", fullmatch=True)
ports = st.integers(1, 65535)
label_maps = st.dictionaries(
    _text(r"([a-z]{1,5}\.io/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,20}[A-Za-z0-9])?").filter(
        lambda key: key not in VERSIONS_OWN
    ),
    _text(r"([A-Za-z0-9]([A-Za-z0-9_.-]{0,20}[A-Za-z0-9])?)?"),
    min_size=1,
    max_size=3,
)
header_names = st.from_regex(r"[Xx]-[A-Za-z0-9_-]{1,12}", fullmatch=True)
header_values = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=12).filter(
    lambda value: value not in {"=", "<<"} and not is_misread(value)
)
headers = st.dictionaries(header_names.map(str.lower), header_values, max_size=2)
query_names = st.from_regex(r"[a-z]{1,6}(\[\])?", fullmatch=True)
queries = st.dictionaries(query_names, _text(r"([A-Za-z0-9_.-]|%20){0,8}"), max_size=2)
paths = st.from_regex(r"/(v1|v2)(/[a-z]{1,6}){0,2}/?", fullmatch=True)
percents = st.integers(10**4, 10**6).map(lambda number: number / 10**4) | st.integers(1, 10**6).map(
    lambda number: f"{number / 10**4:.4f}%"
)


def seconds(least: float, most: float) -> st.SearchStrategy[timedelta]:
    """Durations in whole milliseconds."""
    return st.integers(int(least * 1000), int(most * 1000)).map(lambda number: timedelta(milliseconds=number))


durations = seconds(1, 10**4)


def either(*strategies: st.SearchStrategy[Kind]) -> st.SearchStrategy[Kind]:
    """One of these strategies, each equally often. `|` would flatten them into one list of alternatives."""
    return st.sampled_from(strategies).flatmap(lambda strategy: strategy)


def some(required: Keywords | None = None, **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Keywords]:
    """Keywords: all required ones, and some of the optional ones."""
    return st.fixed_dictionaries(required or {}, optional=optional)


def built(
    kind: type[Kind], required: Keywords | None = None, **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[Kind]:
    """Specifications of a type, from such keywords."""
    return some(required, **optional).map(lambda given: kind(**given))
