"""The endpoints of the OpenAI API, and of servers that speak it, whose answers are short, and so have a deadline."""

from __future__ import annotations

from functools import lru_cache

from llm_api_mesh.spec.match import Match

_WITHOUT_BODY = (
    # By GET only: KServe's `POST /v1/models/<name>:predict` generates.
    Match(path="/v1/models", method="GET"),
    Match(path_prefix="/v1/models/", method="GET"),
)
_WITH_BODY = (
    Match(path="/v1/embeddings"),
    Match(path="/tokenize"),
    Match(path="/v1/messages/count_tokens"),
    Match(path="/v1/responses/input_tokens"),
)


@lru_cache(maxsize=128)
def to_short_endpoints(match: Match) -> tuple[Match, ...]:
    """The requests of a match that are for these endpoints."""
    found = (endpoint.intersection(match) for endpoint in (*_WITHOUT_BODY, *_WITH_BODY))
    return tuple(one for one in found if one)


def can_have_body(match: Match) -> bool:
    """Whether requests of the match can have a body."""
    return not any(endpoint.covers(match) for endpoint in _WITHOUT_BODY)
