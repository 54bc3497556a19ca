"""The further conditions of routes for requests of which something is known, and the shares of the buckets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from llm_api_mesh.access_tables.fields import mapping
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.routes import Match, Route
from llm_api_mesh.plan.llm_gateway.headers import BUCKET
from llm_api_mesh.traffic.words import conditions_in_words

BUCKETS = frozenset(range(1000))
"""The buckets of conversations, which the gateway writes as three digits."""


@dataclass(frozen=True)
class Case:
    """One of the lists of conditions by which a route takes requests."""

    conditions: tuple[str, ...]
    """Each condition in words, apart from what is known and from the bucket."""
    bucket: Pattern | None
    """The condition on the bucket of the conversation; None: there is none."""
    route: Route

    @property
    def when(self) -> str:
        """The conditions on one line."""
        return ", ".join(self.conditions)

    def takes_all_of(self, conditions: Iterable[str]) -> bool:
        """Whether it takes all requests that meet some conditions, apart from those of other buckets."""
        return set(self.conditions) <= set(conditions)


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
            buckets = [Pattern.of(one["headers"][BUCKET]) for one in matches if BUCKET in mapping(one, "headers")]
            case = Case(conditions_in_words(map(_without_bucket, matches)), buckets[0] if buckets else None, route)
            yield case
            if not case.conditions and case.bucket is None:
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


def _without_bucket(match: Match) -> Match:
    headers = {name: value for name, value in mapping(match, "headers").items() if name != BUCKET}
    rest = {name: value for name, value in match.items() if name != "headers"}
    return {**rest, "headers": headers} if headers else rest
