"""Amounts of memory in the notation of Kubernetes."""

from __future__ import annotations

import re
from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused

_QUANTITY = re.compile(r"[1-9][0-9]{0,5}(Mi|Gi)")


def _memory(quantity: str) -> str:
    if not _QUANTITY.fullmatch(quantity):
        raise refused("field-invalid", allowed='whole mebibytes or gibibytes, such as "512Mi" or "2Gi"')
    return quantity


MemoryQuantity = Annotated[str, Rule(_memory, pattern=_QUANTITY.pattern)]
"""An amount of memory above 0: mebibytes or gibibytes."""
