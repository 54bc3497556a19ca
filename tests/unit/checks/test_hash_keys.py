"""Versions with different keys are refused."""

from __future__ import annotations

from llm_api_mesh import (
    ConsistentHash,
    Failover,
    Pool,
    Version,
)
from support.apps import Refusal

import pytest


def pool(**fields: object) -> Pool:
    return Pool(**{"selector": {"app": "chat"}, **fields})  # type: ignore[arg-type]


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "versions with two keys": (
        {
            "backend": pool(
                load_balancer=ConsistentHash(header="x-session-id"),
                versions=[
                    Version(name="v1", weight=50),
                    Version(name="v2", weight=50, load_balancer=ConsistentHash(source_ip=True)),
                ],
            )
        },
        (
            "backend.versions: got header='x-session-id' and source_ip=True. Allowed: one key for all "
            "weighted versions, because the proxy makes one hash of all keys of a route. [hash-key]"
        ),
    ),
    "versions with two keys within a failover": (
        {
            "backend": Failover(
                backends=[
                    pool(
                        name="own",
                        versions=[
                            Version(name="v1", weight=50, load_balancer=ConsistentHash(header="x-session-id")),
                            Version(name="v2", weight=50, load_balancer=ConsistentHash(source_ip=True)),
                        ],
                    ),
                    pool(name="spare"),
                ]
            )
        },
        "backend.backends[own].versions: got header='x-session-id' and source_ip=True",
    ),
}


@pytest.mark.parametrize(("changes", "said"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_one_problem_in_the_users_words(refusal: Refusal, changes: dict[str, object], said: str) -> None:
    """Each is one problem, which says what would have been right."""
    (problem,) = refusal(**changes)
    assert said in problem
