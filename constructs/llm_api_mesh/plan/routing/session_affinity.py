"""Whether a session keeps its version, not only its replica."""

from __future__ import annotations

from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.consistent_hash import ConsistentHash

WEIGHTS_SUM = 100
"""Sum of the weights if sessions keep their version. A session's version is its number below this sum, so another sum
would give all sessions other versions."""


def hash_keys(target: LeafTarget) -> list[ConsistentHash]:
    """Return the different consistent hashes of versions with weights above 0, in the versions' order."""
    versions = target.backend.versions
    if len(versions) <= 1:
        return []
    found: dict[tuple[object, ...], ConsistentHash] = {}
    for version in filter(lambda version: version.weight, versions):
        balancer = version.load_balancer or target.backend.load_balancer
        if isinstance(balancer, ConsistentHash):
            found.setdefault(balancer.identity, balancer)
    return list(found.values())


def version_key(target: LeafTarget) -> ConsistentHash | None:
    """Return the consistent hash whose key chooses among versions with weights; None: there is none."""
    return next(iter(hash_keys(target)), None)


def keeps_versions(target: LeafTarget) -> bool:
    """Return whether sessions keep their version: with a consistent hash, and in an inference pool.

    A picker knows only the prompts that its own version has had.
    """
    versions = target.backend.versions
    picked = target.backend.picked and len(versions) > 1 and any(version.weight for version in versions)
    return picked or version_key(target) is not None
