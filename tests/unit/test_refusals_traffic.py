"""Retries, limits and times that went wrong in the field, and what this project says to them."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import Budget, Ejection, LeastRequest, Pool, Retries, ZoneAware
from support.apps import Refusal

import pytest

PODS = {"app": "chat"}
SECOND = timedelta(seconds=1)

ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "two conditions in one text": ({"retries": Retries(on=["5xx, 429"])}, "each as a separate item"),
    "codes without codes": (
        {"retries": Retries(on=["retriable-status-codes"])},
        "Write 429, 503. Allowed: the statuses themselves. [retry-condition]",
    ),
    "an underscore": (
        {"retries": Retries(on=["connect_failure"])},
        (
            'Write "connect-failure". Allowed: connect-failure, refused-stream, reset-before-request, '
            "resource-exhausted, unavailable, or a status, each as a separate item. [retry-condition]"
        ),
    ),
    "what may pay twice": (
        {"retries": Retries(on=["reset"])},
        (
            "Remove it, because a generation that may have started isn't requested twice. Allowed: a "
            "condition under which nothing can have been generated: connect-failure, refused-stream, "
            "reset-before-request, resource-exhausted, unavailable, or a status. [retry-condition]"
        ),
    ),
    "what may pay twice, with an underscore": (
        {"retries": Retries(on=["gateway_error"])},
        (
            "Remove it, because a generation that may have started isn't requested twice. Allowed: a "
            "condition under which nothing can have been generated: connect-failure, refused-stream, "
            "reset-before-request, resource-exhausted, unavailable, or a status. [retry-condition]"
        ),
    ),
    "no status": (
        {"retries": Retries(on=[99])},
        "got 99. Allowed: a status with which nothing was generated: 425, 429, 503. [retry-condition]",
    ),
    "an error's status": ({"retries": Retries(on=[500])}, "got 500"),
    "a status as text": (
        {"retries": Retries(on=["429"])},
        "Write 429. Allowed: a status as a number. [retry-condition]",
    ),
    "conditions without attempts": (
        {"retries": Retries(attempts=0, on=[429])},
        (
            "got on with attempts=0. Allowed: attempts=0 without these fields, because nothing is retried. "
            "[field-without-effect]"
        ),
    ),
    "too many attempts": ({"retries": Retries(attempts=11)}, "a whole number from 0 to 10"),
    "a limit on each try": (
        {"retries": Retries(attempts=2, per_try_timeout=60 * SECOND)},  # type: ignore[call-arg]
        "every longer generation would fail",
    ),
    "a budget of nothing": ({"retries": Retries(budget_percent=0)}, "a whole number from 1 to 100"),
    "no condition": (
        {"retries": Retries(on=[])},
        (
            "got []. To disable retries, write attempts=0. Allowed: at least one condition, because Istio "
            "would use its own defaults. [retry-condition]"
        ),
    ),
    "a minimum of nothing": ({"retries": Retries(budget_minimum=0)}, "a whole number from 1 to 4294967295"),
    "a minimum that no field holds": (
        {"retries": Retries(budget_minimum=2**32)},
        "a whole number from 1 to 4294967295",
    ),
    "errors that no field can count": (
        {"backend": Pool(selector=PODS, ejection=Ejection(consecutive_gateway_errors=2**32))},
        "a whole number from 1 to 4294967295",
    ),
    "replicas that no field can count": (
        {"backend": Pool(selector=PODS, locality=ZoneAware(min_cluster_size=2**32))},
        "a whole number from 1 to 4294967295",
    ),
    "zones from no replica on": (
        {"backend": Pool(selector=PODS, locality=ZoneAware(min_cluster_size=0))},
        ("backend.locality.min_cluster_size: got 0. Allowed: a whole number from 1 to 4294967295. [field-invalid]"),
    ),
    "an unknown preset": (
        {"preset": "chats"},
        'Write "chat". Allowed: "chat", "completion-batch" or "embeddings". [field-invalid]',
    ),
    "no time at all": (
        {"budget": Budget(generation=timedelta(0))},
        "a duration from 10ms to 292 years, in whole milliseconds",
    ),
    "a keep-alive that can't be undercut": (
        {"budget": Budget(server_keep_alive=SECOND)},
        "a duration from 2s to 292 years, in whole milliseconds",
    ),
    "a limit of one replica only": (
        {"backend": Pool(selector=PODS, concurrent_requests=8)},
        (
            "got concurrent_requests alone. Allowed: concurrent_requests together with replicas, because "
            "Istio's limit is for all replicas. [field-without-effect]"
        ),
    ),
    "a limit of nothing": ({"backend": Pool(selector=PODS, concurrent_requests=0, replicas=1)}, "from 1 to 10000"),
    "no choice": ({"backend": Pool(selector=PODS, load_balancer=LeastRequest(choices=1))}, "from 2 to 64"),
    "ejection at once": (
        {"backend": Pool(selector=PODS, ejection=Ejection(consecutive_gateway_errors=0))},
        "backend.ejection.consecutive_gateway_errors: got 0",
    ),
    "ejection of more than all": (
        {"backend": Pool(selector=PODS, ejection=Ejection(max_percent=101))},
        "from 1 to 100",
    ),
}


@pytest.mark.parametrize(("changes", "words"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_is_refused_with_one_problem(refusal: Refusal, changes: dict[str, object], words: str) -> None:
    """The one thing that is wrong, the field, and what to do."""
    (problem,) = refusal(**changes)
    assert words in problem
