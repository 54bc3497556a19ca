"""Where a request goes: the first route that takes it, its answer or its backends, and the second hop of a failover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from llm_api_mesh.access_tables import preflights
from llm_api_mesh.access_tables.destinations import (
    gateway_behind,
    is_service,
    legs,
    ordered_legs,
    outside_backend,
    pools_at,
    service_backend,
)
from llm_api_mesh.access_tables.fields import at, items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.access_tables.outcomes import Outcome, unread
from llm_api_mesh.access_tables.places import Place
from llm_api_mesh.access_tables.requests import View
from llm_api_mesh.access_tables.routes import Route
from llm_api_mesh.access_tables.selection import Pods
from llm_api_mesh.access_tables.verdicts import Unknown
from llm_api_mesh.access_tables.world import World, service_namespace
from llm_api_mesh.plan.llm_gateway.headers import FROM, UPSTREAM_MODEL

_NOT_FOUND, _FORBIDDEN, _MOVED = 404, 403, 301
_EVERY = 100


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
    found = own_answer(route, view) or _served(hop, route, view)
    return replace(found, route=route.name, source=found.source or route.service.ref)


def own_answer(route: Route, view: View | None = None) -> Outcome | None:
    """What the gateway answers itself, without a backend; None: the route leads to one.

    Without `view`, it is what requests get that are no preflights. If the route takes only preflights and answers them
    all, it is their answer.
    """
    if route.problem:
        return unread(route.problem)
    abort = mapping(route.action, "fault", "abort")
    if abort and at(abort, "percentage", "value") == _EVERY:  # istiod puts the filter of faults before that of CORS
        return Outcome("answered", _status(abort.get("httpStatus")), reason="by the route")
    if preflight := preflights.answer(route, view) if view else preflights.only_answer(route):
        return preflight
    if response := mapping(route.action, "directResponse"):
        return Outcome("answered", _status(response.get("status")), reason="by the route")
    if redirect := mapping(route.action, "redirect"):
        code = redirect.get("redirectCode", _MOVED)
        where = "to HTTPS" if text(redirect, "scheme") == "https" else "to another URL"
        return Outcome("answered", _status(code), reason=f"redirect {where}")
    return None if items(route.action, "route") else unread("the route has no destination")


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
    if legs(hop.world, host, namespace):
        return _second_hop(hop, host, namespace, route, changed)
    model = headers.get(UPSTREAM_MODEL, "")
    if entry := hop.world.entry(host, hop.pods.namespace):
        patch = patches.clusters.get(host)
        if patch and patch.users is not None and route.service.namespace not in patch.users:
            return Outcome("refused", _FORBIDDEN, source=patch.source)
        return Outcome("served", backends=(outside_backend(hop.world, hop.pods, entry, host, model),))
    if gateway := gateway_behind(hop.world, host, namespace):
        return pools_at(hop.world, gateway, headers.get(":authority", view.host), model)
    pool = service_namespace(host, namespace) if is_service(host) else ""
    if pool and patches.pools and not patches.pools.allows(route.service.namespace, pool):
        return Outcome("refused", _FORBIDDEN, source=patches.pools.source)
    return Outcome("served", backends=(service_backend(hop.world, host, namespace, subset, model),))


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
    ordered = ordered_legs(hop.world, host, namespace)
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


def _at_slot(hop: _Hop, entry: Manifest, view: View) -> Outcome:
    address = text(entry.spec, "address")
    for gateway, server in hop.world.slots(address, hop.pods):
        services = hop.world.attached(gateway, server, view.host)
        number = at(server, "port", "number")
        there = replace(view, gateway=f"{gateway.namespace}/{gateway.name}", port=_status(number) or 0)
        found = first_route(hop.world, services, there)
        return found if isinstance(found, Outcome) else _act(replace(hop, is_second=True), found, there)
    return unread(f"no Gateway in the folder serves {address}")
