"""How the requests of a route are divided: by weights, by the buckets of conversations, and by failovers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from llm_api_mesh.access_tables.destinations import (
    gateway_behind,
    gateway_name,
    is_service,
    legs,
    ordered_legs,
    outside_backend,
    pools_at,
    pools_behind,
    service_backend,
    subset_labels,
)
from llm_api_mesh.access_tables.fields import at, items, mapping, text, texts
from llm_api_mesh.access_tables.following import own_answer
from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.access_tables.outcomes import Backend, Outcome
from llm_api_mesh.access_tables.patches import GatewayPatches
from llm_api_mesh.access_tables.requests import CLAIMS
from llm_api_mesh.access_tables.routes import Match, Route
from llm_api_mesh.access_tables.selection import Pods
from llm_api_mesh.access_tables.world import World, service_namespace
from llm_api_mesh.plan.llm_gateway.headers import FROM, UPSTREAM_MODEL, VIRTUAL_SERVICES
from llm_api_mesh.plan.routing.http_route import WEIGHTS_SET_BY
from llm_api_mesh.traffic.cases import BUCKETS, Case, buckets_of, cases_of
from llm_api_mesh.traffic.model import Setting, Share, Split, Target
from llm_api_mesh.traffic.settings import ACTING_ON_ANSWERS, DELAY, route_settings
from llm_api_mesh.traffic.slots import slots_by_name

_EVERY = 100
_NO_SUBSET_OF_ITS_OWN = "-no-key"
_KNOWN_CONVERSATION = "of a known conversation"
_NOT_ALLOWED = Target("answer", "403 from the gateway, because the API may not use this backend")


@dataclass(frozen=True)
class Hop:
    """A proxy that has a request, and what is known of the request."""

    world: World
    pods: Pods
    host: str
    known: Mapping[str, str] = field(default_factory=dict)
    """Headers of the request in lower case."""
    stated: frozenset[Setting] = frozenset()
    """Settings of a route that its rule has, so that its splits don't repeat them."""
    is_second: bool = False

    @cached_property
    def patches(self) -> GatewayPatches:
        """What the EnvoyFilters of the proxy do."""
        return self.world.patches(self.pods)


def splits_of(hop: Hop, routes: Sequence[Route]) -> tuple[Split, ...]:
    """The splits of the requests that one route of a VirtualService takes, by the routes that are made of it."""
    known = {**hop.known, **_common_headers(one[0] for route in routes for one in route.alternatives)}
    there = replace(hop, known=known, stated=frozenset(settings_of(routes)))
    found = _divided(there, list(cases_of(routes, known, without_first=True)))
    return tuple(sorted(found, key=lambda one: one.order))


def settings_of(routes: Sequence[Route]) -> tuple[Setting, ...]:
    """The settings that all routes have which are made of one route of a VirtualService."""
    each = [_settings(route, own_answer(route)) for route in routes]
    return tuple(one for one in each[0] if all(one in others for others in each)) if each else ()


def _settings(route: Route, answer: Outcome | None) -> tuple[Setting, ...]:
    """The settings of a route that act. Of one that the gateway answers itself, most don't."""
    found = route_settings(route.action)
    if answer is None:
        return found
    acting = ACTING_ON_ANSWERS if answer.is_early else DELAY
    return tuple(one for one in found if one.name.startswith(acting))


def copies_of(hop: Hop, routes: Sequence[Route]) -> tuple[Share, ...]:
    """The backends that get copies of the requests of routes."""
    found: dict[Share, None] = {}
    for route in routes:
        answer = own_answer(route)
        if answer and answer.kind == "answered":
            continue
        default = at(route.action, "mirrorPercentage", "value") or route.action.get("mirrorPercent")
        single = mapping(route.action, "mirror")
        for one in [*items(route.action, "mirrors"), *([{"destination": single}] if single else [])]:
            percent = at(one, "percentage", "value")
            share = percent if percent is not None else default if default is not None else _EVERY
            for target in _targets(hop, route, one, hop.known):
                found[Share(target, float(share))] = None
    return tuple(found)


def _divided(hop: Hop, cases: Sequence[Case]) -> Iterator[Split]:
    """The splits of cases in their order. Cases that differ in the bucket alone are one split."""
    groups: dict[frozenset[str], list[Case]] = {}
    for case in cases:
        groups.setdefault(case.conditions, []).append(case)
    for conditions, group in groups.items():
        if any(case.bucket is not None for case in group):
            # A version without one of these conditions gets its conversations by its own case.
            yield from _by_buckets(hop, group[0].when, [case for case in cases if case.takes_all_of(conditions)])
        for case in group:
            if case.bucket is None:
                yield from _of_route(hop, case.route, case.when)
                break


def _by_buckets(hop: Hop, when: str, cases: Sequence[Case]) -> Iterator[Split]:
    condition = ", ".join(filter(None, [when, _KNOWN_CONVERSATION]))
    left = BUCKETS
    found: dict[tuple[int, str], Split] = {}
    for case in cases:
        taken = buckets_of(case.bucket) if case.bucket else BUCKETS
        if taken is None:
            target = Target("not read", "a condition on the bucket of a conversation")
            yield Split(1, condition, (Share(target, float(_EVERY)),))
            return
        part = len(left & taken) / len(BUCKETS)
        left -= taken
        for split in _of_route(hop, case.route, condition) if part else ():
            key = split.order, split.when
            before = found.get(key)
            shares = tuple(replace(one, percent=one.percent * part) for one in split.shares)
            found[key] = replace(split, shares=_added(before.shares if before else (), shares))
    yield from found.values()


def _of_route(hop: Hop, route: Route, when: str) -> Iterator[Split]:
    """The splits of one route: its own answer, or its destinations by their weights."""
    answer = own_answer(route)
    settings = tuple(one for one in _settings(route, answer) if one not in hop.stated)
    sources = {route.service.ref, route.owner.ref}
    if route.problem:
        yield _only(Target("not read", route.problem), when)
        return
    if answer:
        yield replace(_only(_answer(answer), when), settings=settings, sources=tuple(sorted(sources)))
        return
    chosen = items(route.action, "route")
    weights = [float(one.get("weight", 0)) for one in chosen]
    total = sum(weights)
    manager = text(route.owner.annotations, WEIGHTS_SET_BY) if len(chosen) > 1 else ""
    found: dict[tuple[int, str], Split] = {}
    for one, weight in zip(chosen, weights, strict=True):
        part = weight / total if total else 1 / len(chosen)
        for split in _to(hop, route, one):
            inner = ", ".join(filter(None, [when, split.when]))
            shares = tuple(
                replace(share, percent=share.percent * part, set_by=share.set_by or manager) for share in split.shares
            )
            before = found.get((split.order, inner))
            merged = _added(before.shares if before else (), shares)
            found[split.order, inner] = Split(
                split.order,
                inner,
                merged,
                settings=tuple(sorted({*settings, *split.settings})),
                sources=tuple(sorted({*sources, *split.sources})),
            )
    yield from found.values()


def _to(hop: Hop, route: Route, chosen: Mapping[str, Any]) -> Iterator[Split]:
    """The splits of the requests that one destination gets."""
    host = text(chosen, "destination", "host")
    headers = _changed(hop.known, (*route.commands, mapping(chosen, "headers", "request")))
    there = replace(hop, known=headers)
    if legs(hop.world, host, route.owner.namespace):
        yield from _failover(there, route, host)
        return
    if by_name := slots_by_name(hop.world, host, hop.host):
        for order, services in enumerate(by_name, start=1):
            yield from (replace(split, order=order) for split in _second_hop(_behind(there, route), services))
        return
    targets = list(_targets(hop, route, chosen, headers))
    settings = route_settings({"headers": mapping(chosen, "headers")}) if chosen.get("headers") else ()
    settings = tuple(one for one in settings if not one.name.startswith("header :authority"))
    subset, version = text(chosen, "destination", "subset"), targets[0].version
    if targets[0].kind == "Service" and subset != version:
        settings = (*settings, Setting(f"subset for version {version}" if version else "subset", subset))
    yield Split(1, "", tuple(Share(one, _EVERY / len(targets)) for one in targets), settings)


def _targets(hop: Hop, route: Route, chosen: Mapping[str, Any], headers: Mapping[str, str]) -> Iterator[Target]:
    """The backends of a destination: more than one if an HTTPRoute leads to several pools."""
    world, namespace = hop.world, route.owner.namespace
    host, subset = text(chosen, "destination", "host"), text(chosen, "destination", "subset")
    model = headers.get(UPSTREAM_MODEL, "")
    if entry := world.entry(host, hop.pods.namespace):
        patch = hop.patches.clusters.get(host)
        allowed = not patch or patch.users is None or route.service.namespace in patch.users
        yield _backend(outside_backend(world, hop.pods, entry, host, model)) if allowed else _NOT_ALLOWED
        return
    if gateway := gateway_behind(world, host, namespace):
        found = pools_at(world, gateway, headers.get(":authority", hop.host), model)
        yield from map(_backend, found.backends)
        if not found.backends:
            yield Target("not read", found.reason)
        return
    if pools := pools_behind(world, gateway_name(host), headers.get(":authority", hop.host), model):
        yield from map(_backend, pools)  # of a Gateway that isn't in the folder
        return
    pool = service_namespace(host, namespace) if is_service(host) else ""
    rights = hop.patches.pools
    if pool and rights and not rights.allows(route.service.namespace, pool):
        yield _NOT_ALLOWED
        return
    version = version_of(subset, subset_labels(world, host, namespace))
    yield replace(_backend(service_backend(world, host, namespace, subset, model)), version=version)


def version_of(subset: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    """The version of a subset: of subsets with the same labels, the one with the shortest name; empty: no labels."""
    own = labels.get(subset)
    if own is None:
        return subset.removesuffix(_NO_SUBSET_OF_ITS_OWN)
    return min((name for name, one in labels.items() if one == own), key=lambda name: (len(name), name)) if own else ""


def _failover(hop: Hop, route: Route, host: str) -> Iterator[Split]:
    """The splits of the backends of a failover, each at the address that a gateway has for its place."""
    if hop.is_second:
        yield _only(Target("not read", "a second hop leads to another one"), "")
        return
    patch = hop.patches.clusters.get(host)
    states_origin = bool(patch and patch.states_origin)
    if not states_origin and hop.patches.own_addresses:
        yield _only(_NOT_ALLOWED, "")
        return
    ordered = ordered_legs(hop.world, host, route.owner.namespace)
    if isinstance(ordered, Outcome):
        yield _only(Target("not read", ordered.reason), "")
        return
    there = _behind(hop, route) if states_origin else replace(hop, stated=frozenset(), is_second=True)
    for order, entry in ordered if hop.patches.goes_on else ordered[:1]:
        for split in _at_slot(there, text(entry.spec, "address")):
            yield replace(split, order=order)
    if not hop.patches.goes_on:
        target = Target("not read", "no EnvoyFilter in the folder sends a request on to the next backend")
        yield replace(_only(target, ""), order=2)


def _behind(hop: Hop, route: Route) -> Hop:
    """The proxy that gets a request again, with the VirtualService whose route led there."""
    origin = VIRTUAL_SERVICES.format(namespace=route.service.namespace) + route.service.name
    return replace(hop, known={**hop.known, FROM: origin}, stated=frozenset(), is_second=True)


def _at_slot(hop: Hop, address: str) -> Iterator[Split]:
    for gateway, server in hop.world.slots(address, hop.pods):
        yield from _second_hop(hop, hop.world.attached(gateway, server, hop.host))
        return
    yield _only(Target("not read", f"no Gateway in the folder serves {address}"), "")


def _second_hop(hop: Hop, services: Sequence[Manifest]) -> Iterator[Split]:
    routes = [route for one in services for route in hop.world.routes(one)]
    found = list(_divided(hop, list(cases_of(routes, hop.known))))
    yield from found or [_only(Target("answer", "404 from the gateway"), "")]


def _only(target: Target, when: str) -> Split:
    return Split(1, when, (Share(target, float(_EVERY)),))


def _answer(outcome: Outcome) -> Target:
    if outcome.kind == "unread":
        return Target("not read", outcome.reason)
    words = f"{outcome.status} from the gateway" if outcome.status else "an answer from the gateway"
    return Target("answer", f"{words}, {outcome.reason}" if outcome.reason.startswith("redirect") else words)


def _backend(found: Backend) -> Target:
    return Target(
        found.kind, found.name, "", found.address, found.model, costs_money=found.costs_money, note=found.note
    )


def _added(before: Iterable[Share], more: Iterable[Share]) -> tuple[Share, ...]:
    """Shares of one split; a backend that stands in both gets both shares."""
    found: dict[tuple[Target, str], float] = {}
    for one in (*before, *more):
        key = one.target, one.set_by
        found[key] = found.get(key, 0) + one.percent
    return tuple(Share(target, round(percent, 3), by) for (target, by), percent in sorted(found.items()))


def _common_headers(matches: Iterable[Match]) -> dict[str, str]:
    """The headers with a certain value in all matches."""
    each = [
        {
            name.lower(): str(value["exact"])
            for name, value in mapping(match, "headers").items()
            if isinstance(value, Mapping) and set(value) == {"exact"} and not name.startswith(CLAIMS)
        }
        for match in matches
    ]
    return {name: value for name, value in each[0].items() if all(one.get(name) == value for one in each)}


def _changed(headers: Mapping[str, str], commands: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    changed = dict(headers)
    for one in commands:
        for how in ("set", "add"):
            changed |= {name.lower(): str(value) for name, value in mapping(one, how).items()}
        for name in texts(one, "remove"):
            changed.pop(name.lower(), None)
    return changed
