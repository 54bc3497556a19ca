"""The Istio objects in the cluster: what tests apply and have to remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from lab.cluster.client import ISTIO_KINDS, Cluster, Object, Ref
from lab.istio.arrival import MARKER


@dataclass(frozen=True)
class Inventory:
    """The Istio objects of a cluster at a time, without the lab's own."""

    specs: Mapping[Ref, Object]

    @classmethod
    def of(cls, cluster: Cluster) -> Self:
        """What the cluster has now."""
        found = (item for kind in ISTIO_KINDS for item in cluster.objects(kind))
        return cls({Ref.of(item): item.get("spec", {}) for item in found if item["metadata"]["name"] != MARKER})

    def changed(self, later: Inventory) -> Sequence[Ref]:
        """Which objects are gone or different in a later inventory."""
        return [ref for ref, spec in self.specs.items() if later.specs.get(ref) != spec]

    def added(self, later: Inventory) -> Sequence[Ref]:
        """Which objects a later inventory has beside those of this one."""
        return [ref for ref in later.specs if ref not in self.specs]
