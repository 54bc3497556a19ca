"""The consistent hashes of an API, and where they stand in its specification."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.consistent_hash import ConsistentHash


def hashes(plan: Plan) -> Iterator[tuple[LeafTarget, str, ConsistentHash]]:
    """Yield the consistent hashes of all backends, with the name of the subset."""
    for target in plan.leaf_targets:
        for subset, balancer in sorted(plan.policies[target].hashes.items()):
            yield target, subset, balancer


def balancer_field(target: LeafTarget, subset: str, name: str) -> str:
    """Return the path of a field of the balancer, which is that of a version or of the pool."""
    field = target.names.field
    own = any(one.name == subset and one.load_balancer for one in target.backend.versions)
    return f"{field}.versions[{subset}].load_balancer.{name}" if own else f"{field}.load_balancer.{name}"
