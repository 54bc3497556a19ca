"""Which Gateways the VirtualServices of an API attach to, and which namespaces see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.failover import Leg
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.spec.api import ApiSpec


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """The Gateways, each as `<namespace>/<name>`."""

    public: str
    """The Gateway of clients."""
    second_hops: Mapping[str, str]
    """The Gateways of second hops, by the names of the VirtualServices."""
    export_to: tuple[str, ...]
    """The namespaces that see these VirtualServices; empty: as Istio's mesh configuration says."""


def derive_attachment(api: ApiSpec, legs: Iterable[Leg]) -> Attachment:
    """Return the Gateways of an API."""
    gateway = api.gateway_key
    slots = {
        object_names.slot(api, leg.slot): f"{gateway.namespace}/{names.slot(gateway.name, leg.slot)}" for leg in legs
    }
    return Attachment(
        public=f"{gateway.namespace}/{gateway.name}",
        second_hops=slots,
        export_to=(gateway.namespace,) if api.llm_gateway else (),
    )
