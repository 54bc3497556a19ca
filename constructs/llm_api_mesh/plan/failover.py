"""Failovers: the slots of an LLM gateway serve their backends, so an API only adds routes.

The route of a failover leads to the gateway's list with as many slots as the failover has backends, and names the
failover in a header. On slot N, the routes of all failovers to their Nth backends stand beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm_api_mesh.plan.llm_gateway.headers import NO_LIMIT
from llm_api_mesh.plan.target import LeafTarget, Target


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One backend of a failover."""

    target: LeafTarget
    failover: str
    """Value of the header that names the failover."""
    slot: int
    siblings: int
    """Number of the failover's backends, this one included."""

    @property
    def key(self) -> str:
        """Name among the failover's backends."""
        return self.target.names.leg

    @property
    def first(self) -> bool:
        """Whether it is tried first."""
        return self.slot == 0

    @property
    def last(self) -> bool:
        """Whether no other backend comes after it."""
        return self.slot == self.siblings - 1


def spill_class(target: Target) -> str:
    """Return the value of the header that names the limit of a target's failover."""
    limit = target.failover.spill_per_minute if target.failover else None
    return NO_LIMIT if limit is None else str(limit)


def derive_legs(targets: Iterable[Target]) -> Iterator[Leg]:
    """Yield the legs of each failover once."""
    found: set[str] = set()
    for target in targets:
        if target.failover and target.host not in found:
            found.add(target.host)
            for slot, leaf in enumerate(target.leaves):
                yield Leg(
                    target=leaf, failover=target.names.failover, slot=slot, siblings=len(target.failover.backends)
                )
