"""The boxes and arrows of a picture: client, host at a Gateway, kinds of requests, backends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from llm_api_mesh.errors import listed, on_one_line
from llm_api_mesh.secret_shapes import hide
from llm_api_mesh.traffic.model import Entry, Rule, Setting, Share, Target, Traffic

BoxKind = Literal["client", "host", "requests", "service", "provider", "pool", "answer", "not-read"]
ArrowKind = Literal["first", "fallback", "copy", "idle"]

_MOST_REQUESTS = 6
_SHOWN = {
    "timeout of a request": "timeout {}",
    "timeout of one try": "timeout of one try {}",
    "most retries of a request": "retries: at most {}",
    "limit of requests that go on to the next backend": "at most {} go on",
    "path that the backend gets": "path: {}",
    "fault (abort)": "{}",
    "fault (delay)": "{}",
}
"""The settings that a box shows, and how."""
_KINDS: dict[str, BoxKind] = {
    "Service": "service",
    "InferencePool": "pool",
    "answer": "answer",
    "external host": "provider",
    "not read": "not-read",
    "provider": "provider",
}


@dataclass(frozen=True)
class Box:
    """A box with a label."""

    name: str
    """Unique in its picture."""
    kind: BoxKind
    lines: tuple[str, ...]
    """The label; each line may be divided further."""


@dataclass(frozen=True)
class Arrow:
    """An arrow between two boxes."""

    start: str
    end: str
    label: tuple[str, ...] = ()
    kind: ArrowKind = "first"


@dataclass(frozen=True)
class Picture:
    """One host at a Gateway, several hosts with the same routes, or the calls in the mesh of a namespace."""

    title: str
    entries: tuple[Entry, ...]
    boxes: tuple[Box, ...]
    """By column, and in each column in the order of the routes."""
    arrows: tuple[Arrow, ...]


def pictures_of(traffic: Traffic) -> tuple[Picture, ...]:
    """A picture for each group of hosts with the same routes at one Gateway; those of calls in the mesh come last."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in traffic.entries:
        key = (entry.namespaces,) if entry.is_in_mesh else (entry.gateway, entry.listeners, entry.rules)
        groups.setdefault((entry.is_in_mesh, *key), []).append(entry)
    found = [_in_mesh(some) if key[0] else _at_gateway(some) for key, some in groups.items()]
    return tuple(sorted(found, key=lambda one: one.entries[0].is_in_mesh))


def joined(pictures: Sequence[Picture]) -> Picture:
    """One picture with the boxes of all."""
    renamed = [_renamed(one, f"p{index}-") for index, one in enumerate(pictures)]
    boxes = [box for one in renamed for box in one.boxes]
    arrows = [arrow for one in renamed for arrow in one.arrows]
    entries = [entry for one in pictures for entry in one.entries]
    return Picture("Where requests go", tuple(entries), tuple(boxes), tuple(arrows))


def _renamed(picture: Picture, prefix: str) -> Picture:
    boxes = tuple(replace(one, name=f"{prefix}{one.name}") for one in picture.boxes)
    arrows = tuple(replace(one, start=f"{prefix}{one.start}", end=f"{prefix}{one.end}") for one in picture.arrows)
    return replace(picture, boxes=boxes, arrows=arrows)


def _at_gateway(some: Sequence[Entry]) -> Picture:
    first = some[0]
    hosts = [one.host for one in some]
    lines = (*hosts, f"Gateway {first.gateway}", *(first.listeners or ("not in the folder",)))
    title = f"{listed(hosts, 'and')} at the Gateway {first.gateway}"
    return _picture(title, some, "clients", [(Box("h0", "host", tuple(lines)), first.rules)])


def _in_mesh(some: Sequence[Entry]) -> Picture:
    hosts = [(Box(f"h{index}", "host", (one.host,)), one.rules) for index, one in enumerate(some)]
    return _picture(f"calls in the mesh, namespace {some[0].namespaces[0]}", some, "pods of the mesh", hosts)


def _picture(
    title: str, entries: Sequence[Entry], clients: str, hosts: Sequence[tuple[Box, Sequence[Rule]]]
) -> Picture:
    boxes = [Box("c0", "client", (clients,)), *(box for box, _ in hosts)]
    arrows = [Arrow("c0", box.name) for box, _ in hosts]
    backends: dict[Target, Box] = {}
    rules: list[Box] = []
    for host, some in hosts:
        for rule in _with_answers_joined(some):
            box = Box(f"r{len(rules)}", "requests", (*_requests(rule.requests), *_settings(rule.settings)))
            rules.append(box)
            arrows.append(Arrow(host.name, box.name))
            arrows += _to_backends(box, rule, backends)
        if not some:
            backend = backends.setdefault(Target("answer", "404 from the gateway"), _backend(backends, None))
            arrows.append(Arrow(host.name, backend.name, ("no route",)))
    return Picture(
        _clean(title),
        tuple(entries),
        tuple(replace(box, lines=tuple(map(_clean, box.lines))) for box in (*boxes, *rules, *backends.values())),
        tuple(replace(arrow, label=tuple(map(_clean, arrow.label))) for arrow in arrows),
    )


def _clean(text: str) -> str:
    """A text on one line, without what may be a key."""
    return on_one_line(hide(text))


def _with_answers_joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules that lead to backends; and one for each answer of the gateway, with all its kinds of requests."""
    answered: dict[tuple[object, ...], Rule] = {}
    for rule in rules:
        if not rule.is_answered:
            yield rule
            continue
        key = (tuple((one.order, one.when, one.shares) for one in rule.splits), rule.settings)
        before = answered.get(key)
        answered[key] = replace(rule, requests=(*(before.requests if before else ()), *rule.requests))
    yield from answered.values()


def _requests(requests: Sequence[str]) -> Iterator[str]:
    most = _MOST_REQUESTS if len(requests) > _MOST_REQUESTS + 1 else len(requests)
    yield from requests[:most]
    if rest := len(requests) - most:
        yield f"and {rest} more kinds of requests"


def _settings(settings: Iterable[Setting]) -> Iterator[str]:
    by_name = {one.name: one.value for one in settings}
    for name, shown in _SHOWN.items():
        if by_name.get(name, "0") != "0":
            yield shown.format(by_name[name])


def _to_backends(box: Box, rule: Rule, backends: dict[Target, Box]) -> Iterator[Arrow]:
    for order in rule.orders:
        labels: dict[tuple[Target, ArrowKind], list[str]] = {}
        for when, shares in rule.parts(order).items():
            for share in shares:
                kind: ArrowKind = "idle" if not share.percent else "first" if order == 1 else "fallback"
                percent = share.words if len(shares) > 1 else ""
                label = ": ".join(filter(None, [when, percent]))
                labels.setdefault((share.target, kind), []).append(label)
        for (target, kind), words in labels.items():
            backend = backends.setdefault(target, _backend(backends, target))
            place = {1: ""}.get(order, "falls back" if order == 2 else f"then, as number {order}")  # noqa: PLR2004
            yield Arrow(box.name, backend.name, tuple(filter(None, [place, *words])), kind)
    for copy in rule.copies:
        backend = backends.setdefault(copy.target, _backend(backends, copy.target))
        yield Arrow(box.name, backend.name, (_copies(copy),), "copy")


def _copies(share: Share) -> str:
    return f"copies of {share.percent:g} %"


def _backend(backends: dict[Target, Box], target: Target | None) -> Box:
    shown = target or Target("answer", "404 from the gateway")
    details = [f"version {shown.version}" if shown.version else "", shown.as_model, shown.note]
    address = shown.address if shown.address != shown.name else ""
    name = f"{shown.kind} {shown.name}" if shown.is_backend else shown.name
    money = "costs money" if shown.costs_money else ""
    lines = tuple(filter(None, (name, address, *details, money)))
    return Box(f"b{len(backends)}", _KINDS[shown.kind], lines)
