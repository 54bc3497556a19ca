"""Which requests are sent again, to whom, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan import settings
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.mesh import Mesh

# Each says that nothing was generated: no connection, a stream that was refused, one that was reset before the request
# had gone out (a keep-alive that ended just then), and a server that is full or not ready. The statuses go to another
# replica.
_HTTP = ("connect-failure", "refused-stream", "reset-before-request", 429, 503)
_GRPC = (*_HTTP[:-2], "resource-exhausted", "unavailable", 429, 503)


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """A route's retries."""

    attempts: int
    conditions: tuple[str | int, ...] = ()
    backoff: timedelta | None = None
    longest_retry_after: timedelta | None = None


def retry_policy(mesh: Mesh, backend: AnyBackend) -> RetryPolicy:
    """The retries of every route to a backend."""
    retries = settings.retries(mesh)
    if retries.attempts == 0:
        return RetryPolicy(attempts=0)
    default = _GRPC if backend.speaks_grpc else _HTTP
    return RetryPolicy(
        attempts=retries.attempts,
        conditions=default if retries.on is None else tuple(retries.on),
        backoff=retries.backoff,
        longest_retry_after=retries.longest_retry_after,
    )
