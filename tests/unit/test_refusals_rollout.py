"""Versions, copies and drills that would go wrong, and what this project says to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import ConsistentHash, FaultDrill, LeastRequest, Match, Mirror, Model, Pool, Route, Version
from support.apps import Refusal

import pytest

SECOND = timedelta(seconds=1)
SLOW = FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=SECOND)


def pool(*weights: int | None, **options: Any) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights, 1)]
    return Pool(selector={"app": "chat"}, versions=versions, **options)


BY_SESSION = {"load_balancer": ConsistentHash(header="x-session-id")}

ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "a sum of one's own beside a key": (
        {"backend": pool(95, 20, **BY_SESSION)},
        "backend.versions: got weights that add up to 115, beside ConsistentHash(...); allowed: weights that add up",
    ),
    "halves beside a key": (
        {"backend": pool(1, 1, **BY_SESSION)},
        "100: a step to another sum would move sessions to and fro. Write 50 for v1, 50 for v2. [weight-sum]",
    ),
    "a share that percents can't say": ({"backend": pool(999, 1, **BY_SESSION)}, "to and fro. [weight-sum]"),
    "two keys": (
        {
            "backend": Pool(
                selector={"app": "chat"},
                load_balancer=ConsistentHash(header="x-session-id"),
                versions=[
                    Version(name="v1", weight=90),
                    Version(name="v2", weight=10, load_balancer=ConsistentHash(query_parameter="user")),
                ],
            )
        },
        "got header='x-session-id' and query_parameter='user'; allowed: one key for all versions with a weight",
    ),
    "a copy for nobody": (
        {"backend": pool(100, 0), "mirrors": [Mirror(version="v3", percent=1)]},
        'mirrors[v3].version: got "v3"; allowed: "v1" or "v2".',
    ),
    "a copy without versions": ({"mirrors": [Mirror(version="v2", percent=1)]}, "Add versions to the backend."),
    "a copy for the only version": (
        {"backend": pool(None), "mirrors": [Mirror(version="v1", percent=1)]},
        'got "v1", the only version; allowed: a version beside the one that answers.',
    ),
    "two copies of one request": (
        {"backend": pool(100, 0), "mirrors": [Mirror(version="v2", percent=1), Mirror(version="v2", percent=2)]},
        'mirrors[v2].version: got "v2" twice; allowed: one mirror for a version. [mirror-version]',
    ),
    "a copy of a backend that isn't there": (
        {"backend": ..., "models": [Model(name="m", backend=pool(None))], "mirrors": [Mirror(version="v1", percent=1)]},
        "mirrors: got mirrors without a backend; allowed: mirrors of a model, or beside backend.",
    ),
    "copies for one of two models with one backend": (
        {
            "backend": ...,
            "models": [
                Model(name="a", backend=pool(100, 0, name="both")),
                Model(name="b", backend=pool(100, 0, name="both"), mirrors=[Mirror(version="v2", percent=1)]),
            ],
        },
        "models[b].mirrors: got others than models[a].mirrors, though one backend answers for both",
    ),
    "the model's header for a drill": (
        {
            "backend": ...,
            "models": [Model(name="a", backend=pool(None))],
            "drills": [FaultDrill(name="a", headers={"x-llm-model": "a"}, abort_status=503)],
        },
        "got x-llm-model, for which model_from asks, too",
    ),
    "no share": (
        {"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=0)]},
        "a number above 0 up to 100, with four decimals at most",
    ),
    "a finer share than Istio's": ({"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=0.00001)]}, "four"),
    "no number": ({"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=float("nan"))]}, "got nan"),
    "a drill for all": (
        {"drills": [FaultDrill(name="slow", headers={}, delay=SECOND)]},
        "drills[slow].headers: got {}; allowed: one header or more: a drill is for requests that ask for it.",
    ),
    "a drill without a fault": (
        {"drills": [FaultDrill(name="slow", headers={"x-drill": ""})]},
        "got neither delay nor abort_status; allowed: delay, abort_status or both. [field-required]",
    ),
    "a drill that succeeds": (
        {"drills": [FaultDrill(name="ok", headers={"x-drill": ""}, abort_status=200)]},
        "a status of an error, 400 to 599",
    ),
    "a drill of no time": ({"drills": [FaultDrill(name="a", headers={"x": ""}, delay=timedelta(0))]}, "1ms or more"),
    "two drills of a name": (
        {"drills": [SLOW, FaultDrill(name="slow", headers={"x-drill": "other"}, delay=SECOND)]},
        'drills[slow].name: got "slow" twice; allowed: each name once. [route-duplicate]',
    ),
    "a drill that is never asked": (
        {"drills": [SLOW, FaultDrill(name="too", headers={"x-drill": "slow"}, abort_status=503)]},
        'Drill "slow" is asked before and takes all of them. [route-unreachable]',
    ),
    "a drill's header on a route": (
        {
            "backend": pool(100, 0),
            "drills": [SLOW],
            "routes": [Route(name="t", headers={"X-Drill": "v2"}, version="v2")],
        },
        "drills[slow].headers: got x-drill, for which routes[t] asks, too; allowed: headers of the drill's own",
    ),
    "a drill's header on the mesh": (
        {"drills": [SLOW], "match": Match(headers={"x-drill": ""})},
        "got x-drill, for which match asks, too",
    ),
    "a query that isn't encoded": (
        {"match": Match(query={"user": "a b"})},
        'match.query: got "a b" for "user"; allowed: name and value as they stand in a request, without & and #',
    ),
    "two parameters in one": ({"match": Match(query={"a": "1&b=2"})}, "[query-invalid]"),
    "a query's name with its value": ({"match": Match(query={"a=1": ""})}, "[query-invalid]"),
    "a query without a name": ({"match": Match(query={"": "1"})}, "[query-invalid]"),
    "a percent in lower case": ({"match": Match(query={"a": "%2f"})}, "[query-invalid]"),
    "YAML's own": ({"match": Match(query={"a": "="})}, "a value that YAML has no use for"),
}


@pytest.mark.parametrize(("given", "words"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """There is one problem, and the text says what is allowed."""
    (problem,) = refusal(**given)
    assert words in problem


def test_a_query_within_the_mesh_s_own(refusal: Refusal) -> None:
    """A route that asks for another value of a parameter than the mesh does has no requests."""
    route = Route(name="a", query={"channel": "beta"}, version="v2")
    (problem,) = refusal(backend=pool(100, 0), routes=[route], match=Match(query={"channel": "stable"}))
    assert "query={'channel': 'beta'} within the mesh's own query={'channel': 'stable'}" in problem


@pytest.mark.parametrize("weights", [(90, 10), (100, 0), (0, 100), (60, 10, 30)])
def test_weights_that_add_up_are_fine(weights: tuple[int, ...]) -> None:
    """Percents beside a key, and any weights without one."""
    assert pool(*weights, **BY_SESSION)
    assert pool(3, 1, load_balancer=LeastRequest())
