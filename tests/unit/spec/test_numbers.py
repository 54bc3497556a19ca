"""Numbers out of range are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Ejection, LeastRequest, Mirror, Pool, Retries, ZoneAware
from support.apps import Refusal
from support.specs import PODS, weighted_pool

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "too many attempts": ({"retries": Retries(attempts=11)}, "a whole number from 0 to 10"),
    "a budget of nothing": ({"retries": Retries(budget_percent=0)}, "a whole number from 1 to 100"),
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
    "no share": (
        {"backend": weighted_pool(1, 0), "mirrors": [Mirror(version="v2", percent=0)]},
        "a number above 0 and up to 100, with at most four decimals",
    ),
    "a finer share than Istio's": (
        {"backend": weighted_pool(1, 0), "mirrors": [Mirror(version="v2", percent=0.00001)]},
        "four",
    ),
    "no number": ({"backend": weighted_pool(1, 0), "mirrors": [Mirror(version="v2", percent=float("nan"))]}, "got nan"),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
