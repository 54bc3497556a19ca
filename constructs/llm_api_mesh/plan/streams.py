"""Streams apart from other answers, where there is something to say of their times only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from llm_api_mesh.plan import request_body, settings
from llm_api_mesh.plan.http_route import HttpRoute
from llm_api_mesh.plan.request_body import STREAM_HEADER, STREAMED
from llm_api_mesh.plan.retry_policy import in_time
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh


def stream(route: HttpRoute) -> HttpRoute:
    """The twin of a route for those of its requests that ask for a stream."""
    asks = Match(headers={STREAM_HEADER: STREAMED})
    matches = tuple(match for match in (one.within(asks) for one in route.matches or (Match(),)) if match)
    return replace(route, name=f"{route.name}/stream", matches=matches)


def streams_apart(mesh: Mesh, route: HttpRoute) -> Iterator[HttpRoute]:
    """Split the streams off a route of the gateway's, if it generates any."""
    budget = settings.budget(mesh)
    if route.generates and budget.first_token and request_body.readings(mesh):
        retries, begins = route.retries, budget.first_token
        if retries.next_priority:
            # Each backend has its own time to begin, which the second hop sees to.
            begins *= retries.attempts + 1
        else:
            retries = in_time(retries, begins)
        silence = max(budget.stream_silence, begins) if budget.stream_silence else None
        yield replace(stream(route), retries=retries, silence=silence)
    yield route
