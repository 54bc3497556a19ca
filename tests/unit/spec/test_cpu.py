"""Amounts of CPU."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from llm_api_mesh.spec.cpu import CpuQuantity, cores

READ = TypeAdapter(CpuQuantity)


@pytest.mark.parametrize(("quantity", "number"), [("2", "2"), ("500m", "0.5"), ("0.25", "0.25"), ("1500m", "1.5")])
def test_cores_and_millicores(quantity: str, number: str) -> None:
    """Both notations of Kubernetes are the same number of cores."""
    assert READ.validate_python(quantity) == quantity
    assert cores(quantity) == Decimal(number)


@pytest.mark.parametrize("quantity", ["", "0", "0.0", "0m", "-1", "1.5m", "1e3", "2 cores", "1k"])
def test_other_amounts_are_refused(quantity: str) -> None:
    """Nothing, and notations that Kubernetes refuses or that nobody means."""
    with pytest.raises(ValidationError):
        READ.validate_python(quantity)
