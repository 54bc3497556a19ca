"""When a replica is left out for a while: outlier detection."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.durations import between
from llm_api_mesh.spec.numbers import AtLeastOne, WholePercent, whole

Duration = Annotated[timedelta, between(timedelta(milliseconds=100), timedelta(hours=12))]


class Ejection(Spec):
    """Leave out a replica that only answers with gateway errors: 502, 503, 504, or a failed connection.

    Other errors don't count. In particular 429 doesn't, because a full replica is busy, not broken.

    Becomes: `DestinationRule.spec.trafficPolicy.outlierDetection`.
    """

    consecutive_gateway_errors: AtLeastOne = 5
    """Number of gateway errors in a row that ejects a replica. Default: 5. Becomes: `consecutiveGatewayErrors`, and
    `consecutive5xxErrors: 0`."""
    base_time: Duration = timedelta(seconds=30)
    """How long a replica is left out, multiplied by the number of its ejections; 100 ms to 12 h. Default: 30 s; 10 s
    for embeddings. Becomes: `baseEjectionTime`."""
    max_time: Duration | None = None
    """Longest time that a replica is left out, however often it has been ejected; 100 ms to 12 h, not shorter than
    `base_time`. It needs an `LlmGateway`. Default: Envoy's, 5 minutes, or `base_time` if that is longer. Becomes:
    `max_ejection_time` of the gateway's cluster, by an EnvoyFilter."""
    interval: Duration = timedelta(seconds=5)
    """How often ejected replicas are checked for their return; 100 ms to 12 h. Default: 5 s; 1 s for embeddings.
    Becomes: `interval`."""
    max_percent: WholePercent | None = None
    """Largest percentage of the replicas that may be ejected at a time; 1 to 100. Default: 50; 100 if another place or
    backend takes over, because most of the replicas may be in the place that fails. Becomes: `maxEjectionPercent`."""
    min_health_percent: Annotated[int, whole(0, 100)] = 1
    """If a smaller percentage of the replicas is left, ejections are ignored and all replicas get requests again; 0 to
    100. So a pool of any size always has replicas. With 0, a pool whose replicas are all ejected answers 503 at once.
    Default: 1; 0 for each backend of a `Failover` but the last. Becomes: `minHealthPercent`."""
