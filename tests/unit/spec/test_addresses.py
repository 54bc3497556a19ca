"""Ranges of addresses."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from llm_api_mesh.spec.addresses import Cidr

READ = TypeAdapter(Cidr)


@pytest.mark.parametrize("text", ["10.0.0.0/8", "192.0.2.7/32", "0.0.0.0/0", "2001:db8::/32"])
def test_ranges(text: str) -> None:
    """The first address and the length of the prefix."""
    assert READ.validate_python(text) == text


@pytest.mark.parametrize(
    "text", ["", "10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "2001:DB8::/32", "all", "10.0.0.0/255.0.0.0"]
)
def test_what_is_not_a_range(text: str) -> None:
    """A single address, one inside of its range, and other notations of the same range."""
    with pytest.raises(ValidationError):
        READ.validate_python(text)
