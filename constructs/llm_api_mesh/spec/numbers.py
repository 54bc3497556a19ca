"""Whole numbers with bounds: of replicas, requests and errors, and percentages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from llm_api_mesh.spec.base import refused

from pydantic import AfterValidator

_MOST = 10_000  # Istio's field is a 32-bit number, and two of these are multiplied


def whole(lowest: int, highest: int | None = None) -> Callable[[int], int]:
    """Make the rule that refuses numbers out of bounds."""
    bounds = f"from {lowest} on" if highest is None else f"from {lowest} to {highest}"

    def rule(number: int) -> int:
        if number < lowest or (highest is not None and number > highest):
            raise refused("field-invalid", allowed=f"a whole number {bounds}")
        return number

    return rule


Count = Annotated[int, AfterValidator(whole(1, _MOST))]
AtLeastOne = Annotated[int, AfterValidator(whole(1))]
Part = Annotated[int, AfterValidator(whole(1, 100))]
"""A percentage that isn't nothing."""
