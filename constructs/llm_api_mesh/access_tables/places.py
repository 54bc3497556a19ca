"""Where requests come in: a host at a port of a Gateway, with the VirtualServices and the pods that serve it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from llm_api_mesh.access_tables.conditions import qualified
from llm_api_mesh.access_tables.fields import at, items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import GATEWAY_API, ISTIO, Manifest, Manifests
from llm_api_mesh.access_tables.routes import is_visible
from llm_api_mesh.access_tables.selection import GATEWAY_NAME, Pods

MESH = "mesh"
_COMPONENT = ("app.kubernetes.io/component", "llm-gateway")
_LOOPBACK = "127."
_LABELS = re.compile(r"\blabels:")


@dataclass(frozen=True)
class Place:
    """A host at a port of a Gateway."""

    gateway: str
    """Namespace and name of the Gateway."""
    manifest: Manifest | None
    """None: the folder doesn't have it."""
    server: Mapping[str, Any]
    host: str
    services: tuple[Manifest, ...]
    """The VirtualServices with the host, by namespace and name."""
    pods: Pods

    @property
    def port(self) -> int:
        """The port of the Gateway."""
        number = at(self.server, "port", "number")
        return number if isinstance(number, int) else 0

    @property
    def protocol(self) -> str:
        """The protocol of the port."""
        return text(self.server, "port", "protocol").upper()

    @property
    def sample_host(self) -> str:
        """A host of a request that comes in here."""
        return self.host.replace("*", "any")


def places(manifests: Manifests) -> tuple[Place, ...]:
    """All hosts at all Gateways that clients reach, and those of Gateways that the folder doesn't have."""
    found = [place for gateway in public_gateways(manifests) for place in _at(manifests, gateway)]
    return (*found, *_elsewhere(manifests))


def public_gateways(manifests: Manifests) -> tuple[Manifest, ...]:
    """Istio's Gateways with a server that isn't bound to the pod itself."""
    return tuple(one for one in manifests.kind("Gateway", ISTIO) if any(map(is_public, items(one.spec, "servers"))))


def is_public(server: Mapping[str, Any]) -> bool:
    """Whether a server can be reached from outside of the pod."""
    return not text(server, "bind").startswith(_LOOPBACK)


def pods_of(manifests: Manifests, gateway: Manifest) -> Pods:
    """The pods of a Gateway, which are in its namespace as far as anything says where they are."""
    labels = {name: str(value) for name, value in mapping(gateway.spec, "selector").items()}
    name, value = _COMPONENT
    deployed = manifests.find("Gateway", gateway.namespace, labels.get(GATEWAY_NAME, ""), GATEWAY_API)
    known = deployed is not None or gateway.labels.get(name) == value
    if deployed is None:
        return Pods(gateway.namespace, labels, known)
    added = {name: str(value) for name, value in mapping(deployed.spec, "infrastructure", "labels").items()}
    return Pods(gateway.namespace, labels | added, known, _has_all_labels(manifests, deployed))


def _has_all_labels(manifests: Manifests, deployed: Manifest) -> bool:
    """Whether pods have no labels but those of their Gateway: its ConfigMap, if any, is in the folder and adds none."""
    name = text(deployed.spec, "infrastructure", "parametersRef", "name")
    if not name:
        return True
    found = manifests.find("ConfigMap", deployed.namespace, name, "")
    return found is not None and not any(_LABELS.search(str(one)) for one in mapping(found.whole, "data").values())


def attached(manifests: Manifests, gateway: Manifest, server: Mapping[str, Any]) -> Iterator[tuple[str, Manifest]]:
    """The hosts of a server that VirtualServices have, each with the VirtualService."""
    for service in manifests.kind("VirtualService", ISTIO):
        named = {qualified(one, service.namespace) for one in texts(service.spec, "gateways")}
        if f"{gateway.namespace}/{gateway.name}" in named and is_visible(service, gateway.namespace):
            for host in texts(service.spec, "hosts"):
                for common in _common(host.lower(), service, gateway, server):
                    yield common, service


def slots(manifests: Manifests, address: str, pods: Pods) -> Iterator[tuple[Manifest, Mapping[str, Any]]]:
    """The servers of the pods that are bound to an address of their own."""
    for gateway in manifests.kind("Gateway", ISTIO):
        if pods_of(manifests, gateway).labels == pods.labels and gateway.namespace == pods.namespace:
            for server in items(gateway.spec, "servers"):
                if text(server, "bind") == address:
                    yield gateway, server


def covers(wildcard: str, host: str) -> bool:
    """Whether a host is another one, or below its wildcard."""
    return wildcard == host or (wildcard.startswith("*") and host.endswith(wildcard[1:]))


def _at(manifests: Manifests, gateway: Manifest) -> Iterator[Place]:
    pods = pods_of(manifests, gateway)
    for server in items(gateway.spec, "servers"):
        if is_public(server):
            found: dict[str, list[Manifest]] = {}
            for host, service in attached(manifests, gateway, server):
                found.setdefault(host, []).append(service)
            for host in texts(server, "hosts"):
                found.setdefault(host.rpartition("/")[2].lower(), [])
            for host, services in sorted(found.items()):
                name = f"{gateway.namespace}/{gateway.name}"
                unique = tuple(dict.fromkeys(services))
                yield Place(name, gateway, server, host, unique, pods)


def _common(host: str, service: Manifest, gateway: Manifest, server: Mapping[str, Any]) -> Iterator[str]:
    """What a host of a VirtualService and those of a server have in common."""
    for listed in texts(server, "hosts"):
        namespace, slash, name = listed.lower().rpartition("/")
        allowed = {"": True, "*": True, ".": service.namespace == gateway.namespace}
        if slash and not allowed.get(namespace, namespace == service.namespace):
            continue
        if covers(name, host):
            yield host
        elif covers(host, name):
            yield name


def _elsewhere(manifests: Manifests) -> Iterator[Place]:
    found: dict[tuple[str, str], list[Manifest]] = {}
    for service in manifests.kind("VirtualService", ISTIO):
        for gateway in {qualified(one, service.namespace) for one in texts(service.spec, "gateways")} - {MESH}:
            namespace, _, name = gateway.partition("/")
            if manifests.find("Gateway", namespace, name, ISTIO) is None:
                for host in texts(service.spec, "hosts"):
                    found.setdefault((gateway, host.lower()), []).append(service)
    for (gateway, host), services in sorted(found.items()):
        namespace = gateway.partition("/")[0]
        yield Place(gateway, None, {}, host, tuple(dict.fromkeys(services)), Pods(namespace, {}))
