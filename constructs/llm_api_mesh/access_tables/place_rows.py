"""The table of a place: the kinds of its callers, and a row for each route that a sample request reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from llm_api_mesh.access_tables.answers import answer, states_claims, view_of, written_headers
from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.following import first_route
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.places import Place
from llm_api_mesh.access_tables.requests import ANY_SUBJECT, CLAIMS, Caller, Claim, Request, claim_path
from llm_api_mesh.access_tables.routes import Match, Route
from llm_api_mesh.access_tables.samples import Conditions
from llm_api_mesh.access_tables.tables import NotRead, PlaceTable, Row, Sample
from llm_api_mesh.access_tables.world import World, port_of

_POLICY_CLAIMS = "request.auth.claims["


def place_table(world: World, place: Place) -> tuple[PlaceTable, tuple[NotRead, ...]]:
    """The table of a place, and which of its routes aren't read."""
    callers, without_sample = _callers(world, place)
    rows: list[Row] = []
    not_read = list(without_sample)
    for service in place.services:
        for route in world.routes(service):
            found, problems = _rows(world, place, route, callers)
            rows += found
            not_read += problems
    if not rows:
        rows.append(_row(world, place, callers, Sample("any request", Request()), ""))
    table = PlaceTable(
        gateway=place.gateway,
        source=place.manifest.ref if place.manifest else "",
        host=place.host,
        ports=(f"{place.protocol} {port_of(place.server)}",) if place.manifest else (),
        callers=callers,
        rows=_merged(_without_details(rows)),
        notes=tuple(_notes(place)),
    )
    return table, tuple(dict.fromkeys(not_read))


def _callers(world: World, place: Place) -> tuple[tuple[Caller, ...], list[NotRead]]:
    """The kinds of callers that the policies and the routes of a place tell apart."""
    tokens = world.tokens(place.pods)
    has_tokens = bool(tokens.rules or tokens.unknown)
    if place.manifest and not has_tokens and not states_claims(world, place):
        return (Caller("anyone"),), []
    base = [Caller("no token"), Caller("any valid token", {})] if has_tokens else [Caller("anyone")]
    if place.manifest is None:
        base = [Caller("anyone whom the gateway admits", {})]
    kind = "token" if has_tokens or place.manifest is None else "known to the authorizer"
    found: dict[str, Caller] = {one.name: one for one in base}
    not_read: list[NotRead] = []
    for source, claims in (*_of_routes(world, place), *_of_policies(world, place)):
        name = " and ".join(map(str, claims))
        samples = {one.path: next(one.pattern.samples(), None) for one in claims}
        known = {path: value for path, value in samples.items() if value is not None}
        if len(known) < len(samples):
            not_read.append(NotRead(source, f"no sample token is found whose {name}"))
        elif name:
            found.setdefault(name, Caller(f"{kind}: {name}", known))
    return tuple(found.values()), not_read


def _of_routes(world: World, place: Place) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    for service in place.services:
        for route in world.routes(service):
            for alternative in route.alternatives:
                yield service.ref, tuple(Conditions(alternative, {}).claims())
                for match in alternative:
                    for name, value in mapping(match, "withoutHeaders").items():
                        if name.startswith(CLAIMS):
                            yield service.ref, (Claim(claim_path(name), Pattern.of(value)),)


def _of_policies(world: World, place: Place) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    for policy, _ in world.policies(place.pods).acting:
        for rule in items(policy.spec, "rules"):
            for condition in items(rule, "when"):
                key = text(condition, "key")
                for value in (*texts(condition, "values"), *texts(condition, "notValues")):
                    if key.startswith(_POLICY_CLAIMS):
                        path = tuple(key[len(_POLICY_CLAIMS) : -1].split("]["))
                        sample = value.replace("*", "any")
                        yield policy.ref, (Claim(path, Pattern("exact", sample)),)


def _rows(world: World, place: Place, route: Route, callers: tuple[Caller, ...]) -> tuple[list[Row], list[NotRead]]:
    found: dict[tuple[object, ...], Row] = {}
    problems: list[NotRead] = []
    name = f"route {route.name}" if route.name else "a route"
    if route.problem:
        return [], [NotRead(route.service.ref, f"{name}: {route.problem}")]
    seen: list[tuple[str, Request]] = []
    missing: list[str] = []
    for alternative in route.alternatives:
        conditions = Conditions(alternative, written_headers(world, place))
        request = _sample(world, place, route, alternative, conditions)
        if request is None:
            missing.append(conditions.words())
            continue
        sample = Sample(conditions.words(), request)
        if (sample.words, request) in seen:
            continue
        row = _row(world, place, callers, sample, route.name)
        row = replace(row, source=route.service.ref)
        key = tuple((one.kind, one.status, one.reaches, one.authorizer, one.words) for one in row.outcomes)
        before = found.get(key)
        found[key] = replace(before, requests=(*before.requests, sample)) if before else row
        seen.append((sample.words, request))
    problems += [NotRead(route.service.ref, f"{name}: no sample request reaches it: {words}") for words in missing]
    return list(found.values()), problems


def _sample(
    world: World, place: Place, route: Route, alternative: tuple[Match, ...], conditions: Conditions
) -> Request | None:
    """A request that a route takes by an alternative, if its caller meets the alternative's claims."""
    samples = {one.path: next(one.pattern.samples(), "") for one in conditions.claims()}
    token = {("sub",): ANY_SUBJECT, **samples}
    for request in conditions.requests():
        for whole in _with_headers(world, place, request):
            view = view_of(world, place, whole, token)
            if route.takes_by(alternative, view) is True and first_route(world, place.services, view) is route:
                return whole
    return None


def _with_headers(world: World, place: Place, request: Request) -> Iterator[Request]:
    """A request, also with the headers without which other routes take it."""
    yield request
    written = written_headers(world, place)
    lacking = {
        name.lower(): next(Pattern.of(value).samples(), "any")
        for service in place.services
        for route in world.routes(service)
        for alternative in route.alternatives
        for match in alternative
        for name, value in mapping(match, "withoutHeaders").items()
        if not name.startswith((CLAIMS, ":"))
    }
    sent = {name: value for name, value in lacking.items() if name not in written}
    added = {name: value for name, value in lacking.items() if written.get(name, "model") != "model"}
    for query in _queries(world, place):
        yield replace(request, path=f"{request.path}{query}")
    if lacking:
        yield replace(request, headers={**sent, **request.headers}, written={**added, **request.written})
    for name, value in sent.items() if len(sent) > 1 else ():
        yield replace(request, headers={name: value, **request.headers})


def _queries(world: World, place: Place) -> Iterator[str]:
    """Queries without which other routes take a request."""
    for service in place.services:
        for route in world.routes(service):
            for alternative in route.alternatives:
                for match in alternative:
                    for sample in Pattern.of(mapping(match, "withoutHeaders").get(":path", {})).samples():
                        if "?" in sample:
                            yield sample[sample.index("?") :]


def _row(world: World, place: Place, callers: tuple[Caller, ...], sample: Sample, route: str) -> Row:
    outcomes = tuple(answer(world, place, sample.request, caller) for caller in callers)
    routes = (route,) if route else ()
    return Row((sample,), outcomes, routes, place.manifest.ref if place.manifest else "")


def _without_details(rows: list[Row]) -> Iterator[Row]:
    """Leave out rows that differ in a header of the gateway's own alone, if their callers reach the same backends."""
    plain = [row for row in rows if not any(one.request.written for one in row.requests)]
    for row in rows:
        if row in plain or not any(_same_backends(row, one) for one in plain):
            yield row


def _merged(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Show two routes in one row if the same requests get the same, such as a model for some callers and for others."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        words = tuple(one.words for one in row.requests)
        key = (words, row.source, tuple((one.words, one.source) for one in row.outcomes if one.kind != "served"))
        before = found.get((*key, tuple(one.words for one in row.outcomes)))
        merged = replace(before, routes=(*before.routes, *row.routes)) if before else row
        found[*key, tuple(one.words for one in row.outcomes)] = merged
    return tuple(found.values())


def _same_backends(row: Row, plain: Row) -> bool:
    of_row, of_plain = ({(one.request.model, one.request.method) for one in some.requests} for some in (row, plain))
    reached = [(one.kind, one.status, one.reaches) for one in row.outcomes]
    return bool(of_row & of_plain) and reached == [(one.kind, one.status, one.reaches) for one in plain.outcomes]


def _notes(place: Place) -> Iterator[str]:
    if place.manifest is None:
        yield "The folder doesn't have this Gateway: who gets in isn't known, and the answers are those of the routes."
        return
    mode = text(place.server, "tls", "mode")
    if mode == "MUTUAL":
        yield "Callers need a client certificate as well: without one, they get an error of TLS."
    elif mode == "OPTIONAL_MUTUAL":
        yield "Callers may have a client certificate, which must be valid."
    if not place.pods.namespace_is_known:
        yield f"The gateway's pods are taken to be in the namespace {place.pods.namespace}, as the Gateway is."
