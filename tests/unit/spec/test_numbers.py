"""Numbers out of range are refused."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import Ejection, FaultDrill, LeastRequest, Mirror, Pool, Retries, ZoneAware
from llm_api_mesh.spec.numbers import as_percentage
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
        {"backend": Pool(selector=PODS, target_port=8080, ejection=Ejection(consecutive_gateway_errors=2**32))},
        "a whole number from 1 to 4294967295",
    ),
    "replicas that no field can count": (
        {"backend": Pool(selector=PODS, target_port=8080, locality=ZoneAware(min_cluster_size=2**32))},
        "a whole number from 1 to 4294967295",
    ),
    "zones from no replica on": (
        {"backend": Pool(selector=PODS, target_port=8080, locality=ZoneAware(min_cluster_size=0))},
        ("backend.locality.min_cluster_size: got 0. Allowed: a whole number from 1 to 4294967295. [field-invalid]"),
    ),
    "a limit of nothing": (
        {"backend": Pool(selector=PODS, target_port=8080, concurrent_requests=0, replicas=1)},
        "from 1 to 10000",
    ),
    "connections without a request": (
        {"backend": Pool(selector=PODS, target_port=8080, max_requests_per_connection=0)},
        "backend.max_requests_per_connection: got 0. Allowed: a whole number from 1 to 10000. [field-invalid]",
    ),
    "no choice": (
        {"backend": Pool(selector=PODS, target_port=8080, load_balancer=LeastRequest(choices=1))},
        "from 2 to 64",
    ),
    "ejection at once": (
        {"backend": Pool(selector=PODS, target_port=8080, ejection=Ejection(consecutive_gateway_errors=0))},
        "backend.ejection.consecutive_gateway_errors: got 0",
    ),
    "ejection of more than all": (
        {"backend": Pool(selector=PODS, target_port=8080, ejection=Ejection(max_percent=101))},
        "from 1 to 100",
    ),
    "no share": (
        {"backend": weighted_pool(1, 0), "mirrors": [Mirror(version="v2", percent=0)]},
        'a number from 1 to 100, or a string such as "0.05%", with at most four decimals',
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


PERCENTAGES: dict[str, Any] = {
    "Mirror": lambda percent: {"backend": weighted_pool(1, 0), "mirrors": [Mirror(version="v2", percent=percent)]},
    "FaultDrill": lambda percent: {
        "drills": [FaultDrill(name="a", headers={"x": ""}, abort_status=503, percent=percent)]
    },
}


@pytest.mark.parametrize("kind", PERCENTAGES)
@pytest.mark.parametrize(
    ("percent", "fix"),
    [
        (0.05, 'Did you mean 5? For 0.05 %, write "0.05%".'),
        (0.5, 'Did you mean 50? For 0.5 %, write "0.5%".'),
        (0.001, 'Did you mean 0.1? For 0.001 %, write "0.001%".'),
        ("5", 'Write "5%".'),
        ("5 %", 'Write "5%".'),
        ("five", ""),
        ("0%", ""),
        ("101%", ""),
        ("0.00001%", ""),
    ],
)
def test_a_percentage_below_1_says_that_it_is_one(refusal: Refusal, kind: str, percent: float | str, fix: str) -> None:
    """A share of 1 looks like it; with the sign there is no doubt."""
    (problem,) = refusal(**PERCENTAGES[kind](percent))
    assert f"{fix} Allowed: a number from 1 to 100, or a string such as" in problem


@pytest.mark.parametrize(("percent", "number"), [("0.05%", 0.05), ("5%", 5), (5, 5), (12.5, 12.5), ("100%", 100)])
def test_a_percentage_as_a_string(percent: float | str, number: float) -> None:
    """It keeps the form in which it is given, and gives the same number."""
    assert Mirror(version="v2", percent=percent).percent == percent
    assert as_percentage(percent) == number
