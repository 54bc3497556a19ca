"""Shares in percent, as Istio counts them: in ten-thousandths."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.base import refused

from pydantic import AfterValidator

_FINEST = 10_000
_WHOLE = 100


def _percent(percent: float) -> float:
    if not 0 < percent <= _WHOLE or round(percent * _FINEST) != round(percent * _FINEST, 6):
        raise refused("field-invalid", allowed=f"a number above 0 and up to {_WHOLE}, with at most four decimals")
    return percent


Percent = Annotated[float, AfterValidator(_percent)]
