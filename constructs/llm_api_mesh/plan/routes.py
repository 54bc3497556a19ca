"""The routes of a mesh in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from llm_api_mesh.plan import drills, endpoints, names, request_body, settings
from llm_api_mesh.plan.affinity import version_key
from llm_api_mesh.plan.answers import Answer, answers
from llm_api_mesh.plan.asked import Asked, HeaderValue, asked
from llm_api_mesh.plan.legs import Leg, failovers
from llm_api_mesh.plan.request_body import STREAM_HEADER, STREAMED
from llm_api_mesh.plan.retry_policy import RetryPolicy, leg_retry_policy, retry_policy
from llm_api_mesh.spec.backends.base import Reach
from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import ModelFromBody
from llm_api_mesh.spec.route import PRIMARY, STICKY
from llm_api_mesh.spec.target import Target

_QUICK = "/quick"


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where a request may go."""

    host: str
    port: int
    subset: str | None = None
    weight: int | None = None


@dataclass(frozen=True, kw_only=True)
class Copies:
    """Where copies of requests go."""

    to: Destination
    percent: float


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """Destinations with weights, which stand in one place: so a canary's step is a small change."""

    name: str
    """Name of the object that holds them."""
    destinations: tuple[Destination, ...]
    copies: tuple[Copies, ...]
    key: ConsistentHash | None
    """Whose key chooses among them; None: chance does."""


@dataclass(frozen=True, kw_only=True)
class HttpRoute:
    """A route of a VirtualService."""

    name: str
    """Unique in the whole cluster, so that a patch of this route can't hit another team's."""
    matches: tuple[Match, ...]
    """The requests of any of these; none: all."""
    headers: tuple[HeaderValue, ...] = ()
    """Any of these, too; none: whatever the headers."""
    to: tuple[Destination, ...] | Weighted
    answer: Answer | None = None
    """What the gateway answers itself; where the route leads somewhere, nothing gets there."""
    folders: tuple[str, ...] = ()
    """What is cut off in front of the path, any of these."""
    reach: Reach
    """What is changed in the requests on their way there."""
    generates: bool
    """Whether long answers come from here."""
    timeout: timedelta | None
    """None: none at all. Istio takes no `0s`, and without the field the proxy has no timeout."""
    retries: RetryPolicy
    silence: timedelta | None = None
    """Longest silence, before the first byte, too."""
    drill: FaultDrill | None = None
    """The fault that these requests ask for."""


def gateway_routes(mesh: Mesh) -> list[HttpRoute]:
    """The routes of the requests that come in by the gateway."""
    found: list[HttpRoute] = []
    for one in asked(mesh):
        found += _routes(mesh, one.target, _name(mesh, one.target, one.name), one)
    if mesh.default:
        found += _routes(mesh, mesh.default, _name(mesh, mesh.default))
    found = [timed for route in found for timed in _streams_apart(mesh, route)]
    return [*_with_drills(mesh, found), *(_answer(mesh, answer) for answer in answers(mesh))]


def proxy_routes(mesh: Mesh) -> list[HttpRoute]:
    """All routes of the gateway's proxy, of both hops."""
    return [*gateway_routes(mesh), *second_hop_routes(mesh)]


def second_hop_routes(mesh: Mesh) -> list[HttpRoute]:
    """All routes from the gateway to the backends of failovers."""
    return [route for failover in failovers(mesh) for leg in failover.legs for route in leg_routes(mesh, leg)]


def in_mesh_routes(mesh: Mesh, target: Target) -> list[HttpRoute]:
    """The same for callers in the mesh, who ask for a backend by its own name, which is shared with nobody."""
    # Their own proxies have no patches: none of these routes is sticky.
    return _with_drills(mesh, list(_inner_routes(mesh, target, _name(mesh, target, "in-mesh"), Match(), PRIMARY)))


def leg_routes(mesh: Mesh, leg: Leg) -> list[HttpRoute]:
    """The routes of the gateway's second hop to one backend of a failover."""
    name = _name(mesh, leg.target, f"{names.FAILOVER}/{leg.key}")
    inner = _inner_routes(mesh, leg.target, name, Match(), _primary(leg.target))
    routes = [timed for route in inner for timed in _in_time(mesh, leg, route)]
    return _with_drills(mesh, routes) if leg.first else routes


def weighted(target: Target) -> Weighted | None:
    """A backend's versions, where there are several."""
    versions = sorted(target.backend.versions, key=lambda version: version.name)
    if len(versions) <= 1:
        return None
    return Weighted(
        name=names.versions(target),
        destinations=tuple(_destination(target, version.name, version.weight) for version in versions),
        copies=tuple(
            Copies(to=_destination(target, mirror.version), percent=mirror.percent)
            for mirror in sorted(target.mirrors, key=lambda mirror: mirror.version)
        ),
        key=version_key(target),
    )


def _name(mesh: Mesh, target: Target, part: str = "") -> str:
    return "/".join(filter(None, (mesh.namespace, mesh.name, target.key, part)))


def _with_drills(mesh: Mesh, routes: list[HttpRoute]) -> list[HttpRoute]:
    """Put a twin of each route before all of them for each drill: the same but for the fault."""
    twins = [
        replace(route, name=f"{route.name}/drill/{drill.name}", matches=matches, drill=drill)
        for drill in drills.in_order(mesh.drills)
        for route in routes
        # A drill of a failover is its first backend's, so that it shows the next one taking over.
        if not route.retries.next_priority
        if (matches := drills.part(drill, route.matches))
    ]
    return [*twins, *routes]


def _routes(mesh: Mesh, target: Target, name: str, ways: Asked | None = None) -> Iterator[HttpRoute]:
    """The routes to a target, as they are asked for from outside."""
    for route in _inner_routes(mesh, target, name, mesh.part(target), _primary(target)):
        if ways is None:
            yield route
            continue
        inner = route.matches or (Match(),)
        if route.name.endswith(_QUICK) and isinstance(mesh.model_from, ModelFromBody):
            # What never has a body never has a model.
            inner = tuple(match for match in inner if endpoints.has_body(match))
        outside = [outer.within(mesh.match) for match in inner for outer in ways.outside(match)]
        if any(outside):
            matches = tuple(match for match in outside if match and match != Match())
            yield replace(route, matches=matches, headers=ways.headers, folders=ways.folders)


def _answer(mesh: Mesh, answer: Answer) -> HttpRoute:
    # The proxy keeps as much of a body as the route says only where this leads somewhere.
    somewhere = (_only(mesh.targets[0]),) if answer.awaits_body else ()
    return HttpRoute(
        name=f"{names.routes(mesh)}{answer.name}",
        matches=() if answer.match == Match() else (answer.match,),
        headers=(answer.header,) if answer.header else (),
        to=somewhere,
        answer=answer,
        reach=Reach(),
        generates=False,
        timeout=None,
        retries=RetryPolicy(attempts=0),
    )


def _primary(target: Target) -> str:
    # Another name for a route that a patch is for: a patch that has outlived its route meets none, then.
    return f"{PRIMARY}/{STICKY}" if version_key(target) else PRIMARY


def _inner_routes(mesh: Mesh, target: Target, name: str, part: Match, primary: str) -> Iterator[HttpRoute]:
    for route, match in target.routes_within(part):
        if match:  # a checked mesh has no route without requests
            one = (_destination(target, route.version),)
            yield from _with_deadlines(mesh, target, f"{name}/{route.name}", match, one)
    to = weighted(target) or (_only(target),)
    yield from _with_deadlines(mesh, target, f"{name}/{primary}", part, to)


def _streams_apart(mesh: Mesh, route: HttpRoute) -> Iterator[HttpRoute]:
    """Split off the streams, where there is something to say of their times only."""
    budget = settings.budget(mesh)
    if route.generates and budget.first_token and request_body.readings(mesh):
        retries, begins = route.retries, budget.first_token
        if retries.next_priority:
            # Each backend has its own time to begin, which the second hop sees to.
            begins *= retries.attempts + 1
        elif retries.attempts:
            retries = replace(retries, first_byte=budget.first_token)
        silence = max(budget.stream_silence, begins) if budget.stream_silence else None
        yield replace(_stream(route), retries=retries, silence=silence)
    yield route


def _stream(route: HttpRoute) -> HttpRoute:
    """The twin of a route for those of its requests that ask for a stream."""
    stream = Match(headers={STREAM_HEADER: STREAMED})
    matches = tuple(match for match in (one.within(stream) for one in route.matches or (Match(),)) if match)
    return replace(route, name=f"{route.name}/stream", matches=matches)


def _in_time(mesh: Mesh, leg: Leg, route: HttpRoute) -> Iterator[HttpRoute]:
    """Leave the next backend its part of the time; the first hop sees to the whole of it."""
    budget = settings.budget(mesh)
    reach = replace(route.reach, remove_headers=(*route.reach.remove_headers, STREAM_HEADER))
    if leg.last:
        # Behind it there is nobody: it has the rest of the time, and is retried as it would be alone.
        yield replace(route, reach=reach, timeout=None)
        return
    streams = route.generates and budget.generation != budget.quick
    deadline = None if streams or not route.timeout else _share(route.timeout, leg.siblings)
    route = replace(route, reach=reach, timeout=deadline)
    if not streams:
        yield replace(route, retries=leg_retry_policy(mesh, leg.target.backend))
        return
    if budget.first_token:
        # Of other answers the first byte comes with the last one: only of streams it says anything.
        retries = leg_retry_policy(mesh, leg.target.backend, budget.first_token)
        yield replace(_stream(route), retries=retries)
    yield replace(route, retries=leg_retry_policy(mesh, leg.target.backend, budget.whole_answer))


def _share(deadline: timedelta, parts: int) -> timedelta:
    return timedelta(milliseconds=deadline // timedelta(milliseconds=1) // parts)


def _with_deadlines(
    mesh: Mesh, target: Target, name: str, match: Match, to: tuple[Destination, ...] | Weighted
) -> Iterator[HttpRoute]:
    """Split off the endpoints whose answers are short."""
    budget = settings.budget(mesh)
    retries = retry_policy(mesh, target.backend)
    quick = () if target.backend.speaks_grpc or budget.quick == budget.generation else endpoints.quick_part(match)
    generates = match not in quick
    if quick and generates:
        yield HttpRoute(
            name=f"{name}{_QUICK}",
            matches=quick,
            to=to,
            reach=target.backend.reach,
            generates=False,
            timeout=budget.quick,
            retries=retries,
        )
    yield HttpRoute(
        name=name,
        matches=() if match == Match() else (match,),
        to=to,
        reach=target.backend.reach,
        generates=generates,
        timeout=budget.generation if generates else budget.quick,
        retries=retries,
    )


def _only(target: Target) -> Destination:
    return _destination(target, next((version.name for version in target.backend.versions), None))


def _destination(target: Target, subset: str | None, weight: int | None = None) -> Destination:
    return Destination(host=target.host, port=target.backend.port, subset=subset, weight=weight)
