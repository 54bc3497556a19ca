"""Balancing that Istio would ignore is refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import (
    Locality,
    Passthrough,
    Pool,
    Version,
    ZoneAware,
)
from support.apps import LLM_GATEWAY, Refusal


def pool(**fields: object) -> Pool:
    return Pool(**{"selector": {"app": "chat"}, "target_port": 8080, **fields})  # type: ignore[arg-type]


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "passthrough with versions": (
        {"backend": pool(load_balancer=Passthrough(), versions=[Version(name="v1")])},
        (
            "Allowed: Passthrough for a pool without versions, because a requested address may be of any "
            "version. [field-without-effect]"
        ),
    ),
    # Places
    "failover without ejection": (
        {"backend": pool(locality=Locality(failover={"eu": "us"}), ejection=None)},
        (
            "Set ejection, or use distribute, which needs no ejection. Allowed: locality with "
            "ejection, because only an ejected replica is replaced by one in another place. "
            "[locality-ejection]"
        ),
    ),
    "zones without ejection": (
        {"backend": pool(locality=ZoneAware(failover={"eu": "us"}), ejection=None)},
        "[locality-ejection]",
    ),
    "a version's failover without its ejection": (
        {"backend": pool(locality=Locality(), versions=[Version(name="v1", ejection=None)])},
        "backend.versions[v1].locality: got failover without ejection",
    ),
    "a version's half of a limit": (
        {"backend": pool(versions=[Version(name="v1", replicas=2)])},
        "backend.versions[v1]: got replicas alone",
    ),
}


@pytest.mark.parametrize(("changes", "said"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_is_refused_with_one_problem(refusal: Refusal, changes: dict[str, object], said: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(gateway=LLM_GATEWAY, **changes)
    assert said in problem
