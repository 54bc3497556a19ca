"""Which requests are retried, to which backend, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import Target

# Each condition shows that nothing was generated: no connection, a refused stream, a stream that was reset before the
# request was sent (the server closed an idle connection just then), or a server that is full or not ready. After a
# status, the request goes to another replica.
_HTTP = ("connect-failure", "refused-stream", "reset-before-request", 429, 503)
_GRPC = (*_HTTP[:-2], "resource-exhausted", "unavailable", 429, 503)

# Answers of a failover's backend after which the next one is tried. The gateway's own second hop answers 504 if no
# answer began in time. Neither 502 nor a reset is listed: a generation may have begun before it.
_NEXT = ("connect-failure", "envoy-ratelimited", "refused-stream", "reset-before-request", 429, 503, 504)
_AT_ONCE = timedelta(milliseconds=1)


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """The retries of a route."""

    attempts: int
    conditions: tuple[str | int, ...] = ()
    backoff: timedelta | None = None
    longest_retry_after: timedelta | None = None
    """Longest `Retry-After` that is honoured; None: the header is ignored."""
    first_byte: timedelta | None = None
    """Longest wait of each attempt for the head of an answer."""
    next_priority: bool = False
    """Whether each attempt goes to the next of a list of addresses."""


def retry_policy(settings: Settings, target: Target) -> RetryPolicy:
    """The retries of every route to a backend."""
    if target.failover:
        return _once_each(len(target.failover.backends))
    retries = settings.retries
    if retries.attempts == 0:
        return RetryPolicy(attempts=0)
    grpc = target.backend.speaks_grpc
    default = _GRPC if grpc else _HTTP
    return RetryPolicy(
        attempts=retries.attempts,
        conditions=default if retries.on is None else tuple(retries.on),
        backoff=retries.backoff,
        # Envoy can't read gRPC's counterpart, which is in milliseconds, and a sidecar's 429 or 503 is a gRPC answer.
        longest_retry_after=None if grpc else retries.longest_retry_after,
    )


def in_time(policy: RetryPolicy, first_byte: timedelta | None) -> RetryPolicy:
    """The same policy with a limit on the wait for the head of an answer, if there is one."""
    if policy.attempts == 0 and first_byte:
        # Istio accepts the limit only together with retries. If there was no connection, nothing can be generated
        # twice.
        policy = RetryPolicy(attempts=1, conditions=("connect-failure",), backoff=_AT_ONCE)
    return replace(policy, first_byte=first_byte)


def leg_retry_policy(settings: Settings, target: Target, first_byte: timedelta | None = None) -> RetryPolicy:
    """The retries on the way to a backend of a failover that isn't the last."""
    policy = in_time(retry_policy(settings, target), first_byte)
    # Ignore Retry-After: another backend is available.
    keeps_backoff = "backoff" in settings.spec.retries.model_fields_set or not policy.attempts
    return replace(policy, backoff=policy.backoff if keeps_backoff else _AT_ONCE, longest_retry_after=None)


def _once_each(backends: int) -> RetryPolicy:
    return RetryPolicy(
        attempts=backends - 1,
        conditions=_NEXT,
        backoff=_AT_ONCE,
        next_priority=True,
    )
