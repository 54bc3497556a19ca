"""HTTP/2 settings of connections to a backend."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.releases import Since
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.durations import between

Duration = Annotated[timedelta, between(timedelta(milliseconds=100), timedelta(hours=12))]


class Http2KeepAlive(Spec):
    """PINGs that detect a replica that is frozen or gone during a silent stream.

    A gRPC server treats PINGs more often than every 5 minutes as abuse and closes the connection, unless it is
    configured otherwise.

    Becomes: `connectionPool.http.http2KeepAlive`, which Istio 1.31 added.
    """

    interval: Annotated[Duration, Since("1.31", "http2KeepAlive.interval")]
    """Time between two PINGs; 100 ms to 12 h. For a gRPC server with default settings it has to be longer than 5
    minutes. Becomes: `http2KeepAlive.interval`."""
    timeout: Annotated[Duration, Since("1.31", "http2KeepAlive.timeout")]
    """Longest wait for the answer to a PING; 100 ms to 12 h. Then the connection is closed. Becomes:
    `http2KeepAlive.timeout`."""
