"""The differences in who gets in: by the policies of the gateways, and at the pods past all gateways."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from llm_api_mesh.access_tables.fields import mapping
from llm_api_mesh.access_tables.manifests import ISTIO, ROOT_NAMESPACE, Manifest, Manifests
from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.place_rows import place_table
from llm_api_mesh.access_tables.places import Place, places
from llm_api_mesh.access_tables.pod_rows import pods_tables
from llm_api_mesh.access_tables.selection import acts_on, selects
from llm_api_mesh.access_tables.world import World
from llm_api_mesh.differences.changes import Change
from llm_api_mesh.traffic.phrases import host_at_gateway

_Key = tuple[str, str, str]
_AT_PODS = frozenset({"AuthorizationPolicy", "Deployment", "PeerAuthentication", "Service"})
"""The kinds of objects that decide who reaches pods past all gateways."""
_OF_SELECTION = frozenset({"AuthorizationPolicy", "RequestAuthentication"})


def compare_access(old: Manifests, new: Manifests, changed: Collection[Manifest]) -> tuple[Change, ...]:
    """What callers may do that they might not before, and the other way round. Routes are compared elsewhere.

    Args:
        old: The objects as they were.
        new: The objects as they shall be.
        changed: The objects that differ, of both. Only hosts at which they can act are compared, because a table takes
            as long as all its sample requests.
    """
    before, after = (dict(_outcomes(some, changed)) for some in (old, new))
    found = []
    for where, request, caller in sorted(before.keys() & after.keys()):
        one, other = before[where, request, caller], after[where, request, caller]
        if _differ(one, other):
            sources = tuple(sorted({one.source, other.source} - {""}))
            found.append(Change(where, request, "access", caller, _words(one), _words(other), sources))
    return tuple(found)


def _outcomes(manifests: Manifests, changed: Collection[Manifest]) -> Iterator[tuple[_Key, Outcome]]:
    world = World(manifests)
    for place in places(manifests):
        if not any(_concerns(world, one, place) for one in changed):
            continue
        table, _ = place_table(world, place)
        for row in table.rows:
            for caller, outcome in zip(table.callers, row.outcomes, strict=True):
                for request in row.requests:
                    yield (host_at_gateway(place.host, place.gateway), request.words, caller.name), outcome
    if _AT_PODS.isdisjoint(one.kind for one in changed):
        return
    for pods in pods_tables(world, {}):
        for caller_name, outcomes in pods.callers.items():
            for port, outcome in zip(pods.ports, outcomes, strict=True):
                yield (f"pods of {pods.service}, past all gateways", f"port {port}", caller_name), outcome


def _concerns(world: World, changed: Manifest, place: Place) -> bool:
    """Whether an object may decide who gets in at a host."""
    if changed.kind == "VirtualService":
        routes = (route for service in place.services for route in world.routes(service))
        return any(changed in {route.service, route.owner} for route in routes)
    if changed.kind == "Gateway" and changed.group == ISTIO:
        return changed == place.manifest
    if changed.kind in _OF_SELECTION:
        return acts_on(changed, place.pods) is not False
    if changed.kind == "EnvoyFilter":
        labels = mapping(changed.spec, "workloadSelector", "labels")
        near = changed.namespace in {place.pods.namespace, ROOT_NAMESPACE}
        return near and selects(labels, place.pods) is not False
    return False


def _differ(old: Outcome, new: Outcome) -> bool:
    is_refused = "refused" in {old.kind, new.kind} and (old.kind, old.status) != (new.kind, new.status)
    return is_refused or old.authorizer != new.authorizer


def _words(outcome: Outcome) -> str:
    if outcome.kind == "served":
        return f"let in, if the authorizer {outcome.authorizer} admits" if outcome.authorizer else "let in"
    return f"refused with {outcome.status}" if outcome.kind == "refused" and outcome.status else outcome.words
