"""Whole numbers with bounds: of replicas, requests and errors, and percentages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from llm_api_mesh.spec.base import refused

from pydantic import AfterValidator

_LARGEST = 2**32 - 1  # of Istio's fields
_MOST = 10_000  # as two of these are multiplied


def whole(lowest: int, highest: int) -> Callable[[int], int]:
    """Make the rule that refuses numbers out of bounds."""

    def rule(number: int) -> int:
        if not lowest <= number <= highest:
            raise refused("field-invalid", allowed=f"a whole number from {lowest} to {highest}")
        return number

    return rule


Count = Annotated[int, AfterValidator(whole(1, _MOST))]
AtLeastOne = Annotated[int, AfterValidator(whole(1, _LARGEST))]
Part = Annotated[int, AfterValidator(whole(1, 100))]
"""A percentage that isn't nothing."""
