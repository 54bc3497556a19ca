"""HTTP/2 settings of the connections to a backend."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.releases import Since
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.durations import at_least

_Length = Annotated[timedelta, at_least(timedelta(milliseconds=1))]


class Http2KeepAlive(Spec):
    """PINGs that find a replica which is frozen or gone while a stream is silent.

    A gRPC server takes PINGs that come more often than every 5 minutes for abuse and soon closes the connection, unless
    it is told otherwise.

    Becomes: `connectionPool.http.http2KeepAlive`, which came with Istio 1.31.
    """

    interval: Annotated[_Length, Since("1.31", "http2KeepAlive.interval")]
    """Time from PING to PING; for a gRPC server that wasn't told otherwise, more than 5 minutes. Becomes:
    `http2KeepAlive.interval`."""
    timeout: Annotated[_Length, Since("1.31", "http2KeepAlive.timeout")]
    """How long an answer may take before the connection is closed. Becomes: `http2KeepAlive.timeout`."""
