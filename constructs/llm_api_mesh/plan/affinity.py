"""Whether a session keeps its version, beside its replica."""

from __future__ import annotations

from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.target import Target

WEIGHTS_SUM = 100
"""What the weights add up to where a key chooses the version: its place is its hash modulo this sum, so that with
another sum all keys would have other places."""


def version_key(target: Target) -> ConsistentHash | None:
    """Give the consistent hash whose key chooses among versions with weights; None where chance does."""
    versions = sorted(target.backend.versions, key=lambda version: version.name)
    balancers = [version.load_balancer or target.backend.load_balancer for version in versions]
    if len(balancers) == 1:
        return None
    # A checked mesh has one key for all of them.
    return next((balancer for balancer in balancers if isinstance(balancer, ConsistentHash)), None)
