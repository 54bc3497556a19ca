"""Fields that the Istio release lacks are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import (
    Pool,
    ZoneAware,
)
from support.apps import Refusal


def pool(**fields: object) -> Pool:
    return Pool(**{"selector": {"app": "chat"}, "target_port": 8080, **fields})  # type: ignore[arg-type]


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "zones of the older release": (
        {"backend": pool(locality=ZoneAware()), "istio": "1.30"},
        'Allowed: istio="1.31" or newer, which adds loadBalancer.zoneAwareLbSetting. [istio-release]',
    ),
}


@pytest.mark.parametrize(("changes", "said"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_is_refused_with_one_problem(refusal: Refusal, changes: dict[str, object], said: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert said in problem
