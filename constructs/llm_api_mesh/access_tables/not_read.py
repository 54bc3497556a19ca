"""Objects and parts of objects that may change who reaches what, and that the tables don't read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_api_mesh.access_tables.conditions import qualified
from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import GATEWAY_API, ISTIO, Manifest
from llm_api_mesh.access_tables.places import MESH
from llm_api_mesh.access_tables.policies import is_dry_run
from llm_api_mesh.access_tables.tables import NotRead
from llm_api_mesh.access_tables.world import World

_MANAGED_BY = "app.kubernetes.io/managed-by"
_US = "llm-api-mesh"
_NAME = "app.kubernetes.io/name"
_OF_API = "(least-request|max-load|retry-after|return-time|stream-silence)"
_ADDED = frozenset({"EXTENSION_CONFIG", "HTTP_FILTER"})
_KNOWN = ("llm-gateway/", "envoy.filters.http.router")

_KINDS = {
    "GRPCRoute": "its routes aren't followed",
    "Ingress": "its routes aren't followed",
    "NetworkPolicy": "it may close connections that the tables show as open",
    "Sidecar": "it may close ways out of pods",
    "TCPRoute": "its routes aren't followed",
    "TLSRoute": "its routes aren't followed",
    "TrafficExtension": "its code may answer or refuse any request",
    "UDPRoute": "its routes aren't followed",
    "WasmPlugin": "its code may answer or refuse any request",
}


def not_read(world: World) -> Iterator[NotRead]:
    """Yield each of them, with the reason."""
    for one in world.manifests.everything:
        if one.kind in _KINDS:
            yield NotRead(one.ref, _KINDS[one.kind])
        elif one.kind == "EnvoyFilter":
            yield from _of_filter(one)
        elif one.kind == "VirtualService":
            yield from _of_virtual_service(one)
        elif one.kind == "HTTPRoute" and not _leads_to_pools(one):
            yield NotRead(one.ref, "its routes aren't followed")
        elif one.kind == "AuthorizationPolicy" and is_dry_run(one):
            yield NotRead(one.ref, "it has no effect, because of its annotation istio.io/dry-run")
        elif one.kind == "Gateway" and one.group == GATEWAY_API:
            yield from _of_kubernetes_gateway(one)


def in_mesh(world: World) -> Iterator[NotRead]:
    """Yield the routes of the mesh that lead calls of a host to another one."""
    for one in world.manifests.kind("VirtualService", ISTIO):
        names = texts(one.spec, "gateways") or [MESH]
        if MESH not in {qualified(name, one.namespace) for name in names} or not one.spec.get("hosts"):
            continue
        for host in texts(one.spec, "hosts"):
            own = world.service(host, one.namespace)
            targets = {
                text(to, "destination", "host"): world.service(text(to, "destination", "host"), route.owner.namespace)
                for route in world.routes(one)
                for to in items(route.action, "route")
            }
            others = sorted(name for name, to in targets.items() if name != host and (to is None or to != own))
            if others:
                yield NotRead(one.ref, f"calls of {host} in the mesh may go to {', '.join(others)}")


def _of_filter(one: Manifest) -> Iterator[NotRead]:
    """What isn't one of the EnvoyFilters of an LLM gateway or of an API's settings, by its name and its filters."""
    owner = str(one.labels.get(_NAME, ""))
    names = (
        rf"{re.escape(owner)}-(listeners|routes(-.+)?|clusters|pools|provider-.+)",
        rf"[^.]+\.{re.escape(owner)}\.{_OF_API}",
    )
    ours = one.labels.get(_MANAGED_BY) == _US and any(re.fullmatch(name, one.name) for name in names)
    if not ours:
        yield NotRead(one.ref, "its patches may answer, refuse or redirect any request of the proxies that it selects")
        return
    for patch in items(one.spec, "configPatches"):
        name = text(patch, "patch", "value", "name")
        if text(patch, "applyTo") in _ADDED and name and not name.startswith(_KNOWN):
            yield NotRead(one.ref, f"its filter {name} isn't known")


def _of_virtual_service(one: Manifest) -> Iterator[NotRead]:
    for name in ("tcp", "tls"):
        if one.spec.get(name):
            yield NotRead(one.ref, f"its routes of {name} aren't followed")


def _leads_to_pools(route: Manifest) -> bool:
    """Whether it is for hosts that no client can name, of a gateway of inference pools."""
    return all(name.endswith(".llm-gateway.internal") for name in texts(route.spec, "hostnames")) and bool(
        texts(route.spec, "hostnames")
    )


def _of_kubernetes_gateway(one: Manifest) -> Iterator[NotRead]:
    for listener in items(one.spec, "listeners"):
        hostname = text(listener, "hostname")
        if not hostname.endswith(".llm-gateway.internal"):
            name = text(listener, "name")
            routes = text(mapping(listener, "allowedRoutes", "namespaces"), "from") or "Same"
            yield NotRead(one.ref, f"its listener {name} takes HTTPRoutes of {routes}, which aren't followed")
