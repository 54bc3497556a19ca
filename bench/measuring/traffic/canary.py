"""A canary with chat sessions: how often the next turn of a session finds its history in the replica's prefix cache.

Each turn repeats the whole conversation, so a replica has the history of the turns that it has served. The replicas'
records tell which replica served which turn. The caches themselves are simulated: they start empty and are unlimited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, PLAIN_GATEWAY, applied
from bench.measuring.arrivals import Arrival, chat_body
from bench.measuring.errors import AnswerError
from bench.measuring.load import converse
from lab.apps.app import App
from lab.environment import Lab
from llm_api_mesh import ConsistentHash, Pool, Version

SESSIONS = 400
TURNS = 5
WEIGHTS = {"v1": 90, "v2": 10}
REPLICAS = {"v1": 6, "v2": 2}

STICKY, PLAIN, NO_AFFINITY = "ours", "plain Istio", "no affinity"

_HEADER = "x-session-id"
_SESSIONS_AT_A_TIME = 16
_TIMEOUT_SECONDS = 30.0
_LABELS = {"app": "canary"}
_VERSIONS = [Version(name=name, weight=weight) for name, weight in WEIGHTS.items()]
_AFFINITY = Pool(selector=_LABELS, target_port=8080, versions=_VERSIONS, load_balancer=ConsistentHash(header=_HEADER))

# The options of each API.
MESHES: Mapping[str, Mapping[str, Any]] = {
    STICKY: {"gateway": LLM_GATEWAY, "backend": _AFFINITY},
    PLAIN: {"gateway": LLM_GATEWAY, "backend": _AFFINITY, "by_session": False},
    NO_AFFINITY: {"gateway": PLAIN_GATEWAY, "backend": Pool(selector=_LABELS, target_port=8080, versions=_VERSIONS)},
}
NAMES = {name: f"canary-{index}" for index, name in enumerate(MESHES)}
"""The names of the APIs."""


@dataclass(frozen=True)
class Served:
    """One turn of a session, counted from 0, on the replica that served it."""

    session: str
    turn: int
    replica: str
    version: str


@dataclass(frozen=True)
class Caches:
    """The cache hits of all sessions. A first turn has no history and isn't counted."""

    sessions: int
    on_both_versions: int
    later_turns: int
    missed: int
    history: int
    computed_again: int

    @classmethod
    def of(cls, served: Iterable[Served]) -> Caches:
        """Count, with the turns of each session in the order in which they were served."""
        versions: defaultdict[str, set[str]] = defaultdict(set)
        held: defaultdict[tuple[str, str], int] = defaultdict(int)
        later = missed = history = again = 0
        for one in served:
            versions[one.session].add(one.version)
            lacking = one.turn - held[one.replica, one.session]
            held[one.replica, one.session] = one.turn + 1
            later += one.turn > 0
            missed += lacking > 0
            history += one.turn
            again += lacking
        split = sum(len(seen) > 1 for seen in versions.values())
        return cls(len(versions), split, later, missed, history, again)


def measure(lab: Lab) -> dict[str, Caches]:
    """Send the same conversations through each API."""
    apps = [
        lab.app(
            f"canary-{version}", namespace=NAMESPACE, labels={**_LABELS, "version": version}, replicas=REPLICAS[version]
        )
        for version in WEIGHTS
    ]
    found = {}
    for name, options in MESHES.items():
        _clear_requests(apps)
        with applied(lab, NAMES[name], **options) as target:
            outcomes = converse(target, conversations(), _SESSIONS_AT_A_TIME, _TIMEOUT_SECONDS)
        if failures := {outcome.failure for outcome in outcomes if not outcome.ok}:
            raise AnswerError(f"canary, {name}: {failures}")
        found[name] = Caches.of(_served(apps))
    lab.remove(*apps)
    return found


def conversations() -> list[list[Arrival]]:
    """The turns of all sessions."""
    return [_turns(f"session-{number}") for number in range(SESSIONS)]


def _turns(session: str) -> list[Arrival]:
    """The turns of one session, each with the whole conversation before it."""
    messages: list[dict[str, str]] = []
    turns = []
    for turn in range(TURNS):
        messages.append({"role": "user", "content": f"Question {turn} of {session}."})
        turns.append(Arrival(0.0, chat_body(messages, stream=True, max_tokens=4), 4, ((_HEADER, session),)))
        messages.append({"role": "assistant", "content": "An answer."})
    return turns


def _clear_requests(apps: Sequence[App]) -> None:
    for app in apps:
        for replica in app.replicas:
            replica.clear_requests()


def _served(apps: Sequence[App]) -> list[Served]:
    return [
        _read(request, replica.name, app.spec.labels["version"])
        for app in apps
        for replica in app.replicas
        for request in replica.requests()
    ]


def _read(request: Mapping[str, Any], replica: str, version: str) -> Served:
    """A replica's record of a request, whose messages are those of all earlier turns and the new question."""
    return Served(request["headers"][_HEADER], len(request["body"]["messages"]) // 2, replica, version)
