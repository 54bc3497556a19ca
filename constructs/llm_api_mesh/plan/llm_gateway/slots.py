"""How failovers are served: slots, which are listeners on the pod's own loopback interface, and lists of slots.

An API's public route leads to the list with as many slots as its failover has backends. On slot 0 stand the routes of
the APIs to their first backends, on slot 1 those to their second ones, and so on. So a failover needs no listener, no
cluster and no patch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.spec.gateway import GatewayKey
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

# Istio's own ports begin at 15000 and end before this one.
PORT = 15700
"""Port of the listeners."""

LIST_PORT = 80
"""Port by which routes send to a list."""

_BEFORE = "llm-gateway/before-"
_MEMBER = "llm-gateway/failover"


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A listener for the backends that have one place in their failovers."""

    index: int
    object_name: str
    """Name of its Gateway."""
    address: str

    @property
    def listener(self) -> str:
        """Istio's name of the listener."""
        return f"{self.address}_{PORT}"

    @property
    def route_configuration(self) -> str:
        """Istio's name of the listener's routes."""
        return f"http.{PORT}.{self.address}"


@dataclass(frozen=True, kw_only=True)
class SlotList:
    """The slots of all failovers with one number of backends, in their order.

    It is a Kubernetes Service with addresses given by WorkloadEntries: a ServiceEntry's host could be taken by another
    namespace's ServiceEntry that is older.
    """

    object_name: str
    host: str
    slots: tuple[Slot, ...]

    @property
    def selector(self) -> Mapping[str, str]:
        """Labels of its addresses."""
        return {_MEMBER: self.object_name}

    def labels(self, slot: Slot) -> Mapping[str, str]:
        """The labels of an address: one for each slot that comes after it."""
        later = range(1, len(self.slots) - slot.index)
        return {**self.selector, **{f"{_BEFORE}{number}": "true" for number in later}}

    @property
    def priorities(self) -> list[str]:
        """The labels that rank an address: it ranks by the first of them that it lacks; an earlier one ranks lower."""
        return [f"{_BEFORE}{number}=true" for number in range(1, len(self.slots))]

    def address_name(self, slot: Slot) -> str:
        """Name of an address's WorkloadEntry."""
        return f"{self.object_name}-{slot.index}"


def derive_slots(spec: LlmGatewaySpec) -> tuple[Slot, ...]:
    """Return as many slots as a failover may have backends."""
    return tuple(
        Slot(index=index, object_name=names.slot(spec.name, index), address=f"127.0.1.{index + 1}")
        for index in range(spec.failover_backends)
    )


def derive_lists(spec: LlmGatewaySpec, slots: Sequence[Slot]) -> Iterator[SlotList]:
    """Return a list for each number of backends."""
    for number in range(2, len(slots) + 1):
        yield SlotList(
            object_name=names.slot_list(spec.name, number),
            host=names.list_host(GatewayKey(spec.namespace, spec.name), number, spec.cluster_domain),
            slots=tuple(slots[:number]),
        )
