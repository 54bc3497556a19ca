"""Whether a session keeps its version, beside its replica."""

from __future__ import annotations

from llm_api_mesh.spec.load_balancer import ConsistentHash
from llm_api_mesh.spec.target import Target

WEIGHTS_SUM = 100
"""What the weights add up to where a key chooses the version: its place is its hash modulo this sum, so that with
another sum all keys would have other places."""


def sticky(target: Target) -> bool:
    """Tell whether the key of a consistent hash chooses among versions with weights."""
    return len(target.backend.versions) > 1 and isinstance(target.backend.load_balancer, ConsistentHash)
