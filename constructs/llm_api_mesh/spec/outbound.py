"""What the pods of an API may call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.hosts import host_name
from llm_api_mesh.spec.names import DnsLabel

_IN_CLUSTER = "svc"

_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"


def _external(host: str) -> str:
    """Accept the whole name of a host outside of the cluster."""
    if "*" in host_name(host):
        # A sidecar can't resolve a wildcard: it would connect a pod to any address that the pod chooses.
        raise refused(
            "host-invalid", allowed="whole names, because a sidecar resolves each of them", fix="List the hosts."
        )
    labels = host.split(".")
    if _IN_CLUSTER in labels[2:3]:
        raise refused(
            "host-invalid",
            allowed="hosts outside of the cluster",
            fix=f"Write namespaces=[{show(labels[1])}] for the Services of this namespace.",
        )
    return host


def _sorted(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


class Outbound(Spec):
    """The destinations that the pods of an API may call. Their sidecars refuse all others.

    The pods may always call the Services of their own namespace and of `istio-system`. `Outbound()` allows nothing
    else.

    Becomes: a `Sidecar` with `outboundTrafficPolicy.mode: REGISTRY_ONLY` for the pods of each `Pool`.
    """

    hosts: Annotated[Sequence[Annotated[str, Rule(_external, pattern=rf"{_LABEL}(\.{_LABEL})+")]], Rule(_sorted)] = ()
    """Hosts outside of the cluster that the pods call by TLS at port 443, such as "huggingface.co", by their whole
    names. Default: none. Becomes: `ServiceEntry.spec.hosts`."""
    namespaces: Annotated[Sequence[DnsLabel], Rule(_sorted)] = ()
    """Other namespaces whose Services and ServiceEntries the pods may call. Default: none. Becomes:
    `Sidecar.spec.egress[].hosts`."""
