"""The places of a failover's backends, by the names of an LLM gateway's objects, if the folder has none of these.

A team's repository has its own routes of a failover, but not the gateway's objects, which say in which order they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_api_mesh.access_tables.conditions import qualified
from llm_api_mesh.access_tables.fields import items, mapping, texts
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest
from llm_api_mesh.access_tables.places import covers
from llm_api_mesh.access_tables.world import World
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.headers import FROM
from llm_api_mesh.traffic.model import NotRead

_LIST = re.compile(r"(?P<gateway>.+)-failover-(?P<backends>[0-9]+)\.(?P<namespace>[^.]+)\.svc\..+")
_SLOT = re.compile(r".+-slot-[0-9]+")


def slots_by_name(world: World, destination: str, host: str) -> list[list[Manifest]]:
    """The VirtualServices of a host at each place of a failover, in their order; empty if not all of them are known."""
    found = _LIST.fullmatch(destination)
    if not found or world.service(destination, ""):
        return []
    gateways = [
        f"{found['namespace']}/{names.slot(found['gateway'], index)}" for index in range(int(found["backends"]))
    ]
    services = [
        [
            one
            for one in world.manifests.kind("VirtualService", ISTIO)
            if gateway in _gateways(one) and any(covers(own.lower(), host) for own in texts(one.spec, "hosts"))
        ]
        for gateway in gateways
    ]
    return services if all(services) else []


def is_second_hop(service: Manifest) -> bool:
    """Whether a VirtualService is for the requests that a gateway sends to itself, at its slots."""
    routes = items(service.spec, "http")
    matches = [match for route in routes for match in items(route, "match") or [{}]]
    at_slots = all(_SLOT.fullmatch(one.partition("/")[2]) for one in _gateways(service))
    return at_slots and bool(matches) and all(FROM in mapping(match, "headers") for match in matches)


def taken_by_name(world: World) -> Iterator[NotRead]:
    """Yield the Gateways whose places in a failover are taken from their names."""
    for service in world.manifests.kind("VirtualService", ISTIO):
        for gateway in _gateways(service) if is_second_hop(service) else ():
            namespace, _, name = gateway.partition("/")
            if world.manifests.find("Gateway", namespace, name, ISTIO) is None:
                reason = "it isn't in the folder: which backend of a failover comes first is taken from its name"
                yield NotRead(f"Gateway {gateway}", reason)


def _gateways(service: Manifest) -> set[str]:
    return {qualified(one, service.namespace) for one in texts(service.spec, "gateways")}
