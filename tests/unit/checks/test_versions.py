"""Weights that Istio would apply in an unexpected way are refused."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import ConsistentHash, Failover, LeastRequest, Pool, Version
from support.apps import LLM_GATEWAY, Refusal
from support.specs import weighed


def pool(*weights: int | None, **options: Any) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights, 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, versions=versions, **options)


BY_SESSION = {"load_balancer": ConsistentHash(header="x-session-id")}


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "a sum other than 100 with a key": (
        {"backend": pool(95, 20, **BY_SESSION)},
        (
            "backend.versions: got weights that add up to 115, beside ConsistentHash. Write 83 for v1, "
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
                target_port=8080,
                load_balancer=ConsistentHash(header="x-session-id"),
                versions=[
                    Version(name="v1", weight=90),
                    Version(name="v2", weight=10, load_balancer=ConsistentHash(query_parameter="user")),
                ],
            )
        },
        (
            'got header="x-session-id" and query_parameter="user". Allowed: one key for all weighted '
            "versions, because the proxy computes one hash from all keys of a route. [hash-key]"
        ),
    ),
    "version of another version's pods": (
        {
            "backend": Pool(
                selector={"app": "chat"},
                target_port=8080,
                versions=[
                    Version(name="v1", weight=1, labels={"track": "a"}),
                    Version(name="v2", weight=1, labels={"track": "a", "gpu": "b"}),
                ],
            )
        },
        (
            "Allowed: a label with a different value for each version, because a pod could belong to both. "
            "[version-labels]"
        ),
    ),
    "a version whose name is taken": (
        {
            "backend": Pool(
                selector={"app": "chat"},
                target_port=8080,
                load_balancer=ConsistentHash(header="x-session-id"),
                versions=[Version(name="v1", weight=90), Version(name="v1-no-key", weight=10)],
            )
        },
        (
            'backend.versions[v1-no-key].name: got "v1-no-key". Allowed: another name, because this one is for the '
            'requests of "v1" without a key. [version-duplicate]'
        ),
    ),
    "a name without room": (
        {
            "backend": Pool(
                selector={"app": "chat"},
                target_port=8080,
                load_balancer=ConsistentHash(header="x-session-id"),
                versions=[Version(name="v" * 57)],
            )
        },
        "got 57 characters, beside ConsistentHash. Allowed: up to 56 characters, because the requests without a key",
    ),
    "three versions for a controller": (
        {"backend": pool(90, 5, 5, weights_set_by="argo-rollouts")},
        (
            'backend.weights_set_by: got "argo-rollouts" with 3 versions. Allowed: two versions, a stable one and a '
            "canary. [weights-set-by]"
        ),
    ),
    "no version for a controller": (
        {"backend": pool(weights_set_by="argo-rollouts")},
        'backend.weights_set_by: got "argo-rollouts" with no versions.',
    ),
    "shares of sessions for a controller": (
        {"backend": pool(90, 10, weights_set_by="argo-rollouts", **BY_SESSION)},
        (
            "Write load_balancer=LeastRequest(). Allowed: another load_balancer, because the shares of sessions are "
            "conditions of routes and not weights. [weights-set-by]"
        ),
    ),
    "a controller without a name": ({"backend": pool(90, 10, weights_set_by="Argo Rollouts")}, "[name-invalid]"),
    "weight missing": (weighed(90, ...), "backend.versions[v2].weight: missing"),
    "weights of 0": (weighed(0, 0), "[weight-zero]"),
    "single weight of 0": (weighed(0), "[weight-zero]"),
    "versions with two keys": (
        {
            "backend": Pool(
                selector={"app": "chat"},
                target_port=8080,
                load_balancer=ConsistentHash(header="x-session-id"),
                versions=[
                    Version(name="v1", weight=50),
                    Version(name="v2", weight=50, load_balancer=ConsistentHash(source_ip=True)),
                ],
            )
        },
        (
            'backend.versions: got header="x-session-id" and source_ip=True. Allowed: one key for all '
            "weighted versions, because the proxy computes one hash from all keys of a route. [hash-key]"
        ),
    ),
    "versions with two keys within a failover": (
        {
            "backend": Failover(
                backends=[
                    Pool(
                        selector={"app": "chat"},
                        target_port=8080,
                        name="own",
                        versions=[
                            Version(name="v1", weight=50, load_balancer=ConsistentHash(header="x-session-id")),
                            Version(name="v2", weight=50, load_balancer=ConsistentHash(source_ip=True)),
                        ],
                    ),
                    Pool(name="spare", selector={"app": "chat"}, target_port=8080),
                ]
            )
        },
        'backend.backends[own].versions: got header="x-session-id" and source_ip=True',
    ),
}


@pytest.mark.parametrize(("given", "words"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(gateway=LLM_GATEWAY, **given)
    assert words in problem


@pytest.mark.parametrize("weights", [(90, 10), (100, 0), (0, 100), (60, 10, 30)])
def test_weights_that_add_up_are_fine(weights: tuple[int, ...]) -> None:
    """With a key, weights are percentages; without a key, any weights are allowed."""
    assert pool(*weights, **BY_SESSION)
    assert pool(3, 1, load_balancer=LeastRequest())
