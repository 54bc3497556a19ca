"""Fault drills that no request reaches, or whose headers select something else, are refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import FaultDrill, Match, Model, Pool, Route, Version
from support.apps import LLM_GATEWAY, Refusal

SECOND = timedelta(seconds=1)


SLOW = FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=SECOND)


def pool(*weights: int | None, **options: Any) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights, 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, versions=versions, **options)


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "the model's header for a drill": (
        {
            "backend": ...,
            "models": [Model(name="a", backend=pool(None))],
            "drills": [FaultDrill(name="a", headers={"x-llm-gateway-model": "a"}, abort_status=503)],
        },
        "got x-llm-gateway-model, which model_from matches, too",
    ),
    "two drills of a name": (
        {"drills": [SLOW, FaultDrill(name="slow", headers={"x-drill": "other"}, delay=SECOND)]},
        'drills[slow].name: got "slow" twice. Allowed: each name once. [route-duplicate]',
    ),
    "a drill that no request reaches": (
        {"drills": [SLOW, FaultDrill(name="too", headers={"x-drill": "slow"}, abort_status=503)]},
        (
            'Change the headers: drill "slow" comes first and takes all of these requests. Allowed: headers '
            "that leave some requests to the drill. [route-unreachable]"
        ),
    ),
    "a drill's header on a route": (
        {
            "backend": pool(100, 0),
            "drills": [SLOW],
            "routes": [Route(name="t", headers={"X-Drill": "v2"}, version="v2")],
        },
        (
            "drills[slow].headers: got x-drill, which routes[t] matches, too. Allowed: headers that nothing "
            "else matches, because they select the fault only. [drill-header]"
        ),
    ),
    "a drill's header on the API": (
        {"drills": [SLOW], "match": Match(headers={"x-drill": ""})},
        "got x-drill, which match matches, too",
    ),
}


@pytest.mark.parametrize(("given", "words"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(gateway=LLM_GATEWAY, **given)
    assert words in problem
