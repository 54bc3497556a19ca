"""When a replica is left out for a while: outlier detection."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.durations import at_least
from llm_api_mesh.spec.numbers import AtLeastOne, WholePercent, whole

_Length = Annotated[timedelta, at_least(timedelta(milliseconds=1))]


class Ejection(Spec):
    """Leave out a replica that answers nothing but gateway errors: 502, 503, 504, or a failed connection.

    Other errors don't count, and least of all 429: a full replica is busy, not broken. Becomes:
    `DestinationRule.spec.trafficPolicy.outlierDetection`.
    """

    consecutive_gateway_errors: AtLeastOne = 5
    """So many in a row eject a replica. Default: 5. Becomes: `consecutiveGatewayErrors`, with 0 for
    `consecutive5xxErrors`."""
    base_time: _Length = timedelta(seconds=30)
    """How long it is left out, times the number of its ejections; where a `Failover` has another backend to ask, always
    as long. Default: 30 s; 10 s for embeddings. Becomes: `baseEjectionTime`; there also `max_ejection_time`, by an
    EnvoyFilter."""
    interval: _Length = timedelta(seconds=5)
    """Time between two looks at who may return. Default: 5 s; 1 s for embeddings. Becomes: `interval`."""
    max_percent: WholePercent | None = None
    """How many of the replicas may be left out at a time. Default: 50 %; where another place takes over, 100 %, as most
    of the replicas may be in the place that fails. Becomes: `maxEjectionPercent`."""
    min_health_percent: Annotated[int, whole(0, 100)] = 1
    """When fewer of the replicas than this are left, ejections don't count, and all of them get requests again. So a
    pool is never ejected to nothing, whatever its size. With 0 a pool without any replica left answers 503 at once.
    Default: 1 %. Becomes: `minHealthPercent`."""
