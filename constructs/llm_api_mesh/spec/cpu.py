"""Amounts of CPU in the notation of Kubernetes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused

_QUANTITY = re.compile(r"[1-9][0-9]{0,5}m|[0-9]{1,3}(\.[0-9]{1,3})?")
_MILLI = Decimal("0.001")


def cores(quantity: str) -> Decimal:
    """Return the number of cores: 0.5 for "500m"."""
    return Decimal(quantity.removesuffix("m")) * (_MILLI if quantity.endswith("m") else 1)


def _cpu(quantity: str) -> str:
    if not _QUANTITY.fullmatch(quantity) or not cores(quantity):
        raise refused(
            "field-invalid", allowed='cores or millicores in the notation of Kubernetes, such as "2" or "500m"'
        )
    return quantity


CpuQuantity = Annotated[str, Rule(_cpu, pattern=_QUANTITY.pattern)]
"""An amount of CPU above 0: cores, or millicores with an m."""
