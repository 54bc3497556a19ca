"""A failover's backends as the gateway reaches them: each by a listener of its own on the pod's loopback interface.

The first hop goes to a list of loopback addresses, in the order of their priorities; on each of them the gateway itself
listens, and its second hop is an ordinary route to one backend. So a backend without any replica is an answer like any
other, 503, after which the next address is tried; and each backend has its own path, headers and retries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from llm_api_mesh.plan import names
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target

# Istio's own ports, which begin at 15000, end before this one.
PORT = 15700

_BEFORE = "before/"

_OCTETS = 254  # neither 0 nor 255


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One backend of a failover, and where the gateway listens for it."""

    target: Target
    """The backend and the requests for it."""
    key: str
    object_name: str
    """Of its Gateway and VirtualService."""
    address: str
    first: bool
    last: bool
    siblings: int
    """How many there are, itself included."""

    @property
    def listener(self) -> str:
        """What Istio calls its listener."""
        return f"{self.address}_{PORT}"

    @property
    def route_configuration(self) -> str:
        """What Istio calls the listener's routes."""
        return f"http.{PORT}.{self.address}"


@dataclass(frozen=True, kw_only=True)
class FailoverPlan:
    """A failover and its legs, in their order."""

    target: Target
    object_name: str
    """Of the ServiceEntry and the DestinationRule."""
    legs: tuple[Leg, ...]
    spill_per_minute: int | None

    def labels(self, leg: Leg) -> Mapping[str, str]:
        """An address's place in the order: it bears a label for each backend that comes after it."""
        later = self.legs[self.legs.index(leg) + 1 :]
        return {f"{_BEFORE}{one.key}": "true" for one in later}

    @property
    def priorities(self) -> list[str]:
        """The labels with their values: an address is the later in the order, the earlier it lacks one of these."""
        return [f"{_BEFORE}{leg.key}=true" for leg in reversed(self.legs[1:])]


def failovers(mesh: Mesh) -> list[FailoverPlan]:
    """The failovers of a mesh, each once."""
    found: dict[str, FailoverPlan] = {}
    for target in mesh.targets:
        if target.failover:
            plan = FailoverPlan(
                target=target,
                object_name=names.failover(target),
                legs=_legs(target),
                spill_per_minute=target.failover.spill_per_minute,
            )
            found.setdefault(target.host, plan)
    return list(found.values())


def _legs(target: Target) -> tuple[Leg, ...]:
    ways = target.ways
    return tuple(
        Leg(
            target=way,
            key=way.leg,
            object_name=names.leg(way),
            address=_address(target.namespace, target.name, way.leg),
            first=way is ways[0],
            last=way is ways[-1],
            siblings=len(ways),
        )
        for way in ways
    )


def _address(*parts: str) -> str:
    """A loopback address that follows from the names alone: no other mesh, and no other leg, changes it."""
    digest = hashlib.sha256("/".join(parts).encode()).digest()
    # Without 127.0.x.x, where other programs listen.
    return f"127.{digest[0] % _OCTETS + 1}.{digest[1]}.{digest[2] % _OCTETS + 1}"
