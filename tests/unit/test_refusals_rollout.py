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
        (
            "backend.versions: got weights that add up to 115, beside ConsistentHash(...). Write 83 for v1, "
            "17 for v2. Allowed: weights that add up to 100, because each change of the total would move "
            "sessions. [weight-sum]"
        ),
    ),
    "halves beside a key": (
        {"backend": pool(1, 1, **BY_SESSION)},
        (
            "Write 50 for v1, 50 for v2. Allowed: weights that add up to 100, because each change of the "
            "total would move sessions. [weight-sum]"
        ),
    ),
    "a share that percents can't say": (
        {"backend": pool(999, 1, **BY_SESSION)},
        ("Allowed: weights that add up to 100, because each change of the total would move sessions. [weight-sum]"),
    ),
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
        (
            "got header='x-session-id' and query_parameter='user'. Allowed: one key for all weighted "
            "versions, because the proxy makes one hash of all keys of a route. [hash-key]"
        ),
    ),
    "a copy for nobody": (
        {"backend": pool(100, 0), "mirrors": [Mirror(version="v3", percent=1)]},
        (
            'mirrors[v3].version: got "v3". Remove the mirrors to a version before you remove the version. '
            'Allowed: "v1" or "v2". [version-unknown]'
        ),
    ),
    "a copy without versions": ({"mirrors": [Mirror(version="v2", percent=1)]}, "Add versions to the backend."),
    "a copy for the only version": (
        {"backend": pool(None), "mirrors": [Mirror(version="v1", percent=1)]},
        (
            'got "v1", the only version. Add a version with weight=0 for the copies. Allowed: a version '
            "other than the one that answers. [mirror-version]"
        ),
    ),
    "two copies of one request": (
        {"backend": pool(100, 0), "mirrors": [Mirror(version="v2", percent=1), Mirror(version="v2", percent=2)]},
        'mirrors[v2].version: got "v2" twice. Allowed: one mirror for each version. [mirror-version]',
    ),
    "a copy of a backend that isn't there": (
        {"backend": ..., "models": [Model(name="m", backend=pool(None))], "mirrors": [Mirror(version="v1", percent=1)]},
        (
            "mirrors: got mirrors without a backend. Write Model(..., mirrors=[...]). Allowed: mirrors of a "
            "model, or mirrors together with backend. [field-without-effect]"
        ),
    ),
    "copies for one of two models with one backend": (
        {
            "backend": ...,
            "models": [
                Model(name="a", backend=pool(100, 0, name="both")),
                Model(name="b", backend=pool(100, 0, name="both"), mirrors=[Mirror(version="v2", percent=1)]),
            ],
        },
        ("models[b].mirrors: got mirrors that differ from models[a].mirrors, although both have the same backend"),
    ),
    "the model's header for a drill": (
        {
            "backend": ...,
            "models": [Model(name="a", backend=pool(None))],
            "drills": [FaultDrill(name="a", headers={"x-llm-model": "a"}, abort_status=503)],
        },
        "got x-llm-model, which model_from matches, too",
    ),
    "no share": (
        {"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=0)]},
        "a number above 0 and up to 100, with at most four decimals",
    ),
    "a finer share than Istio's": ({"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=0.00001)]}, "four"),
    "no number": ({"backend": pool(1, 0), "mirrors": [Mirror(version="v2", percent=float("nan"))]}, "got nan"),
    "a drill for all": (
        {"drills": [FaultDrill(name="slow", headers={}, delay=SECOND)]},
        (
            'drills[slow].headers: got {}. Write headers={"x-drill": "..."}. Allowed: at least one header, '
            "because a drill only applies to requests that ask for it. [drill-header]"
        ),
    ),
    "a drill without a fault": (
        {"drills": [FaultDrill(name="slow", headers={"x-drill": ""})]},
        "got neither delay nor abort_status. Allowed: delay, abort_status or both. [field-required]",
    ),
    "a drill that succeeds": (
        {"drills": [FaultDrill(name="ok", headers={"x-drill": ""}, abort_status=200)]},
        "an error status from 400 to 599",
    ),
    "a drill of no time": (
        {"drills": [FaultDrill(name="a", headers={"x": ""}, delay=timedelta(0))]},
        "a duration from 1ms to 292 years, in whole milliseconds",
    ),
    "two drills of a name": (
        {"drills": [SLOW, FaultDrill(name="slow", headers={"x-drill": "other"}, delay=SECOND)]},
        'drills[slow].name: got "slow" twice. Allowed: each name once. [route-duplicate]',
    ),
    "a drill that is never asked": (
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
    "a drill's header on the mesh": (
        {"drills": [SLOW], "match": Match(headers={"x-drill": ""})},
        "got x-drill, which match matches, too",
    ),
    "a query that isn't encoded": (
        {"match": Match(query={"user": "a b"})},
        (
            'match.query: got "a b" for "user". Allowed: the name and value as the request has them, '
            "without & and #, with other characters percent-encoded, or an empty text to match any value. "
            "[query-invalid]"
        ),
    ),
    "two parameters in one": ({"match": Match(query={"a": "1&b=2"})}, "[query-invalid]"),
    "a query's name with its value": ({"match": Match(query={"a=1": ""})}, "[query-invalid]"),
    "a query without a name": ({"match": Match(query={"": "1"})}, "[query-invalid]"),
    "a percent in lower case": ({"match": Match(query={"a": "%2f"})}, "[query-invalid]"),
    "YAML's own": ({"match": Match(query={"a": "="})}, 'a value other than "=" and "<<", which have a meaning in YAML'),
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
    assert "query={'channel': 'beta'} together with match of the API: query={'channel': 'stable'}" in problem


@pytest.mark.parametrize("weights", [(90, 10), (100, 0), (0, 100), (60, 10, 30)])
def test_weights_that_add_up_are_fine(weights: tuple[int, ...]) -> None:
    """Percents beside a key, and any weights without one."""
    assert pool(*weights, **BY_SESSION)
    assert pool(3, 1, load_balancer=LeastRequest())
