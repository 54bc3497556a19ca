"""When a replica is left out for a while: outlier detection."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.spec.base import Spec, refused
from llm_api_mesh.spec.durations import at_least

from pydantic import AfterValidator

_Length = Annotated[timedelta, AfterValidator(at_least(timedelta(milliseconds=1)))]


def _errors(count: int) -> int:
    if count < 1:
        raise refused("field-invalid", allowed="a whole number from 1 on")
    return count


def _percent(percent: int) -> int:
    if not 1 <= percent <= 100:  # noqa: PLR2004  # a percentage
        raise refused("field-invalid", allowed="a whole number from 1 to 100")
    return percent


def _share(percent: int) -> int:
    if not 0 <= percent <= 100:  # noqa: PLR2004  # a percentage
        raise refused("field-invalid", allowed="a whole number from 0 to 100")
    return percent


class Ejection(Spec):
    """Leave out a replica that answers nothing but gateway errors: 502, 503, 504, or a failed connection.

    Other errors don't count, and least of all 429: a full replica is busy, not broken. Becomes:
    `DestinationRule.spec.trafficPolicy.outlierDetection`.
    """

    consecutive_gateway_errors: Annotated[int, AfterValidator(_errors)] = 5
    """So many in a row eject a replica. Default: 5. Becomes: `consecutiveGatewayErrors`, with 0 for
    `consecutive5xxErrors`."""
    base_time: _Length = timedelta(seconds=30)
    """How long it is left out, times the number of its ejections. Default: 30 s. Becomes: `baseEjectionTime`."""
    interval: _Length = timedelta(seconds=5)
    """Time between two looks at who may return. Default: 5 s. Becomes: `interval`."""
    max_percent: Annotated[int, AfterValidator(_percent)] | None = None
    """How many of the replicas may be left out at a time. Default: 50 %; where another place takes over, 100 %, as most
    of the replicas may be in the place that fails. Becomes: `maxEjectionPercent`."""
    min_health_percent: Annotated[int, AfterValidator(_share)] = 1
    """When fewer of the replicas than this are left, ejections don't count, and all of them get requests again. So a
    pool is never ejected to nothing, whatever its size. With 0 a pool without any replica left answers 503 at once.
    Default: 1 %. Becomes: `minHealthPercent`."""
