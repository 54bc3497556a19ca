"""What changes if an object is missing: the same requests once more, without the object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from llm_api_mesh.access_tables.answers import answer
from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.place_rows import place_table
from llm_api_mesh.access_tables.places import Place, places
from llm_api_mesh.access_tables.pod_rows import pods_tables
from llm_api_mesh.access_tables.posture.lines import Failure, FailureState, Setting
from llm_api_mesh.access_tables.requests import Caller, Request
from llm_api_mesh.access_tables.world import World

_KINDS = (
    "AuthorizationPolicy",
    "DestinationRule",
    "EnvoyFilter",
    "PeerAuthentication",
    "RequestAuthentication",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
)
_SHOWN = 2
_WEAKER: Mapping[str, FailureState] = {"open": "open", "partly": "changes"}
_ORDER: tuple[FailureState, ...] = ("open", "unknown", "closed", "changes")
_WORDS = {"open": "Opens", "unknown": "Isn't known", "closed": "Closes", "changes": "Changes"}

Settings = Callable[[World], Sequence[Setting]]


def removal_failures(world: World, settings: Settings) -> Iterator[Failure]:
    """Yield what changes without each object that closes or changes something."""
    asked = list(_asked(world))
    before, set_before = _answers(world, asked), settings(world)
    for kind in _KINDS:
        for one in world.manifests.kind(kind):
            reduced = World(world.manifests.without(one))
            changes = [*_differences(before, _answers(reduced, asked)), *_settings(set_before, settings(reduced))]
            if changes or kind != "DestinationRule":
                yield _failure(one, changes)


def _asked(world: World) -> Iterator[tuple[Place, Request, Caller, str]]:
    """All cells of the matrix at gateways, as questions."""
    for place in places(world.manifests):
        table, _ = place_table(world, place)
        for row in table.rows:
            for sample in row.requests:
                for caller in table.callers:
                    yield place, sample.request, caller, f"{caller.name}, {sample.words} at {place.host}"


def _answers(world: World, asked: Sequence[tuple[Place, Request, Caller, str]]) -> dict[str, Outcome]:
    found = {name: answer(world, place, request, caller) for place, request, caller, name in asked}
    for table in pods_tables(world, {}):
        for caller, outcomes in table.callers.items():
            for port, outcome in zip(table.ports, outcomes, strict=True):
                found[f"{caller}, port {port} of {table.service}"] = outcome
    return found


def _differences(before: dict[str, Outcome], after: dict[str, Outcome]) -> Iterator[tuple[FailureState, str]]:
    for name, old in before.items():
        new = after.get(name)
        if new is None or (old.kind, old.status, old.words) == (new.kind, new.status, new.words):
            continue
        yield _state(old, new), f"{name}: {_short(old)} becomes {_short(new)}"


def _state(old: Outcome, new: Outcome) -> FailureState:
    if new.kind == "unread":
        return "unknown"
    if new.kind == "served" and (old.closed or (old.authorizer and not new.authorizer)):
        return "open"
    return "closed" if old.kind == "served" and new.closed else "changes"


def _settings(before: Sequence[Setting], after: Sequence[Setting]) -> Iterator[tuple[FailureState, str]]:
    now = {(one.subject, one.topic): one for one in after}
    for old in before:
        new = now.get((old.subject, old.topic))
        if new and new.state != old.state and new.state in _WEAKER:
            yield _WEAKER[new.state], f"{old.subject}, {old.topic}: {new.text}"
        elif new is None and (old.topic, old.state) == ("admission policy", "closed"):
            yield "open", f"{old.subject}: the API server no longer applies its rules"


def _failure(one: Manifest, changes: Sequence[tuple[FailureState, str]]) -> Failure:
    part = f"{one.ref} is missing"
    if not changes:
        return Failure(part, "as before", "these tables stay the same", one.ref)
    found = {state: [words for kind, words in changes if kind == state] for state in _ORDER}
    words = [f"{_WORDS[state]}: {_listed(some)}" for state, some in found.items() if some]
    return Failure(part, next(state for state, some in found.items() if some), ". ".join(words), one.ref)


def _listed(some: Sequence[str]) -> str:
    rest = len(some) - _SHOWN
    return "; ".join(some[:_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")


def _short(outcome: Outcome) -> str:
    if outcome.kind == "served" and not outcome.backends:
        return "admitted"
    return outcome.words
