"""The routes of VirtualServices in their order, with those of delegates in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from llm_api_mesh.access_tables.conditions import meets
from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest, Manifests
from llm_api_mesh.access_tables.requests import View
from llm_api_mesh.access_tables.verdicts import Unknown, Verdict, all_of, any_of

Match = Mapping[str, Any]

_SINGLE = ("authority", "method", "port", "scheme", "uri")
_INHERITED = (
    "corsPolicy",
    "directResponse",
    "fault",
    "headers",
    "mirror",
    "mirrorPercent",
    "mirrorPercentage",
    "mirrors",
    "retries",
    "rewrite",
    "timeout",
)
"""The fields that a delegate's route takes from the route which delegates to it, unless it has them itself."""


@dataclass(frozen=True, eq=False)
class Route:
    """One route, as istiod makes it of a VirtualService and perhaps of its delegate."""

    name: str
    service: Manifest
    """The VirtualService that clients' requests come to."""
    owner: Manifest
    """The VirtualService that has the destinations: the delegate, or the same one."""
    alternatives: tuple[tuple[Match, ...], ...]
    """Lists of matches. A request meets all matches of one list."""
    action: Mapping[str, Any]
    """Its fields, with those that a delegate's route takes from the route which delegates to it."""
    commands: tuple[Mapping[str, Any], ...]
    """What happens to the headers of requests."""
    problem: str = ""
    """Why it can't be read; empty if it can."""
    position: int = 0
    """The place, in `service`, of the route that it is made of. The routes of a delegate share one place."""

    @property
    def is_catch_all(self) -> bool:
        """Whether it takes every request. istiod puts such routes of a host behind all others."""
        return any(not any(one) for one in self.alternatives)

    def takes(self, view: View) -> Verdict:
        """Whether it takes a request."""
        found = any_of(self.takes_by(one, view) for one in self.alternatives)
        return Unknown(self.problem) if self.problem and found is not False else found

    def takes_by(self, alternative: tuple[Match, ...], view: View) -> Verdict:
        """Whether it takes a request by one of its alternatives."""
        return all_of(meets(match, view, self.service.namespace) for match in alternative)


def routes_of(manifests: Manifests, service: Manifest) -> tuple[Route, ...]:
    """The routes of a VirtualService."""
    return tuple(_routes(manifests, service))


def is_visible(item: Manifest, namespace: str) -> bool:
    """Whether an object is exported to a namespace."""
    names = texts(item.spec, "exportTo") or ["*"]
    return any(name in {"*", namespace} or (name == "." and namespace == item.namespace) for name in names)


def _routes(manifests: Manifests, service: Manifest) -> Iterator[Route]:
    for position, route in enumerate(items(service.spec, "http")):
        matches: list[tuple[Match, ...]] = [(one,) for one in items(route, "match")] or [({},)]
        commands = (mapping(route, "headers", "request"),)
        if delegate := mapping(route, "delegate"):
            for one in _delegated(manifests, service, matches, route, delegate):
                yield replace(one, position=position)
        else:
            yield Route(text(route, "name"), service, service, tuple(matches), route, commands, position=position)


def _delegated(
    manifests: Manifests,
    service: Manifest,
    matches: list[tuple[Match, ...]],
    route: Mapping[str, Any],
    delegate: Mapping[str, Any],
) -> Iterator[Route]:
    name = text(route, "name")
    namespace = text(delegate, "namespace") or service.namespace
    target = manifests.find("VirtualService", namespace, text(delegate, "name"), ISTIO)
    if target is None:
        missing = f"the delegate {namespace}/{text(delegate, 'name')} isn't in the folder"
        yield Route(name, service, service, tuple(matches), {}, (), missing)
        return
    inherited = {field: route[field] for field in _INHERITED if field in route}
    for inner in items(target.spec, "http"):
        own = items(inner, "match") or [{}]
        pairs = tuple((*outer, one) for outer in matches for one in own)
        action = {**inherited, **inner}
        commands = (mapping(action, "headers", "request"),)
        yield Route(name, service, target, pairs, action, commands, _problem(target, service, inner, pairs))


def _problem(
    target: Manifest, service: Manifest, inner: Mapping[str, Any], pairs: tuple[tuple[Match, ...], ...]
) -> str:
    if target.spec.get("hosts"):
        return f"the delegate {target.ref} has hosts"
    if not is_visible(target, service.namespace):
        return f"the delegate {target.ref} isn't exported to {service.namespace}"
    if inner.get("delegate"):
        return f"the delegate {target.ref} delegates again"
    if any(_conflicts(*pair) for pair in pairs):
        return f"the delegate {target.ref} and its caller have conditions on the same field"
    return ""


def _conflicts(outer: Match, inner: Match) -> bool:
    """Whether istiod may drop the pair: both have a condition on the same field, and one is a regular expression."""
    fields = [(outer.get(name), inner.get(name)) for name in _SINGLE]
    for name in ("headers", "queryParams", "withoutHeaders"):
        theirs = mapping(inner, name)
        fields += [(value, theirs.get(key)) for key, value in mapping(outer, name).items() if key in theirs]
    both = [(one, other) for one, other in fields if one is not None and other is not None]
    return any(one != other and "regex" in {*_kinds(one), *_kinds(other)} for one, other in both)


def _kinds(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Mapping) else ()
