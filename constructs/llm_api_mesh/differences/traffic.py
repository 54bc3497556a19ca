"""The differences between the traffic of two folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from llm_api_mesh.differences.changes import Change, Topic
from llm_api_mesh.traffic.model import Entry, Policy, Rule, Setting, Share, Split, Target, Traffic
from llm_api_mesh.traffic.phrases import fallbacks, phrase, place_in_words, rule_in_words

_Key = tuple[str, str]
"""A Gateway and a host."""


def compare_traffic(old: Traffic, new: Traffic) -> tuple[Change, ...]:
    """The differences, by where they are and in the order of the routes."""
    before, after = ({(one.gateway, one.host): one for one in some.entries} for some in (old, new))
    found: list[Change] = []
    moved = dict(_moved(before, after))
    for key in sorted(before.keys() | after.keys() - set(moved.values())):
        one, other = before.get(key), after.get(moved.get(key, key))
        if one and other:
            found += _of_entry(one, other)
        elif entry := one or other:
            found.append(_whole(entry, is_new=one is None))
    found += _of_policies(old.policies, new.policies)
    return tuple(dict.fromkeys(found))


def _moved(before: Mapping[_Key, Entry], after: Mapping[_Key, Entry]) -> Iterator[tuple[_Key, _Key]]:
    """The hosts that are at another Gateway: each stood at one alone, and stands at one alone."""
    gone, added = ([key for key in one if key not in other] for one, other in ((before, after), (after, before)))
    for key in gone:
        hosts = [[other for other in some if other[1] == key[1]] for some in (gone, added)]
        if len(hosts[0]) == len(hosts[1]) == 1:
            yield key, hosts[1][0]


def _whole(entry: Entry, *, is_new: bool) -> Change:
    served = [request for rule in entry.rules if not rule.is_answered for request in rule.requests]
    contents = "; ".join(served) or "no route to a backend"
    sources = {entry.source, *(source for rule in entry.rules for source in rule.sources)} - {""}
    about = Change(place_in_words(entry), "", "entry", "", None, None, tuple(sorted(sources)))
    return replace(about, new=contents) if is_new else replace(about, old=contents)


def _of_entry(old: Entry, new: Entry) -> Iterator[Change]:
    where = place_in_words(new)
    about = Change(where, "", "gateway", "", None, None, _sources(old, new))
    if old.gateway != new.gateway:
        values = [f"the Gateway {one.gateway}" for one in (old, new)]
        yield replace(about, where=new.host, old=values[0], new=values[1])
    elif old.pods != new.pods:
        yield replace(about, topic="pods", old=old.pods or None, new=new.pods or None)
    yield from _lists(about, "listener", old.listeners, new.listeners)
    if old.public_paths is None or new.public_paths is None:
        counts = [_paths(one) for one in (old.public_paths, new.public_paths)]
        if counts[0] != counts[1]:
            yield replace(about, topic="public", old=counts[0], new=counts[1])
    else:
        yield from _lists(about, "path", old.public_paths, new.public_paths)
    before, after = _by_request(old), _by_request(new)
    for request in dict.fromkeys((*after, *before)):
        one, other = before.get(request), after.get(request)
        if one and other:
            yield from _of_rule(where, request, one, other)
        elif rule := one or other:
            here = Change(where, request, "request", "", None, None, rule.sources)
            yield replace(here, old=rule_in_words(rule)) if one else replace(here, new=rule_in_words(rule))
    orders = [[request for request in some if request in before and request in after] for some in (before, after)]
    if orders[0] != orders[1]:
        moved = next(index for index, request in enumerate(orders[0]) if request != orders[1][index])
        texts = [f"{some[moved]} before {', '.join(some[moved + 1 : moved + 3])}" for some in orders]
        yield replace(about, topic="order", old=texts[0], new=texts[1])


def _lists(about: Change, topic: Topic, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for item in dict.fromkeys((*new, *old)):
        if (item in old) != (item in new):
            values = (item, None) if item in old else (None, item)
            yield replace(about, topic=topic, subject=item, old=values[0], new=values[1])


def _paths(public: tuple[str, ...] | None) -> str:
    return "all paths" if public is None else "1 path" if len(public) == 1 else f"{len(public)} paths"


def _sources(old: Entry, new: Entry) -> tuple[str, ...]:
    rules = {rule.source for entry in (old, new) for rule in entry.rules}
    return tuple(sorted({old.source, new.source, *rules} - {""}))


def _by_request(entry: Entry) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in entry.rules:
        for request in rule.requests:
            found.setdefault(request, rule)
    return found


def _of_rule(where: str, request: str, old: Rule, new: Rule) -> Iterator[Change]:
    about = Change(where, request, "target", "", None, None, tuple(sorted({*old.sources, *new.sources})))
    yield from _of_parts(about, old.parts(1), new.parts(1))
    chains = fallbacks(old), fallbacks(new)
    if chains[0] != chains[1]:
        yield replace(about, topic="fallback", old=chains[0], new=chains[1])
    yield from _of_copies(about, old.copies, new.copies)
    if old.is_answered or new.is_answered:
        return
    yield from _of_settings(about, old.settings, new.settings)
    if bool(chains[0]) is bool(chains[1]):
        for order in sorted(set(old.orders) & set(new.orders)):
            suffix = f" at backend {order} of the failover" if chains[0] else ""
            yield from _of_settings(about, _settings_at(old, order), _settings_at(new, order), suffix)


def _of_parts(
    about: Change, old: Mapping[str, tuple[Share, ...]], new: Mapping[str, tuple[Share, ...]]
) -> Iterator[Change]:
    for when in dict.fromkeys((*new, *old)):
        here = replace(about, request=", ".join(filter(None, [about.request, when])))
        if when in old and when in new:
            yield from _of_shares(here, old[when], new[when])
        elif when in old or when in new:
            words = phrase([old.get(when) or new[when]])
            subject = when or "without a further condition"
            values = (words, None) if when in old else (None, words)
            yield replace(about, topic="part", subject=subject, old=values[0], new=values[1])


def _of_shares(about: Change, old: tuple[Share, ...], new: tuple[Share, ...]) -> Iterator[Change]:
    before, after = ({_identity(one.target): one for one in some} for some in (old, new))
    if len(before) == len(after) == 1 and before.keys() != after.keys():
        yield replace(about, topic="target", old=phrase([old]), new=phrase([new]))
        return
    one_service = len({(one.target.kind, one.target.name) for one in (*old, *new)}) == 1
    for identity in dict.fromkeys((*before, *after)):
        one, other = before.get(identity), after.get(identity)
        target = (other or one or old[0]).target
        named = f"version {target.version}" if one_service and target.version else _name(target)
        if one and other and one.target != other.target:
            yield replace(about, topic="backend", subject=named, old=one.target.words, new=other.target.words)
        shares = [found.words if found else None for found in (one, other)]
        if shares[0] != shares[1]:
            yield replace(about, topic="share", subject=named, old=shares[0], new=shares[1])


def _identity(target: Target) -> tuple[str, str, str]:
    return target.kind, target.name, target.version


def _name(target: Target) -> str:
    return replace(target, address="", model="", note="").words


def _of_copies(about: Change, old: tuple[Share, ...], new: tuple[Share, ...]) -> Iterator[Change]:
    before, after = ({one.target.words: f"{one.percent:g} %" for one in some} for some in (old, new))
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield replace(about, topic="copies", subject=name, old=before.get(name), new=after.get(name))


def _settings_at(rule: Rule, order: int) -> tuple[Setting, ...]:
    """The settings at one place of a failover; those that not all its splits have, with the condition."""
    splits = [split for split in rule.splits if split.order == order]
    return tuple(dict.fromkeys(setting for split in splits for setting in _named(split, splits)))


def _named(split: Split, splits: list[Split]) -> Iterator[Setting]:
    for one in split.settings:
        everywhere = all(one in other.settings for other in splits)
        yield one if everywhere or not split.when else Setting(f"{one.name}, {split.when}", one.value)


def _of_settings(
    about: Change, old: Iterable[Setting], new: Iterable[Setting], suffix: str = "", topic: Topic = "setting"
) -> Iterator[Change]:
    before, after = ({one.name: one.value for one in some} for some in (old, new))
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield replace(about, topic=topic, subject=f"{name}{suffix}", old=before.get(name), new=after.get(name))


def _of_policies(old: Iterable[Policy], new: Iterable[Policy]) -> Iterator[Change]:
    """The differences between the DestinationRules that both folders have."""
    before, after = ({(one.source, one.target): one for one in some} for some in (old, new))
    both = {source for source, _ in before} & {source for source, _ in after}
    for key in sorted(before.keys() | after.keys()):
        if key[0] in both:
            one, other = (some[key].settings if key in some else () for some in (before, after))
            about = Change(f"connections to {key[1]}", "", "policy", "", None, None, (key[0],))
            yield from _of_settings(about, one, other, topic="policy")
