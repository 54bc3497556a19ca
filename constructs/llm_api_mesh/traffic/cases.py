"""The further conditions of routes for requests of which something is known, and the shares of the buckets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from llm_api_mesh.access_tables.fields import mapping
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.routes import Match, Route
from llm_api_mesh.plan.llm_gateway.headers import BUCKET
from llm_api_mesh.traffic.words import in_words

BUCKETS = frozenset(range(1000))
"""The buckets of conversations, which the gateway writes as three digits."""

_ANY_CASE, _PARAMETERS = "ignoreUriCase", "queryParams"
_BY_NAME = frozenset({"headers", _PARAMETERS, "withoutHeaders"})
_NO_CONDITIONS = frozenset({_ANY_CASE, "name", "statPrefix"})


@dataclass(frozen=True)
class Case:
    """One of the lists of conditions by which a route takes requests."""

    when: str
    """The conditions in words, apart from what is known and from the bucket."""
    conditions: frozenset[str]
    """The same conditions, to be compared with those of other cases."""
    bucket: Pattern | None
    """The condition on the bucket of the conversation; None: there is none."""
    route: Route

    def takes_all_of(self, conditions: frozenset[str]) -> bool:
        """Whether it takes all requests that meet some conditions, apart from those of other buckets."""
        return self.conditions <= conditions


def cases_of(routes: Iterable[Route], known: Mapping[str, str], *, without_first: bool = False) -> Iterator[Case]:
    """The cases of routes for requests with known headers, as far as no earlier case takes all of these.

    Args:
        routes: Routes in their order.
        known: Headers in lower case, with the values that the requests have.
        without_first: Leave out the first match of each alternative, which the requests are known to meet.
    """
    for route in routes:
        for alternative in route.alternatives:
            rest = alternative[1:] if without_first and len(alternative) > 1 else alternative
            left = [_left(match, known) for match in ([] if without_first and rest is alternative else rest)]
            matches = [match for match in left if match is not None]
            if len(matches) < len(left):
                continue
            buckets = [bucket for match in matches for bucket in _buckets(match)]
            others = [_without_buckets(match) for match in matches]
            conditions = frozenset(one for match in others for one in _conditions(match))
            yield Case(in_words(others), conditions, buckets[0] if buckets else None, route)
            if not conditions and not buckets:
                return


def buckets_of(pattern: Pattern) -> frozenset[int] | None:
    """The buckets that meet a condition; None: it isn't read."""
    if pattern.kind == "present":
        return BUCKETS
    return _matching(pattern)


@lru_cache(maxsize=1000)
def _matching(pattern: Pattern) -> frozenset[int] | None:
    verdicts = {bucket: pattern.matches(f"{bucket:03}") for bucket in BUCKETS}
    if not all(isinstance(one, bool) for one in verdicts.values()):
        return None
    return frozenset(bucket for bucket, verdict in verdicts.items() if verdict is True)


def _left(match: Match, known: Mapping[str, str]) -> Match | None:
    """The conditions that aren't known to be met; None: one is known not to be."""
    left: dict[str, Any] = dict(match)
    for name, wanted in (("headers", True), ("withoutHeaders", False)):
        rest = dict(mapping(match, name))
        for header in [one for one in rest if one.lower() in known]:
            verdict = Pattern.of(rest[header]).matches(known[header.lower()])
            if verdict is (not wanted):
                return None
            if verdict is wanted:
                del rest[header]
        left.pop(name, None)
        if rest:
            left[name] = rest
    return left


def _buckets(match: Match) -> Iterator[Pattern]:
    for name, value in mapping(match, "headers").items():
        if name.lower() == BUCKET:
            yield Pattern.of(value)


def _without_buckets(match: Match) -> Match:
    headers = {name: value for name, value in mapping(match, "headers").items() if name.lower() != BUCKET}
    rest = {name: value for name, value in match.items() if name != "headers"}
    return {**rest, "headers": headers} if headers else rest


def _conditions(match: Match) -> Iterator[str]:
    """Yield one text for each condition of a match."""
    for field, value in match.items():
        if field in _BY_NAME:
            for name, one in value.items():
                yield json.dumps([field, name if field == _PARAMETERS else name.lower(), one], sort_keys=True)
        elif field == "uri":
            yield json.dumps([field, value, bool(match.get(_ANY_CASE))], sort_keys=True)
        elif field not in _NO_CONDITIONS:
            yield json.dumps([field, value], sort_keys=True)
