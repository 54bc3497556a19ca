"""What a destination of a route is: a Service, a host outside of the cluster, inference pools, or a failover's list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import GATEWAY_API, ISTIO, Manifest
from llm_api_mesh.access_tables.outcomes import Backend, Outcome, unread
from llm_api_mesh.access_tables.selection import GATEWAY_NAME, Pods, selects
from llm_api_mesh.access_tables.world import World, service_namespace

_PROVIDER = ".llm-gateway.internal"
_EGRESS = re.compile(r"[^.]+\.egress\.[^.]+\.[^.]+\.llm-gateway\.internal")
"""The name of a proxy behind an egress gateway."""
_FAILOVER = re.compile(r"-failover-[0-9]+$")
_ABSENT = "not in the folder"
_PODS_OF = "-istio"
"""What istiod adds to the name of a Gateway of the Gateway API for its Service."""


def is_service(host: str) -> bool:
    """Whether a host is the name of a Service, short or in full."""
    return "." not in host or ".svc." in host


def service_backend(world: World, host: str, namespace: str, subset: str, model: str) -> Backend:
    """The backend of a host that no ServiceEntry has, in an object of a namespace."""
    service = world.service(host, namespace)
    if service is None:
        return _unknown(host, namespace, subset, model)
    if external := text(service.spec, "externalName"):
        return Backend("external host", host, address=external, costs_money=True, source=service.ref)
    pods = {name: str(value) for name, value in mapping(service.spec, "selector").items()}
    pods |= subset_labels(world, host, namespace).get(subset, {})
    name = f"{service.namespace}/{service.name}"
    return Backend("Service", name, subset=subset, pods=pods, model=model, source=service.ref)


def subset_labels(world: World, host: str, namespace: str) -> dict[str, dict[str, str]]:
    """The subsets of a host with the labels of their pods."""
    found: dict[str, dict[str, str]] = {}
    for rule in world.destination_rules(host, namespace) or world.rules_of_host(host):
        for one in items(rule.spec, "subsets"):
            labels = {name: str(value) for name, value in mapping(one, "labels").items()}
            found.setdefault(text(one, "name"), labels)
    return found


def outside_backend(world: World, pods: Pods, entry: Manifest, host: str, model: str) -> Backend:
    """The backend of a host that a ServiceEntry has, such as a hosted provider."""
    patch = world.patches(pods).clusters.get(host)
    addresses = ", ".join(text(one, "address") for one in items(entry.spec, "endpoints")) or host
    name = _server_name(world, host) or addresses
    is_provider = host.endswith(_PROVIDER) and not _EGRESS.fullmatch(host)
    has_key = patch and (patch.key_file or patch.signs or patch.takes_google_token)
    return Backend(
        "provider" if is_provider else "external host",
        host.partition(".")[0] if is_provider else addresses if _EGRESS.fullmatch(host) else host,
        address=name,
        costs_money=text(entry.spec, "location") != "MESH_INTERNAL",
        model=model,
        note=", ".join(_notes(name, addresses, lacks_key=is_provider and not has_key)),
        source=entry.ref,
    )


def legs(world: World, host: str, namespace: str) -> list[Manifest]:
    """The WorkloadEntries of a failover's Service, which lead to the gateway's own pod; none for any other host."""
    service = world.service(host, namespace)
    if service is None or not mapping(service.spec, "selector"):
        return []
    found = []
    for one in world.manifests.kind("WorkloadEntry", ISTIO):
        labels = {name: str(value) for name, value in mapping(one.spec, "labels").items()}
        chosen = selects(mapping(service.spec, "selector"), Pods(one.namespace, labels))
        if one.namespace == service.namespace and chosen is True and text(one.spec, "address").startswith("127."):
            found.append(one)
    return found


def ordered_legs(world: World, host: str, namespace: str) -> list[tuple[int, Manifest]] | Outcome:
    """The WorkloadEntries of a failover with their places, as failoverPriority sorts them."""
    rules = world.destination_rules(host, namespace)
    setting = mapping(rules[0].spec, "trafficPolicy", "loadBalancer", "localityLbSetting") if rules else {}
    labels = [one.partition("=") for one in texts(setting, "failoverPriority")]
    entries = legs(world, host, namespace)
    places = sorted((_place_of(entry, [(name, value) for name, _, value in labels]), entry) for entry in entries)
    if len({order for order, _ in places}) < len(places):
        return unread(f"the order of the backends of {host} isn't known: its DestinationRule doesn't set it")
    return [(order, entry) for order, (_, entry) in enumerate(places, start=1)]


def gateway_behind(world: World, host: str, namespace: str) -> Manifest | None:
    """The Gateway of the Gateway API whose pods a host names."""
    name = gateway_name(host)
    return world.manifests.find("Gateway", service_namespace(host, namespace), name, GATEWAY_API) if name else None


def gateway_name(host: str) -> str:
    """The name of the Gateway of the Gateway API whose pods a host may name; empty if it can't be one."""
    name = host.partition(".")[0]
    return name.removesuffix(_PODS_OF) if name.endswith(_PODS_OF) else ""


def pools_at(world: World, gateway: Manifest, authority: str, model: str) -> Outcome:
    """The inference pools to which the HTTPRoutes of another gateway lead."""
    if world.manifests.kind("Gateway", ISTIO) and _has_istio_gateway(world, gateway):
        return unread(f"it leads to another gateway, {gateway.ref}, whose routes aren't followed", gateway.ref)
    found = pools_behind(world, gateway.name, authority, model)
    if found:
        return Outcome("served", backends=found)
    return unread(f"no HTTPRoute in the folder takes {authority} at {gateway.ref}", gateway.ref)


def pools_behind(world: World, gateway: str, authority: str, model: str) -> tuple[Backend, ...]:
    """The inference pools to which the first HTTPRoute with a host leads that has pools, by the name of its Gateway."""
    for route in world.manifests.kind("HTTPRoute", GATEWAY_API):
        parents = {text(one, "name") for one in items(route.spec, "parentRefs")}
        if authority in texts(route.spec, "hostnames") and gateway in parents:
            pools = [one for rule in items(route.spec, "rules") for one in items(rule, "backendRefs")]
            names = dict.fromkeys(text(one, "name") for one in pools if text(one, "kind") == "InferencePool")
            if names:
                return tuple(
                    Backend("InferencePool", f"{route.namespace}/{name}", model=model, source=route.ref)
                    for name in names
                )
    return ()


def _unknown(host: str, namespace: str, subset: str, model: str) -> Backend:
    """A backend whose object the folder doesn't have."""
    if host.endswith(_PROVIDER):
        return Backend("provider", host.partition(".")[0], costs_money=True, model=model, note=_ABSENT)
    if not is_service(host):
        return Backend("external host", host, costs_money=True, model=model, note=_ABSENT)
    name = f"{service_namespace(host, namespace)}/{host.partition('.')[0]}"
    note = f"{_ABSENT}; it may lead to a provider" if _FAILOVER.search(name) else _ABSENT
    return Backend("Service", name, subset=subset, model=model, note=note)


def _server_name(world: World, host: str) -> str:
    """The name that TLS to a host asks for: that of the host itself, if the way there is by another gateway."""
    rules = world.rules_of_host(host)
    return text(rules[0].spec, "trafficPolicy", "tls", "sni") if rules else ""


def _notes(name: str, addresses: str, *, lacks_key: bool) -> Iterator[str]:
    if name != addresses:
        yield f"by {addresses}"
    if lacks_key:
        yield "without a key"


def _place_of(entry: Manifest, labels: Sequence[tuple[str, str]]) -> int:
    for index, (name, value) in enumerate(labels):
        if text(mapping(entry.spec, "labels"), name) != value:
            return len(labels) - index
    return 0


def _has_istio_gateway(world: World, gateway: Manifest) -> bool:
    return any(
        one.namespace == gateway.namespace and mapping(one.spec, "selector").get(GATEWAY_NAME) == gateway.name
        for one in world.manifests.kind("Gateway", ISTIO)
    )
