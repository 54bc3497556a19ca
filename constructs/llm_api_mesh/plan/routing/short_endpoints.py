"""The endpoints of the OpenAI API whose answers are short, and which therefore have a deadline."""

from __future__ import annotations

from functools import lru_cache

from llm_api_mesh.spec.match import Match

_HEALTH = Match(path="/health")
_EMBEDDINGS = Match(path="/v1/embeddings")
_MODELS = Match(path_prefix="/v1/models")

_SHORT = (_HEALTH, _EMBEDDINGS, _MODELS)
_WITHOUT_BODY = (_HEALTH, _MODELS)


@lru_cache(maxsize=128)
def to_short_endpoints(match: Match) -> tuple[Match, ...]:
    """The requests of a match that are for these endpoints."""
    return tuple(found for found in (endpoint.intersection(match) for endpoint in _SHORT) if found)


def can_have_body(match: Match) -> bool:
    """Whether requests of the match can have a body."""
    return not any(endpoint.covers(match) for endpoint in _WITHOUT_BODY)
