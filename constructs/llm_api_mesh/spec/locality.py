"""Which replicas are near, and which replicas take over if these fail."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Annotated, ClassVar, Self

from frozendict import frozendict
from pydantic import Tag, model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.releases import Since
from llm_api_mesh.spec.base import List, Rule, Spec, one_of, refused
from llm_api_mesh.spec.numbers import AtLeastOne

_PART = r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"
_REGION = re.compile(_PART)
_PLACE = re.compile(rf"\*|{_PART}(/\*|/{_PART}(/\*|/{_PART})?)?")
_LABEL = re.compile(r"([a-z0-9.-]+/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(=[A-Za-z0-9._-]*)?")
_NEARNESS = ("topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone")
_WHOLE = 100


def _distribution(distribution: Mapping[str, Mapping[str, int]]) -> frozendict[str, frozendict[str, int]]:
    _disjoint(list(distribution))
    for place, shares in distribution.items():
        _disjoint(list(shares))
        if sum(shares.values()) != _WHOLE or min(shares.values()) < 1:
            raise refused(
                "locality-shares",
                given=f"{show(place)}: {dict(shares)}",
                allowed="shares of at least 1 for each place, which add up to 100",
            )
    return frozendict({place: frozendict(shares) for place, shares in distribution.items()})


def _disjoint(places: Sequence[str]) -> None:
    """Refuse text that isn't a place, and places that overlap, because Istio uses one entry for a place."""
    for place in places:
        if not _PLACE.fullmatch(place):
            raise refused(
                "locality-place",
                given=show(place),
                allowed='"region", "region/zone" or "region/zone/subzone", or "*" as the last part or alone',
            )
    for one, other in combinations(places, 2):
        if _within(one, other) or _within(other, one):
            raise refused("locality-place", given=f"{show(one)} and {show(other)}", allowed="places that don't overlap")


def _within(place: str, other: str) -> bool:
    stem = other.removesuffix("*").removesuffix("/")
    return not stem or place == stem or place.startswith(f"{stem}/")


def _failover(failover: Mapping[str, str]) -> frozendict[str, str]:
    for region, other in failover.items():
        if not _REGION.fullmatch(region) or not _REGION.fullmatch(other) or region == other:
            raise refused(
                "locality-place",
                given=f"{show(region)}: {show(other)}",
                allowed="two different regions, because zones fail over to their neighbours without this field",
            )
    return frozendict(failover)


def _labels(labels: Sequence[str]) -> tuple[str, ...]:
    for label in labels:
        if not _LABEL.fullmatch(label):
            raise refused(
                "label-invalid", given=show(label), allowed='a label key, or a key with a value, such as "tier=own"'
            )
    return tuple(labels)


_Distribution = Annotated[
    Mapping[str, Mapping[str, int]],
    Rule(
        _distribution,
        propertyNames={"pattern": _PLACE.pattern},
        additionalProperties={
            "type": "object",
            "propertyNames": {"pattern": _PLACE.pattern},
            "additionalProperties": {"type": "integer", "minimum": 1, "maximum": _WHOLE},
        },
    ),
]
_Failover = Annotated[
    Mapping[str, str],
    Rule(
        _failover,
        propertyNames={"pattern": _PART},
        additionalProperties={"type": "string", "pattern": _PART},
    ),
]
_Labels = Annotated[List[str], Rule(_labels, items={"type": "string", "pattern": _LABEL.pattern})]


def _disabled_alone(setting: Locality | ZoneAware) -> None:
    given = sorted(setting.model_fields_set - {"enabled"})
    if not setting.enabled and given:
        raise refused(
            "field-without-effect",
            given=f"{' and '.join(given)} with enabled=False",
            allowed="enabled=False without other fields",
        )


class Locality(Spec):
    """Send requests to the nearest replicas, and to others only if these are ejected or gone.

    The nearest are those in the zone of the gateway's pod, then those in its region. A full zone isn't a failed zone: a
    request that gets 429 there doesn't go to another zone. That is why the default of a pool treats all replicas alike.

    Becomes: `loadBalancer.localityLbSetting`.
    """

    enabled: bool = True
    """False: all replicas are equally near, regardless of the mesh-wide setting. Default: True. Becomes:
    `localityLbSetting.enabled`."""
    distribute: _Distribution = frozendict()
    """Shares in percent of the requests from callers in a place: `{"eu/a/*": {"eu/a/*": 80, "eu/b/*": 20}}`. Places
    without a share get no requests. Default: none. Becomes: `localityLbSetting.distribute`."""
    failover: _Failover = frozendict()
    """The region that takes over from another region: `{"eu-west": "eu-north"}`. Default: any region. Becomes:
    `localityLbSetting.failover`."""
    failover_priority: _Labels = ()
    """Labels by which replicas are preferred, the most important first. Replicas with the caller's value of the first
    label (or the value after `=`) come first, of these the ones that also have the second, and so on. Default: zone and
    region. Becomes: `localityLbSetting.failoverPriority`."""

    @property
    def takes_over(self) -> bool:
        """Whether one place takes over from another if replicas are ejected."""
        return self.enabled and not self.distribute

    @model_validator(mode="after")
    def _one_order(self) -> Self:
        _disabled_alone(self)
        if self.distribute and (self.failover or self.failover_priority):
            other = "failover" if self.failover else "failover_priority"
            raise refused(
                "locality-conflict",
                given=f"distribute and {other}",
                allowed=f"either distribute or {other}, because fixed shares never fail over",
            )
        near = [label for label in self.failover_priority if label in _NEARNESS]
        if self.failover and near:
            raise refused(
                "locality-conflict",
                given=f"failover and {near[0]} in failover_priority",
                allowed="one of them, because both order regions and zones",
            )
        return self


class ZoneAware(Spec):
    """Keep requests in the gateway's zone, up to the zone's share of the replicas.

    The rest goes to other zones. The gateway needs `ISTIO_META_ENABLE_SELF_DISCOVERY=true`, so that it knows the zones
    of its own pods; otherwise each zone gets its share of the requests.

    Becomes: `loadBalancer.zoneAwareLbSetting`, which Istio 1.31 added.
    """

    since: ClassVar[Since | None] = Since("1.31", "loadBalancer.zoneAwareLbSetting")

    enabled: bool = True
    """False: the proxy ignores zones. Default: True. Becomes: `zoneAwareLbSetting.enabled`."""
    min_cluster_size: AtLeastOne | None = None
    """Smallest number of replicas with which zones count. Default: 6, that of Envoy. Becomes:
    `zoneAwareLbSetting.minClusterSize`."""
    failover: _Failover = frozendict()
    """The region that takes over from another region: `{"eu-west": "eu-north"}`. Default: any region. Becomes:
    `zoneAwareLbSetting.failover`."""
    failover_priority: _Labels = ()
    """Labels by which replicas are preferred, as in `Locality.failover_priority`, but not region, zone or subzone.
    Default: none. Becomes: `zoneAwareLbSetting.failoverPriority`."""

    @property
    def takes_over(self) -> bool:
        """Whether one place takes over from another if replicas are ejected: always, by region."""
        return self.enabled

    @model_validator(mode="after")
    def _no_zone_labels(self) -> Self:
        _disabled_alone(self)
        if near := [label for label in self.failover_priority if label.partition("=")[0] in _NEARNESS]:
            raise refused(
                "locality-conflict",
                given=f"{near[0]} in failover_priority",
                allowed="other labels, because ZoneAware already orders zones and regions",
            )
        return self


_Any = Annotated[Locality, Tag("Locality")] | Annotated[ZoneAware, Tag("ZoneAware")]

AnyLocality = Annotated[_Any, one_of(Locality, ZoneAware)]
LocalityOrNone = Annotated[_Any | Annotated[None, Tag("NoneType")], one_of(Locality, ZoneAware)]
