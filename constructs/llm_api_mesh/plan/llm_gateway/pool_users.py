"""Which namespaces may use the pools of which other namespaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec


@dataclass(frozen=True, kw_only=True)
class PoolRights:
    """The users of Services, beside those of their own namespaces."""

    gateway: str
    """The gateway's namespace, which may use all Services."""
    users: Mapping[str, Sequence[str]]
    """The other namespaces that may use the Services of a namespace."""
    others: Sequence[str] | None
    """The same of all namespaces that aren't listed, and of hosts that aren't those of Services; None: all may use
    them."""


def derive_pool_users(spec: LlmGatewaySpec) -> PoolRights | None:
    """Return the users; None: everyone may use every Service."""
    if spec.pools_open:
        return None
    # The routes of neighbours on shared pods lead to Services of their own choice.
    protected = {*spec.pool_users, *(spec.hosts if spec.shared else ())}
    return PoolRights(
        gateway=spec.namespace,
        users={namespace: spec.pool_users.get(namespace, ()) for namespace in sorted(protected)},
        others=None if spec.shared else (),
    )
