"""Which requests are sent again, to whom, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    first_byte: timedelta | None = None
    """Longest wait for the head of an answer, of each attempt."""
    next_priority: bool = False
    """Whether each attempt goes to the next of a list of addresses."""


# What a backend of a failover answers when another one is to be asked; 504 comes from the gateway's own second hop,
# when no answer has begun in time. Neither 502 nor a reset: that may have been an answer.
_NEXT = ("connect-failure", "envoy-ratelimited", "refused-stream", "reset-before-request", 429, 503, 504)
_AT_ONCE = timedelta(milliseconds=1)


def retry_policy(mesh: Mesh, backend: AnyBackend) -> RetryPolicy:
    """The retries of every route to a backend."""
    if backend.ordered is not None:
        return _failover_policy(len(backend.ordered))
    retries = settings.retries(mesh)
    if retries.attempts == 0:
        return RetryPolicy(attempts=0)
    default = _GRPC if backend.speaks_grpc else _HTTP
    return RetryPolicy(
        attempts=retries.attempts,
        conditions=default if retries.on is None else tuple(retries.on),
        backoff=retries.backoff,
        # gRPC's word for it, in milliseconds, Envoy can't read; and a sidecar's own 429 or 503 is an answer of gRPC's.
        longest_retry_after=None if backend.speaks_grpc else retries.longest_retry_after,
    )


def in_time(policy: RetryPolicy, first_byte: timedelta | None) -> RetryPolicy:
    """The same with a limit to the wait for the head of an answer, if there is one."""
    if policy.attempts == 0 and first_byte:
        # Istio takes the limit with retries alone; where there was no connection there is nothing to repeat.
        policy = RetryPolicy(attempts=1, conditions=("connect-failure",), backoff=_AT_ONCE)
    return replace(policy, first_byte=first_byte)


def leg_retry_policy(mesh: Mesh, backend: AnyBackend, first_byte: timedelta | None = None) -> RetryPolicy:
    """The retries on the way to a backend of a failover behind which there is another one."""
    policy = in_time(retry_policy(mesh, backend), first_byte)
    # Nobody is waited for, whatever he asks for: there is somebody else.
    backoff = policy.backoff if "backoff" in mesh.retries.model_fields_set or not policy.attempts else _AT_ONCE
    return replace(policy, backoff=backoff, longest_retry_after=None)


def _failover_policy(backends: int) -> RetryPolicy:
    """Each backend once."""
    return RetryPolicy(
        attempts=backends - 1,
        conditions=_NEXT,
        backoff=_AT_ONCE,
        next_priority=True,
    )
