"""What a kind of callers gets for a request at a place: first by the policies, then by the routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from llm_api_mesh.access_tables.fields import at, items, text
from llm_api_mesh.access_tables.following import follow
from llm_api_mesh.access_tables.outcomes import Outcome, unread
from llm_api_mesh.access_tables.places import Place
from llm_api_mesh.access_tables.policies import Arrival
from llm_api_mesh.access_tables.requests import Caller, Request, View
from llm_api_mesh.access_tables.verdicts import Unknown
from llm_api_mesh.access_tables.world import World
from llm_api_mesh.plan.llm_gateway.headers import MODEL, RESERVED

_MOVED, _FORBIDDEN = 301, 403
_HTTP = frozenset({"GRPC", "HTTP", "HTTP2", "HTTPS"})
_PASSTHROUGH = frozenset({"AUTO_PASSTHROUGH", "PASSTHROUGH"})


def answer(world: World, place: Place, request: Request, caller: Caller) -> Outcome:
    """What a caller gets for a request."""
    if place.manifest and (place.protocol not in _HTTP or text(place.server, "tls", "mode") in _PASSTHROUGH):
        return unread(f"the port passes {place.protocol} on without reading its requests", place.manifest.ref)
    tokens = world.tokens(place.pods)
    if place.manifest and tokens.unknown and caller.claims is not None:
        return unread(tokens.unknown.reason)
    verified = caller.token if tokens.rules or place.manifest is None else None
    known = caller.token if states_claims(world, place) else verified
    arrival = Arrival(
        place.port,
        place.sample_host,
        request.method,
        request.path,
        {**request.headers, **_of_token(world, place, verified)},
        token=verified,
        issuers=tokens.issuers,
    )
    policies = world.policies(place.pods)
    authorizers = policies.authorizers(arrival) if place.manifest else ()
    refusal = policies.refusal(arrival) if place.manifest else None
    found = (
        _explained(world, place, refusal) if refusal else _routed(world, place, view_of(world, place, request, known))
    )
    if isinstance(authorizers, Unknown):
        return unread(authorizers.reason)
    if place.manifest and not refusal and not found.is_early:
        has_token = arrival.token is not None
        found = last_refusal(world, place, has_token=has_token, is_asked=bool(authorizers)) or found
    return found.behind(" and ".join(authorizers)) if authorizers and found.kind != "refused" else found


def view_of(world: World, place: Place, request: Request, token: Mapping[tuple[str, ...], str] | None) -> View:
    """A request as the proxy sees it when it chooses a route: with the headers that the gateway writes."""
    written = written_headers(world, place)
    headers = {name: value for name, value in request.headers.items() if name not in written}
    headers |= {name: request.model for name, what in written.items() if what == "model" and request.model}
    headers |= request.written
    return View(request, place.sample_host, place.port, place.gateway, headers, token)


def states_claims(world: World, place: Place) -> bool:
    """Whether an external authorizer may tell the routes what it knows of a caller, as if it stood in a token."""
    return any(True for _ in world.policies(place.pods).of("CUSTOM"))


def written_headers(world: World, place: Place) -> dict[str, str]:
    """The headers that the gateway writes; those of a Gateway that isn't in the folder are taken for granted."""
    if place.manifest is None:
        return {name: "model" if name == MODEL else "keys" for name in RESERVED}
    return dict(world.patches(place.pods).written)


def last_refusal(world: World, place: Place, *, has_token: bool = False, is_asked: bool = False) -> Outcome | None:
    """The refusal behind all policies of what a route takes, if the gateway's EnvoyFilters have it.

    It spares callers with a valid token, or those about whom an external authorizer has been asked.
    """
    patches = world.patches(place.pods)
    for check in patches.last_checks:
        is_verified = is_asked if check.asks_authorizer else has_token
        if check.port in {None, place.port} and place.sample_host not in check.hosts and not is_verified:
            return Outcome("refused", patches.statuses.get(check.policy, _FORBIDDEN), source=check.source)
    return None


def _routed(world: World, place: Place, view: View) -> Outcome:
    if at(place.server, "tls", "httpsRedirect") is True:
        source = place.manifest.ref if place.manifest else ""
        return Outcome("answered", _MOVED, reason="redirect to HTTPS", source=source)
    return follow(world, place, view)


def _explained(world: World, place: Place, refusal: Outcome) -> Outcome:
    """A refusal with the status that clients see, which an EnvoyFilter may change."""
    statuses = world.patches(place.pods).statuses
    name = refusal.source.rpartition("/")[2]
    return replace(refusal, status=statuses.get(name, refusal.status)) if refusal.kind == "refused" else refusal


def _of_token(world: World, place: Place, token: Mapping[tuple[str, ...], str] | None) -> dict[str, str]:
    """The headers that a RequestAuthentication writes from a token, before the policies are asked."""
    found = {}
    for _, rule in world.tokens(place.pods).rules if token is not None else ():
        for one in items(rule, "outputClaimToHeaders"):
            path = tuple(text(one, "claim").split("."))
            if token is not None and path in token:
                found[text(one, "header").lower()] = token[path]
    return found
