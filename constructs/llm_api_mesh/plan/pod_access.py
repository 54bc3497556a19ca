"""Who may reach the pods of an API: the gateway, its callers, and everyone at open ports.

The two objects of a pool have only fields of the connection, and none of HTTP. So they hold for ports of any protocol,
and ztunnel applies them in ambient mode, where a rule with a field of HTTP never admits anyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.api import ApiSpec


@dataclass(frozen=True, kw_only=True)
class PodAccess:
    """Who may reach the pods behind one Service."""

    object_name: str
    """Name of both objects: that of the Service."""
    selector: Mapping[str, str]
    service_accounts: tuple[str, ...]
    """The identities that are admitted, as `<namespace>/<name>`: first that of the gateway."""
    namespaces: tuple[str, ...]
    """The namespaces of which all pods are admitted."""
    open_ports: tuple[int, ...]
    """The ports that everyone may reach, without mutual TLS as well."""


def share_pods(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether two selectors certainly have pods in common: one includes the other."""
    return one.items() <= other.items() or other.items() <= one.items()


def derive_pod_access(api: ApiSpec, backends: Iterable[LeafTarget]) -> Iterator[tuple[LeafTarget, PodAccess]]:
    """Yield the access to the pods of each backend; none if the API is open, or doesn't know its gateway's identity."""
    gateway, callers = api.gateway_identity, api.admitted
    if gateway is None or callers is None:
        return
    accounts = [f"{one.namespace}/{one.service_account}" for one in callers if one.service_account]
    namespaces = tuple(one.namespace for one in callers if not one.service_account)
    for target in backends:
        if target.pods and target.service:
            yield (
                target,
                PodAccess(
                    object_name=target.service.name,
                    selector=target.pods.selector,
                    service_accounts=tuple(dict.fromkeys((gateway, *accounts))),
                    namespaces=namespaces,
                    open_ports=target.pods.open_ports,
                ),
            )
