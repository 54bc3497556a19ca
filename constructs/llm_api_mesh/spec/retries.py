"""When the gateway sends a request again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, ClassVar, Self

from frozendict import frozendict
from pydantic import model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.nearest import nearest
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.durations import between
from llm_api_mesh.spec.numbers import AtLeastOne, WholePercent, whole

# Conditions under which nothing can have been generated.
_SAFE = ("connect-failure", "refused-stream", "reset-before-request", "resource-exhausted", "unavailable")
_SAFE_STATUSES = frozenset({425, 429, 503})
_UNSAFE = frozenset(
    {
        "5xx",
        "gateway-error",
        "reset",
        "cancelled",
        "deadline-exceeded",
        "internal",
        "retriable-4xx",
        "retriable-headers",
    }
)
_MOST_ATTEMPTS = 10


def _condition(condition: str | int) -> str | int:
    if isinstance(condition, int):
        return _status(condition)
    if condition in _SAFE:
        return condition
    if re.fullmatch(r"[0-9]{1,9}", condition):
        raise refused(
            "retry-condition", given=show(condition), allowed="a status as a number", fix=f"Write {int(condition)}."
        )
    if condition.replace("_", "-") in _UNSAFE:
        raise refused(
            "retry-condition",
            given=show(condition),
            allowed=f"a condition under which nothing can have been generated: {', '.join(_SAFE)}, or a status",
            fix="Remove it, because a generation that may have started isn't requested twice.",
        )
    if condition == "retriable-status-codes":
        raise refused(
            "retry-condition", given=show(condition), allowed="the statuses themselves", fix="Write 429, 503."
        )
    near = nearest(condition.replace("_", "-").strip().lower(), _SAFE)
    raise refused(
        "retry-condition",
        given=show(condition),
        allowed=f"{', '.join(_SAFE)}, or a status, each as a separate item",
        fix=f'Write "{near}".' if near else "",
    )


def _status(status: int) -> int:
    if status not in _SAFE_STATUSES:
        raise refused(
            "retry-condition",
            given=show(status),
            allowed=f"a status with which nothing was generated: {', '.join(map(str, sorted(_SAFE_STATUSES)))}",
        )
    return status


def _in_order(conditions: Sequence[str | int]) -> tuple[str | int, ...]:
    if not conditions:
        # Istio's defaults include conditions under which something may have been generated.
        raise refused(
            "retry-condition",
            given="[]",
            allowed="at least one condition, because Istio would use its own defaults",
            fix="To disable retries, write attempts=0.",
        )
    return tuple(sorted(set(conditions), key=lambda condition: (isinstance(condition, int), condition)))


_Condition = Annotated[str | int, Rule(_condition, enum=[*_SAFE, *sorted(_SAFE_STATUSES)])]
_Conditions = Annotated[List[_Condition], Rule(_in_order, minItems=1)]


class Retries(Spec):
    """Retries that don't pay twice.

    A request is retried on another replica, and only if the gateway can tell that no generation has started. If a model
    server dies during a request, its sidecar answers 503. If your pods have sidecars and nothing may be paid for twice,
    remove 503 from `on`.

    Becomes: `http[].retries` of every route, and `DestinationRule.spec.trafficPolicy.retryBudget`.
    """

    no_effect: ClassVar[Mapping[str, str]] = frozendict(
        {
            "per_try_timeout": "Use Budget(generation=...) to limit the whole answer. A limit on each attempt would "
            "end with the first byte. If an answer isn't streamed, that byte comes with the last one, so longer "
            "generations would fail.",
        }
    )

    attempts: Annotated[int, whole(0, _MOST_ATTEMPTS)] = 2
    """Largest number of retries; 0 to 10. 0 disables retries, except that a stream with `Budget(first_token=...)` is
    sent to another replica once if there was no connection, because Istio only applies that time together with retries.
    Default: 2; 5 for completion-batch, 3 for embeddings. Becomes: `retries.attempts`."""
    on: (
        Annotated[
            List[Annotated[str | int, Rule(_condition, enum=[*_SAFE, *sorted(_SAFE_STATUSES)])]],
            Rule(_in_order, minItems=1),
        ]
        | None
    ) = None
    """Conditions and statuses under which a request is retried. Default: the connection failed, the stream was refused,
    or it was reset before the request was sent; 429 and 503; for gRPC, its equivalents. Becomes: `retries.retryOn`."""
    backoff: Annotated[timedelta, between(timedelta(milliseconds=1), timedelta(minutes=1))] = timedelta(milliseconds=25)
    """Wait before the first retry; 1 ms to 1 min. It grows up to tenfold for further retries. Default: 25 ms; 1 s for
    completion-batch. Becomes: `retries.backoff`."""
    longest_retry_after: Annotated[timedelta, between(timedelta(seconds=1), timedelta(hours=1))] | None = None
    """Longest `Retry-After` of a server for which a retry waits; 1 s to 1 h. Instead of a longer one, `backoff`
    applies. gRPC has no `Retry-After`. Default: none, so no retry waits for it, because another replica may be free; if
    all replicas refuse, the client gets the header. Becomes: `rate_limited_retry_back_off` of the proxy's route, by an
    EnvoyFilter."""
    budget_percent: WholePercent = 20
    """Percentage of the open requests that may be retries; 1 to 100. Default: 20. Becomes: `retryBudget.percent`."""
    budget_minimum: AtLeastOne = 10
    """Number of open retries that is always allowed. Default: 10. Becomes: `retryBudget.minRetryConcurrency`."""

    @model_validator(mode="after")
    def _none_without_attempts(self) -> Self:
        idle = sorted({"on", "backoff", "longest_retry_after"} & self.model_fields_set)
        if self.attempts == 0 and idle:
            raise refused(
                "field-without-effect",
                given=f"{' and '.join(idle)} with attempts=0",
                allowed="attempts=0 without these fields, because nothing is retried",
            )
        return self
