"""What the pods of an API may call: a Sidecar for each set of pods, and the hosts outside of the cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.api import ApiSpec

_OWN_NAMESPACE = "."
_CONTROL_PLANE = "istio-system"
_ALL = "*"


@dataclass(frozen=True, kw_only=True)
class PodSidecar:
    """The Sidecar of the pods behind a Service."""

    object_name: str
    """Its name: that of the Service."""
    selector: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class OutboundPlan:
    """The way out for the pods of an API."""

    object_name: str
    """Name of the ServiceEntry."""
    hosts: tuple[str, ...]
    """The hosts outside of the cluster; none: there is no ServiceEntry."""
    egress: tuple[str, ...]
    """What the sidecars know, as `<namespace>/*`."""
    sidecars: tuple[PodSidecar, ...]


def derive_outbound(api: ApiSpec, backends: Iterable[LeafTarget]) -> OutboundPlan | None:
    """Return the way out; None: the API doesn't restrict its pods."""
    if api.outbound is None:
        return None
    namespaces = (_OWN_NAMESPACE, *sorted({_CONTROL_PLANE, *api.outbound.namespaces} - {api.namespace}))
    return OutboundPlan(
        object_name=object_names.outbound(api),
        hosts=tuple(api.outbound.hosts),
        egress=tuple(f"{namespace}/{_ALL}" for namespace in namespaces),
        sidecars=tuple(_sidecars(backends)),
    )


def _sidecars(backends: Iterable[LeafTarget]) -> Iterator[PodSidecar]:
    """Yield a Sidecar for each set of pods that no other one includes: Istio takes one Sidecar for a pod."""
    found = [
        PodSidecar(object_name=target.service.name, selector=target.pods.selector)
        for target in backends
        if target.pods and target.service
    ]
    for index, one in enumerate(found):
        others = [*((other, True) for other in found[:index]), *((other, False) for other in found[index + 1 :])]
        if not any(_includes(other.selector, one.selector, equal=earlier) for other, earlier in others):
            yield one


def _includes(wider: Mapping[str, str], selector: Mapping[str, str], *, equal: bool) -> bool:
    """Return whether one selector selects all pods of another one, and, unless `equal`, more than these."""
    return wider.items() <= selector.items() if equal else wider.items() < selector.items()
