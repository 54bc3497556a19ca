"""Retries, limits and times that went wrong in the field, and what this project says to them."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import Budget, Ejection, LeastRequest, Pool, Retries, ZoneAware
from support.apps import Refusal

import pytest

PODS = {"app": "chat"}
SECOND = timedelta(seconds=1)

ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "two conditions in one text": ({"retries": Retries(on=["5xx, 429"])}, "each as an item of its own"),
    "codes without codes": ({"retries": Retries(on=["retriable-status-codes"])}, "Write 429, 503. [retry-condition]"),
    "an underscore": ({"retries": Retries(on=["connect_failure"])}, 'Write "connect-failure". [retry-condition]'),
    "what may pay twice": (
        {"retries": Retries(on=["reset"])},
        "A generation that may have begun isn't asked for twice.",
    ),
    "what may pay twice, with an underscore": ({"retries": Retries(on=["gateway_error"])}, "isn't asked for twice"),
    "no status": ({"retries": Retries(on=[99])}, "got 99; allowed: a status that says that nothing was generated"),
    "an error's status": ({"retries": Retries(on=[500])}, "got 500"),
    "a status as text": ({"retries": Retries(on=["429"])}, "Write 429. [retry-condition]"),
    "conditions without attempts": (
        {"retries": Retries(attempts=0, on=[429])},
        "got on with attempts=0; allowed: attempts=0 alone",
    ),
    "too many attempts": ({"retries": Retries(attempts=11)}, "a whole number from 0 to 10"),
    "a limit on each try": (
        {"retries": Retries(attempts=2, per_try_timeout=60 * SECOND)},  # type: ignore[call-arg]
        "every longer generation would fail",
    ),
    "a budget of nothing": ({"retries": Retries(budget_percent=0)}, "a whole number from 1 to 100"),
    "no condition": ({"retries": Retries(on=[])}, "got []; allowed: one condition or more: Istio would take its own"),
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
        "backend.locality.min_cluster_size: got 0; allowed: a whole number from 1 to 4294967295",
    ),
    "an unknown preset": ({"preset": "chats"}, 'Write "chat". [field-invalid]'),
    "no time at all": ({"budget": Budget(generation=timedelta(0))}, "10ms or more"),
    "a keep-alive that can't be undercut": ({"budget": Budget(server_keep_alive=SECOND)}, "2s or more"),
    "a limit of one replica only": (
        {"backend": Pool(selector=PODS, concurrent_requests=8)},
        "got concurrent_requests alone; allowed: concurrent_requests together with replicas",
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
