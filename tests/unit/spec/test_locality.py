"""Localities: faulty fields are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Locality, ZoneAware
from support.apps import Refusal
from support.specs import pool

REFUSED: dict[str, tuple[dict[str, object], str]] = {
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


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
