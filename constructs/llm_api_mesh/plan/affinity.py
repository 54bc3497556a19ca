"""Whether a session keeps its version, beside its replica."""

from __future__ import annotations

from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.target import Target

WEIGHTS_SUM = 100
"""What the weights add up to where a key chooses the version: its place is its hash modulo this sum, so that with
another sum all keys would have other places."""


def keys(target: Target) -> list[ConsistentHash]:
    """Give the consistent hashes of versions with weights above 0 that differ in their key, in the versions' order."""
    versions = target.backend.versions
    if len(versions) <= 1:
        return []
    found: dict[tuple[object, ...], ConsistentHash] = {}
    for version in filter(lambda version: version.weight, versions):
        balancer = version.load_balancer or target.backend.load_balancer
        if isinstance(balancer, ConsistentHash):
            found.setdefault((balancer.header, balancer.cookie, balancer.source_ip, balancer.query_parameter), balancer)
    return list(found.values())


def version_key(target: Target) -> ConsistentHash | None:
    """Give the consistent hash whose key chooses among versions with weights; None where chance does."""
    return next(iter(keys(target)), None)
