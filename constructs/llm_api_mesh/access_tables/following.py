"""Where a request goes: the first route that takes it, its answer or its backends, and the second hop of a failover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from llm_api_mesh.access_tables.fields import at, items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import GATEWAY_API, ISTIO, Manifest
from llm_api_mesh.access_tables.outcomes import Backend, Outcome, unread
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.places import Place, attached, covers, slots
from llm_api_mesh.access_tables.requests import View
from llm_api_mesh.access_tables.routes import Route, is_visible
from llm_api_mesh.access_tables.selection import GATEWAY_NAME, Pods, selects
from llm_api_mesh.access_tables.verdicts import Unknown, any_of
from llm_api_mesh.access_tables.world import World, service_namespace
from llm_api_mesh.plan.llm_gateway.headers import FROM, UPSTREAM_MODEL

_OK, _NOT_FOUND, _FORBIDDEN, _MOVED = 200, 404, 403, 301
_PREFLIGHT = ("origin", "access-control-request-method")
_EVERY = 100
_PROVIDER = ".llm-gateway.internal"
_FAILOVER = re.compile(r"-failover-[0-9]+$")
_ABSENT = "not in the folder"
_PODS_OF = "-istio"
"""What istiod adds to the name of a Gateway of the Gateway API for its Service."""


@dataclass(frozen=True)
class _Hop:
    """A request at a gateway, on its way to a backend."""

    world: World
    pods: Pods
    gateway_is_known: bool
    is_second: bool = False


def follow(world: World, place: Place, view: View) -> Outcome:
    """What the routes of a place make of a request that its policies let pass."""
    hop = _Hop(world, place.pods, place.manifest is not None)
    found = first_route(world, place.services, view)
    if isinstance(found, Outcome):
        return found
    return _act(hop, found, view)


def first_route(world: World, services: Sequence[Manifest], view: View) -> Route | Outcome:
    """The route that takes a request, or why there is none."""
    taken: list[Route] = []
    for service in services:
        for route in world.routes(service):
            takes = route.takes(view)
            if isinstance(takes, Unknown):
                return unread(takes.reason, service.ref)
            if takes:
                taken.append(route)
                break
    specific = [route for route in taken if not route.is_catch_all] or taken
    if not specific:
        why = "no route takes it" if services else "no VirtualService in the folder has the host"
        source = ", ".join(one.ref for one in services)
        return Outcome("answered", _NOT_FOUND, reason=why, source=source, is_early=True)
    if len(specific) > 1:
        names = " and ".join(route.service.ref for route in specific)
        return unread(f"{names} take it: the older one decides", names)
    return specific[0]


def _act(hop: _Hop, route: Route, view: View) -> Outcome:
    found = _own_answer(route, view) or _served(hop, route, view)
    return replace(found, route=route.name, source=found.source or route.service.ref)


def _own_answer(route: Route, view: View) -> Outcome | None:
    """What the gateway answers itself, without a backend."""
    if route.problem:
        return unread(route.problem)
    if preflight := _preflight(mapping(route.action, "corsPolicy"), view):
        return preflight
    if response := mapping(route.action, "directResponse"):
        return Outcome("answered", _status(response.get("status")), reason="by the route")
    if redirect := mapping(route.action, "redirect"):
        code = redirect.get("redirectCode", _MOVED)
        where = "to HTTPS" if text(redirect, "scheme") == "https" else "to another URL"
        return Outcome("answered", _status(code), reason=f"redirect {where}")
    abort = mapping(route.action, "fault", "abort")
    if abort and at(abort, "percentage", "value") == _EVERY:
        return Outcome("answered", _status(abort.get("httpStatus")), reason="by the route")
    return None if items(route.action, "route") else unread("the route has no destination")


def _preflight(policy: Mapping[str, Any], view: View) -> Outcome | None:
    """The answer to a browser's preflight. One of another origin may go on to the backend, if the policy says so."""
    origin, method = (view.headers.get(name) for name in _PREFLIGHT)
    if not policy or view.request.method != "OPTIONS" or not origin or not method:
        return None
    patterns = [Pattern.of(one) for one in items(policy, "allowOrigins")]
    if text(policy, "unmatchedPreflights") != "IGNORE" and any_of(one.matches(origin) for one in patterns) is not True:
        return None
    allowed = ", ".join(one.value if one.kind == "exact" else f"an origin that {one.words}" for one in patterns)
    reason = f"to a browser's preflight; allowed are pages of {allowed or 'no origin'}"
    return Outcome("answered", _OK, reason=reason, is_early=True)


def _status(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _served(hop: _Hop, route: Route, view: View) -> Outcome:
    chosen = items(route.action, "route")
    weights = [one.get("weight", 0) for one in chosen]
    total = sum(weights)
    found: list[Outcome] = []
    for one, weight in zip(chosen, weights, strict=True):
        if weight or len(chosen) == 1:
            outcome = _to(hop, route, one, view)
            if outcome.kind == "unread":
                return outcome
            share = _EVERY * weight / total if len(chosen) > 1 else None
            found.append(_shared(outcome, share))
    return _together(found, _notes(route))


def _notes(route: Route) -> Iterator[str]:
    abort = mapping(route.action, "fault", "abort")
    if percent := _share(abort):
        yield f"{percent:g} % get {abort.get('httpStatus')}"
    copies = [*items(route.action, "mirrors"), *filter(None, [mapping(route.action, "mirror")])]
    for one in copies:
        host = text(one, "destination", "host") or text(one, "host")
        share = _share(one) or _share({"percentage": route.action.get("mirrorPercentage")}) or _EVERY
        yield f"copies of {share:g} % to {host}"


def _share(fields: Mapping[str, Any]) -> float:
    """The percentage of a fault or a copy; 0 if there is none."""
    found = at(fields, "percentage", "value")
    return found if isinstance(found, int | float) else 0


def _shared(outcome: Outcome, percent: float | None) -> Outcome:
    if percent is None:
        return outcome
    if not outcome.backends:
        return replace(outcome, reason=f"{percent:g} % get {outcome.words}")
    shared = [replace(one, percent=percent * (one.percent or _EVERY) / _EVERY) for one in outcome.backends]
    return replace(outcome, backends=tuple(shared))


def _together(found: list[Outcome], notes: Iterator[str]) -> Outcome:
    """One outcome of several destinations with weights."""
    backends = tuple(one for outcome in found for one in outcome.backends)
    if not backends:
        return found[0] if found else unread("all destinations have weight 0")
    reasons = [*(one.reason for one in found if one.reason), *notes]
    return Outcome("served", backends=backends, reason="; ".join(reasons))


def _to(hop: _Hop, route: Route, chosen: Mapping[str, Any], view: View) -> Outcome:
    """What one destination makes of a request."""
    destination = mapping(chosen, "destination")
    host, subset = text(destination, "host"), text(destination, "subset")
    headers = dict(view.headers)
    for commands in (*route.commands, mapping(chosen, "headers", "request")):
        headers |= {name.lower(): str(value) for name, value in mapping(commands, "set").items()}
        headers |= {name.lower(): str(value) for name, value in mapping(commands, "add").items()}
        for name in texts(commands, "remove"):
            headers.pop(name.lower(), None)
    changed = replace(view, headers=headers)
    namespace = route.owner.namespace
    patches = hop.world.patches(hop.pods)
    if _loopback(hop, host, namespace):
        return _second_hop(hop, host, namespace, route, changed)
    if entry := _entry(hop, host):
        return _outside(hop, entry, host, route, changed)
    if gateway := _gateway_behind(hop, host, namespace):
        return _at_other_gateway(hop, gateway, headers.get(":authority", view.host), changed)
    pool = service_namespace(host, namespace) if _is_service(host) else ""
    if pool and patches.pools and not patches.pools.allows(route.service.namespace, pool):
        return Outcome("refused", _FORBIDDEN, source=patches.pools.source)
    return _service(hop, host, namespace, subset, changed)


def _service(hop: _Hop, host: str, namespace: str, subset: str, view: View) -> Outcome:
    service = hop.world.service(host, namespace)
    model = view.headers.get(UPSTREAM_MODEL, "")
    if service is None:
        return Outcome("served", backends=(_unknown(host, namespace, subset, model),))
    if external := text(service.spec, "externalName"):
        backend = Backend("external host", host, address=external, costs_money=True, source=service.ref)
        return Outcome("served", backends=(backend,))
    pods = {name: str(value) for name, value in mapping(service.spec, "selector").items()}
    pods |= _subset(hop.world, host, namespace, subset)
    name = f"{service.namespace}/{service.name}"
    backend = Backend("Service", name, subset=subset, pods=pods, model=model, source=service.ref)
    return Outcome("served", backends=(backend,))


def _unknown(host: str, namespace: str, subset: str, model: str) -> Backend:
    """A backend whose object the folder doesn't have."""
    if host.endswith(_PROVIDER):
        return Backend("provider", host.partition(".")[0], costs_money=True, model=model, note=_ABSENT)
    if not _is_service(host):
        return Backend("external host", host, costs_money=True, model=model, note=_ABSENT)
    name = f"{service_namespace(host, namespace)}/{host.partition('.')[0]}"
    note = f"{_ABSENT}; it may lead to a provider" if _FAILOVER.search(name) else _ABSENT
    return Backend("Service", name, subset=subset, model=model, note=note)


def _subset(world: World, host: str, namespace: str, subset: str) -> dict[str, str]:
    for rule in world.manifests.kind("DestinationRule", ISTIO) if subset else ():
        if world.service(text(rule.spec, "host"), rule.namespace) == world.service(host, namespace):
            for one in items(rule.spec, "subsets"):
                if text(one, "name") == subset:
                    return {name: str(value) for name, value in mapping(one, "labels").items()}
    return {}


def _entry(hop: _Hop, host: str) -> Manifest | None:
    """The ServiceEntry with a host that the gateway sees."""
    for one in hop.world.manifests.kind("ServiceEntry", ISTIO):
        if host in texts(one.spec, "hosts") and is_visible(one, hop.pods.namespace):
            return one
    return None


def _outside(hop: _Hop, entry: Manifest, host: str, route: Route, view: View) -> Outcome:
    """A host of a ServiceEntry, such as a hosted provider."""
    patch = hop.world.patches(hop.pods).clusters.get(host)
    if patch and patch.users is not None and route.service.namespace not in patch.users:
        return Outcome("refused", _FORBIDDEN, source=patch.source)
    addresses = ", ".join(text(one, "address") for one in items(entry.spec, "endpoints")) or host
    name = _server_name(hop.world, host) or addresses
    is_provider = host.endswith(_PROVIDER)
    has_key = patch and (patch.key_file or patch.signs or patch.takes_google_token)
    backend = Backend(
        "provider" if is_provider else "external host",
        host.partition(".")[0] if is_provider else host,
        address=name,
        costs_money=text(entry.spec, "location") != "MESH_INTERNAL",
        model=view.headers.get(UPSTREAM_MODEL, ""),
        note=", ".join(_notes_outside(name, addresses, lacks_key=is_provider and not has_key)),
        source=entry.ref,
    )
    return Outcome("served", backends=(backend,))


def _server_name(world: World, host: str) -> str:
    """The name that TLS to a host asks for: that of the host itself, if the way there is by another gateway."""
    rules = [one for one in world.manifests.kind("DestinationRule", ISTIO) if text(one.spec, "host") == host]
    return text(rules[0].spec, "trafficPolicy", "tls", "sni") if rules else ""


def _notes_outside(name: str, addresses: str, *, lacks_key: bool) -> Iterator[str]:
    if name != addresses:
        yield f"by {addresses}"
    if lacks_key:
        yield "without a key"


def _loopback(hop: _Hop, host: str, namespace: str) -> list[Manifest]:
    """The WorkloadEntries of a Service that lead to the gateway's own pod."""
    service = hop.world.service(host, namespace)
    if service is None or not mapping(service.spec, "selector"):
        return []
    found = []
    for one in hop.world.manifests.kind("WorkloadEntry", ISTIO):
        labels = {name: str(value) for name, value in mapping(one.spec, "labels").items()}
        chosen = selects(mapping(service.spec, "selector"), Pods(one.namespace, labels))
        if one.namespace == service.namespace and chosen is True and text(one.spec, "address").startswith("127."):
            found.append(one)
    return found


def _second_hop(hop: _Hop, host: str, namespace: str, route: Route, view: View) -> Outcome:
    """The backends of a failover, in the order in which they get a request."""
    if hop.is_second:
        return unread("a second hop leads to another one")
    patches = hop.world.patches(hop.pods)
    patch = patches.clusters.get(host)
    if patch and patch.states_origin:
        owner = route.service
        origin = f"/apis/networking.istio.io/v1/namespaces/{owner.namespace}/virtual-service/{owner.name}"
        view = replace(view, headers={**view.headers, FROM: origin})
    elif patches.own_addresses:
        return Outcome("refused", _FORBIDDEN, source=patches.own_addresses)
    ordered = _ordered(hop, host, namespace)
    if isinstance(ordered, Outcome):
        return ordered
    found = [(order, _at_slot(hop, entry, view)) for order, entry in ordered]
    for _, outcome in found:
        if outcome.kind == "unread":
            return outcome
    first = found[0][1]
    if not patches.goes_on or first.kind != "served":
        note = "no EnvoyFilter sends a request on to the next backend"
        return replace(first, reason=first.reason or ("" if patches.goes_on else note))
    backends = [replace(one, order=order) for order, outcome in found for one in outcome.backends]
    return Outcome("served", backends=tuple(backends), source=first.source)


def _ordered(hop: _Hop, host: str, namespace: str) -> list[tuple[int, Manifest]] | Outcome:
    """The addresses of a failover's list with their places, as failoverPriority sorts them."""
    service = hop.world.service(host, namespace)
    rules = [
        one
        for one in hop.world.manifests.kind("DestinationRule", ISTIO)
        if hop.world.service(text(one.spec, "host"), one.namespace) == service
    ]
    setting = mapping(rules[0].spec, "trafficPolicy", "loadBalancer", "localityLbSetting") if rules else {}
    labels = [one.partition("=") for one in texts(setting, "failoverPriority")]
    entries = _loopback(hop, host, namespace)
    places = sorted((_place_of(entry, [(name, value) for name, _, value in labels]), entry) for entry in entries)
    if len({order for order, _ in places}) < len(places):
        return unread(f"the order of the backends of {host} isn't known: its DestinationRule doesn't set it")
    return [(order, entry) for order, (_, entry) in enumerate(places, start=1)]


def _place_of(entry: Manifest, labels: Sequence[tuple[str, str]]) -> int:
    for index, (name, value) in enumerate(labels):
        if text(mapping(entry.spec, "labels"), name) != value:
            return len(labels) - index
    return 0


def _at_slot(hop: _Hop, entry: Manifest, view: View) -> Outcome:
    address = text(entry.spec, "address")
    for gateway, server in slots(hop.world.manifests, address, hop.pods):
        services = [one for host, one in attached(hop.world.manifests, gateway, server) if covers(host, view.host)]
        number = at(server, "port", "number")
        there = replace(view, gateway=f"{gateway.namespace}/{gateway.name}", port=_status(number) or 0)
        found = first_route(hop.world, tuple(dict.fromkeys(services)), there)
        return found if isinstance(found, Outcome) else _act(replace(hop, is_second=True), found, there)
    return unread(f"no Gateway in the folder serves {address}")


def _gateway_behind(hop: _Hop, host: str, namespace: str) -> Manifest | None:
    """The Gateway of the Gateway API whose pods a host names."""
    name = host.partition(".")[0]
    if not name.endswith(_PODS_OF):
        return None
    place = service_namespace(host, namespace)
    return hop.world.manifests.find("Gateway", place, name.removesuffix(_PODS_OF), GATEWAY_API)


def _at_other_gateway(hop: _Hop, gateway: Manifest, authority: str, view: View) -> Outcome:
    """The inference pool to which an HTTPRoute of another gateway leads."""
    if hop.world.manifests.kind("Gateway", ISTIO) and _has_istio_gateway(hop.world, gateway):
        return unread(f"it leads to another gateway, {gateway.ref}, whose routes aren't followed", gateway.ref)
    for route in hop.world.manifests.kind("HTTPRoute", GATEWAY_API):
        parents = {text(one, "name") for one in items(route.spec, "parentRefs")}
        if authority in texts(route.spec, "hostnames") and gateway.name in parents:
            pools = [one for rule in items(route.spec, "rules") for one in items(rule, "backendRefs")]
            names = dict.fromkeys(text(one, "name") for one in pools if text(one, "kind") == "InferencePool")
            model = view.headers.get(UPSTREAM_MODEL, "")
            found = [
                Backend("InferencePool", f"{route.namespace}/{name}", model=model, source=route.ref) for name in names
            ]
            if found:
                return Outcome("served", backends=tuple(found))
    return unread(f"no HTTPRoute in the folder takes {authority} at {gateway.ref}", gateway.ref)


def _has_istio_gateway(world: World, gateway: Manifest) -> bool:
    return any(
        one.namespace == gateway.namespace and mapping(one.spec, "selector").get(GATEWAY_NAME) == gateway.name
        for one in world.manifests.kind("Gateway", ISTIO)
    )


def _is_service(host: str) -> bool:
    """Whether a host is the name of a Service, short or in full."""
    return "." not in host or ".svc." in host
