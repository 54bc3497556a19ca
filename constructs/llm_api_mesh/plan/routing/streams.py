"""Separate routes for streams whose times differ from those of other answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from llm_api_mesh.plan.llm_gateway.headers import STREAM, STREAMED
from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.plan.routing.retry_policy import in_time
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.spec.match import Match


def stream(route: HttpRoute) -> HttpRoute:
    """The twin of a route for its requests for a stream."""
    streamed = Match(headers={STREAM: STREAMED})
    matches = tuple(match for match in (one.intersection(streamed) for one in route.matches or (Match(),)) if match)
    return replace(route, name=f"{route.name}/stream", matches=matches)


def split_streams(settings: Settings, route: HttpRoute) -> Iterator[HttpRoute]:
    """Split a route of the gateway into one for streams and one for other answers, if their times differ."""
    budget = settings.budget
    begins, silence = budget.first_token, budget.stream_silence
    if route.generates and begins:
        if not route.retries.next_priority:
            retries = in_time(route.retries, begins)
            yield replace(stream(route), retries=retries, silence=max(silence, begins) if silence else None)
        elif silence:
            # Each backend has its own time to begin, which the second hop limits.
            begins *= route.retries.attempts + 1
            yield replace(stream(route), silence=max(silence, begins))
    yield route
