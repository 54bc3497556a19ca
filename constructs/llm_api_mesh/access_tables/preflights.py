"""The proxy's own answers to the preflights of browsers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh.access_tables.fields import items, mapping, text
from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.requests import View
from llm_api_mesh.access_tables.routes import Match, Route
from llm_api_mesh.access_tables.verdicts import any_of

_METHOD = "OPTIONS"
_HEADERS = ("origin", "access-control-request-method")
"""A request with this method is a preflight if it has both headers, and neither is empty."""
_OK = 200


def answer(route: Route, view: View) -> Outcome | None:
    """The answer to a request; None: it is no preflight, or one of another origin that goes on to the backend."""
    policy = mapping(route.action, "corsPolicy")
    origin, method = (view.headers.get(name) for name in _HEADERS)
    if not policy or view.request.method != _METHOD or not origin or not method:
        return None
    if not _answers_all(policy) and any_of(one.matches(origin) for one in _origins(policy)) is not True:
        return None
    return _outcome(policy)


def only_answer(route: Route) -> Outcome | None:
    """The answer to every request that a route takes; None: it takes others too, or some go on to the backend."""
    policy = mapping(route.action, "corsPolicy")
    return _outcome(policy) if _answers_all(policy) and all(map(_are_preflights, route.alternatives)) else None


def _answers_all(policy: Mapping[str, Any]) -> bool:
    """Whether the preflights of other origins get an answer too, which doesn't allow them anything."""
    return text(policy, "unmatchedPreflights") == "IGNORE"


def _are_preflights(matches: Sequence[Match]) -> bool:
    """Whether a request that meets all of the matches can only be a preflight, by an exact method."""
    headers = [{name.lower(): Pattern.of(one) for name, one in mapping(match, "headers").items()} for match in matches]
    return any(
        Pattern.of(match["method"]) == Pattern("exact", _METHOD) for match in matches if "method" in match
    ) and all(any(name in one and one[name].matches("") is False for one in headers) for name in _HEADERS)


def _outcome(policy: Mapping[str, Any]) -> Outcome:
    allowed = ", ".join(one.value if one.kind == "exact" else f"an origin that {one.words}" for one in _origins(policy))
    reason = f"to a browser's preflight; allowed are pages of {allowed or 'no origin'}"
    return Outcome("answered", _OK, reason=reason, is_early=True)


def _origins(policy: Mapping[str, Any]) -> list[Pattern]:
    return [Pattern.of(one) for one in items(policy, "allowOrigins")]
