"""Numbers of replicas and of requests."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.base import refused

from pydantic import AfterValidator

_MOST = 10_000  # Istio's field is a 32-bit number, and two of these are multiplied


def _count(count: int) -> int:
    if not 1 <= count <= _MOST:
        raise refused("field-invalid", allowed=f"a whole number from 1 to {_MOST}")
    return count


Count = Annotated[int, AfterValidator(_count)]
