"""The conditions of routes in words."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.traffic.words import in_words, request_in_words

MODEL = "x-llm-gateway-model"


@pytest.mark.parametrize(
    ("match", "words"),
    [
        ({}, "all other requests"),
        ({"method": {"exact": "POST"}}, "POST requests"),
        ({"method": {"exact": "GET"}, "uri": {"exact": "/v1/models"}}, "GET /v1/models"),
        ({"uri": {"prefix": "/v1/audio/"}}, "/v1/audio/..."),
        ({"uri": {"prefix": "/V1"}, "ignoreUriCase": True}, "/V1... in any case"),
        ({"uri": {"regex": "/v1/.+/x"}}, "path matches /v1/.+/x"),
        ({"headers": {MODEL: {"exact": "qwen3-32b"}}}, "model qwen3-32b"),
        ({"headers": {MODEL: {"prefix": "qwen3-"}}}, "a model that begins with qwen3-"),
        ({"headers": {MODEL: {"regex": "a|b"}}}, "a model that is a or b"),
        ({"headers": {MODEL: {}}}, "any other model"),
        ({"headers": {"x-llm-gateway-stream": {"exact": "1"}}}, "streams"),
        ({"headers": {"x-llm-gateway-stream": {"exact": "0"}}}, "header x-llm-gateway-stream is 0"),
        ({"headers": {"x-llm-gateway-cache-key": {}}}, "with a prompt_cache_key"),
        ({"withoutHeaders": {"x-llm-gateway-agent": {}}}, "without the session of an agent"),
        ({"headers": {"x-drill": {"exact": "full"}}}, "header x-drill is full"),
        ({"headers": {"x-drill": {}}}, "with header x-drill"),
        ({"headers": {"authorization": {"exact": "Bearer abc"}}}, "header authorization is a certain key"),
        ({"headers": {"@request.auth.claims[team]": {"regex": "ml|web"}}}, "the caller's team is ml or web"),
        ({"withoutHeaders": {"@request.auth.claims[a][b]": {"exact": "c"}}}, "unless the caller's a.b is c"),
        ({"withoutHeaders": {"x-session-id": {"regex": ".+"}}}, "without header x-session-id"),
        ({"withoutHeaders": {":path": {"regex": "/v1/.*x"}}}, "unless the path matches /v1/.*x"),
        ({"withoutHeaders": {":method": {"regex": "GET|POST"}}}, "another method than GET, POST"),
        ({"queryParams": {"channel": {"exact": "beta"}}}, "parameter channel is beta"),
        ({"authority": {"exact": "a.example.com"}}, "authority is a.example.com"),
        ({"scheme": {"exact": "https"}, "port": 80}, "port 80, scheme is https"),
        ({"gateways": ["mesh", "edge/public"]}, "at mesh or edge/public"),
        ({"sourceLabels": {"app": "x"}}, "sourceLabels meets a condition that isn't read"),
    ],
)
def test_a_kind_of_requests(match: dict[str, Any], words: str) -> None:
    """Each condition has words, and none is left out."""
    assert request_in_words(match) == words


def test_several_matches_are_met_together() -> None:
    """The words of a route and of its delegate are joined."""
    assert in_words([{"uri": {"exact": "/a"}}, {"method": {"exact": "GET"}}, {"port": 80}]) == "GET /a, port 80"


def test_a_long_pattern_is_not_cut() -> None:
    """Two long patterns that differ at their ends have different words."""
    pattern = f"/v1/{'x' * 200}"
    assert request_in_words({"uri": {"regex": f"{pattern}.+"}}).endswith("x.+")
