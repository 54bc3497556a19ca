"""How the gateway reaches the backends of a failover: each through a listener on the pod's own loopback interface.

The first hop goes to a list of loopback addresses in the order of their priorities. The gateway itself listens on each
of these addresses, and its second hop is an ordinary route to one backend. So a backend without any replica answers 503
like any other backend, and the first hop then tries the next address. Each backend also has its own path, headers and
retries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.target import LeafTarget, Target
from llm_api_mesh.spec.backends import Failover
from llm_api_mesh.spec.load_balancer import LoadBalancer, RoundRobin

# Istio's own ports begin at 15000 and end before this one.
PORT = 15700

_BEFORE = "before/"

# Each priority has one address, so there is nothing to compare.
_LOAD_BALANCER = RoundRobin()

# Well below the hour after which the gateway's own listener closes an idle connection.
_IDLE = timedelta(minutes=5)

_OCTETS = 254  # neither 0 nor 255


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One backend of a failover, and the listener for it."""

    target: LeafTarget
    object_name: str
    """Name of its Gateway and its VirtualService."""
    address: str
    first: bool
    last: bool
    siblings: int
    """Number of the failover's backends, this one included."""

    @property
    def key(self) -> str:
        """Name among the failover's backends."""
        return self.target.names.leg

    @property
    def listener(self) -> str:
        """Istio's name of the listener."""
        return f"{self.address}_{PORT}"

    @property
    def route_configuration(self) -> str:
        """Istio's name of the listener's routes."""
        return f"http.{PORT}.{self.address}"


@dataclass(frozen=True, kw_only=True)
class FailoverPlan:
    """A failover and its legs, in their order."""

    spec: Failover
    target: Target
    object_name: str
    """Name of its ServiceEntry and its DestinationRule."""
    legs: tuple[Leg, ...]
    load_balancer: LoadBalancer
    """How requests are spread over the addresses of one priority."""
    idle_timeout: timedelta
    """How long the first hop keeps an idle connection to the second."""

    def labels(self, leg: Leg) -> Mapping[str, str]:
        """The labels of an address: one for each backend that comes after it."""
        later = self.legs[self.legs.index(leg) + 1 :]
        return {f"{_BEFORE}{one.key}": "true" for one in later}

    @property
    def priorities(self) -> list[str]:
        """The labels that rank an address: it ranks by the first of them that it lacks; an earlier one ranks lower."""
        return [f"{_BEFORE}{leg.key}=true" for leg in reversed(self.legs[1:])]


def derive_failovers(targets: Iterable[Target]) -> Iterator[FailoverPlan]:
    """Yield each failover once."""
    found: set[str] = set()
    for target in targets:
        if target.failover and target.host not in found:
            found.add(target.host)
            yield FailoverPlan(
                spec=target.failover,
                target=target,
                object_name=object_names.failover(target),
                legs=_legs(target),
                load_balancer=_LOAD_BALANCER,
                idle_timeout=_IDLE,
            )


def _legs(target: Target) -> tuple[Leg, ...]:
    leaves = target.leaves
    return tuple(
        Leg(
            target=leaf,
            object_name=object_names.leg(leaf),
            address=_address(target.placement.namespace, target.names.base, leaf.names.leg),
            first=leaf is leaves[0],
            last=leaf is leaves[-1],
            siblings=len(leaves),
        )
        for leaf in leaves
    )


def _address(*names: str) -> str:
    """A loopback address that depends only on the names, so that no other API or backend can change it."""
    digest = hashlib.sha256("/".join(names).encode()).digest()
    # 127.0.x.x is left out, because other programs listen there.
    return f"127.{digest[0] % _OCTETS + 1}.{digest[1]}.{digest[2] % _OCTETS + 1}"
