"""Faulty fields of load balancers and localities are refused."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import (
    ConsistentHash,
    LeastRequest,
    Locality,
    Maglev,
    Pool,
    RingHash,
    RoundRobin,
    WarmUp,
    ZoneAware,
)
from support.apps import Refusal

import pytest


def pool(**fields: object) -> Pool:
    return Pool(**{"selector": {"app": "chat"}, **fields})  # type: ignore[arg-type]


def hashed(**fields: object) -> dict[str, object]:
    return {"backend": pool(load_balancer=ConsistentHash(header="x-session-id", **fields))}  # type: ignore[arg-type]


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    # Algorithms
    "Maglev table that isn't a prime": (
        hashed(algorithm=Maglev(table_size=1000)),
        "got 1000. Write 997. Allowed: a prime number below 5000011. [hash-size]",
    ),
    "Maglev table of nothing": (
        hashed(algorithm=Maglev(table_size=0)),
        "Write 2. Allowed: a prime number below 5000011. [hash-size]",
    ),
    "Maglev table beyond Istio's bound": (
        hashed(algorithm=Maglev(table_size=5000011)),
        "Write 4999999. Allowed: a prime number below 5000011. [hash-size]",
    ),
    "ring of nothing": (hashed(algorithm=RingHash(minimum_ring_size=0)), "from 1 to 8388608. [hash-size]"),
    "ring size where Istio once had it": (
        hashed(minimum_ring_size=1024),
        (
            "Write algorithm=RingHash(minimum_ring_size=...): the default algorithm, Maglev, has no ring. "
            "Allowed: ConsistentHash(...) without minimum_ring_size. [field-without-effect]"
        ),
    ),
    "algorithm as a text": (
        hashed(algorithm="ring_hash"),
        "Write RingHash(). Allowed: Maglev(...) or RingHash(...). [type-wrong]",
    ),
    "warm-up with a hash": (
        hashed(warmup=WarmUp(duration=timedelta(minutes=1))),
        (
            "Use LeastRequest or RoundRobin, with which alone Envoy warms up replicas, or remove warmup. "
            "Allowed: ConsistentHash(...) without warmup. [field-without-effect]"
        ),
    ),
    "warm-up as a time": (
        {"backend": pool(load_balancer=LeastRequest(warmup=timedelta(minutes=1)))},  # type: ignore[arg-type]
        "Allowed: WarmUp(...). [type-wrong]",
    ),
    "warm-up from above the full share": (
        {"backend": pool(load_balancer=RoundRobin(warmup=WarmUp(duration=timedelta(minutes=1), minimum_percent=101)))},
        "a number from 0.001 to 100. [field-invalid]",
    ),
    "warm-up that never rises": (
        {"backend": pool(load_balancer=RoundRobin(warmup=WarmUp(duration=timedelta(minutes=1), aggression=0)))},
        "a number from 0.001 to 100. [field-invalid]",
    ),
    "shares and failover": (
        {"backend": pool(locality=Locality(distribute={"eu": {"eu": 100}}, failover={"eu": "us"}))},
        (
            "got distribute and failover. Allowed: either distribute or failover, because fixed shares "
            "never fail over. [locality-conflict]"
        ),
    ),
    "shares and priorities": (
        {"backend": pool(locality=Locality(distribute={"eu": {"eu": 100}}, failover_priority=["tier"]))},
        (
            "got distribute and failover_priority. Allowed: either distribute or failover_priority, because "
            "fixed shares never fail over. [locality-conflict]"
        ),
    ),
    "failover by region twice": (
        {"backend": pool(locality=Locality(failover={"eu": "us"}, failover_priority=["topology.kubernetes.io/zone"]))},
        "[locality-conflict]",
    ),
    "zones by label": (
        {"backend": pool(locality=ZoneAware(failover_priority=["topology.kubernetes.io/zone"]))},
        "Allowed: other labels, because ZoneAware already orders zones and regions. [locality-conflict]",
    ),
    "failover to itself": (
        {"backend": pool(locality=Locality(failover={"eu": "eu"}))},
        "two different regions, because zones fail over to their neighbours without this field",
    ),
    "failover of a zone": ({"backend": pool(locality=Locality(failover={"eu/a": "eu/b"}))}, "[locality-place]"),
    "shares below the whole": (
        {"backend": pool(locality=Locality(distribute={"eu": {"eu/a": 80, "eu/b": 10}}))},
        "which add up to 100. [locality-shares]",
    ),
    "a share of nothing": (
        {"backend": pool(locality=Locality(distribute={"eu": {"eu/a": 100, "eu/b": 0}}))},
        "[locality-shares]",
    ),
    "a place within another": (
        {"backend": pool(locality=Locality(distribute={"eu": {"eu/a": 60, "eu/a/b": 40}}))},
        'got "eu/a" and "eu/a/b". Allowed: places that don\'t overlap. [locality-place]',
    ),
    "a star in the middle": (
        {"backend": pool(locality=Locality(distribute={"*/a": {"eu": 100}}))},
        '"*" as the last part or alone. [locality-place]',
    ),
    "places of a setting that is off": (
        {"backend": pool(locality=Locality(enabled=False, failover={"eu": "us"}))},
        "Allowed: enabled=False without other fields. [field-without-effect]",
    ),
    "priority of no label": (
        {"backend": pool(locality=Locality(failover_priority=["a b"]))},
        "[label-invalid]",
    ),
}


@pytest.mark.parametrize(("changes", "said"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_one_problem_in_the_users_words(refusal: Refusal, changes: dict[str, object], said: str) -> None:
    """Each is one problem, which says what would have been right."""
    (problem,) = refusal(**changes)
    assert said in problem
