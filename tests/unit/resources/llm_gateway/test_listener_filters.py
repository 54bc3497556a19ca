"""The filters of all listeners: what is read, the errors of the proxy, and how much may spill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from llm_api_mesh import ExistingPods, VertexAI
from llm_api_mesh.plan.llm_gateway.headers import SET_BY_ROUTES
from support.llm_gateways import patches, with_provider, written

NAME = "llm-listeners"


def inserted(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The HTTP filters that are inserted, in their order."""
    return [
        one["patch"]["value"]
        for one in patches(found, NAME)
        if one["applyTo"] == "HTTP_FILTER" and one["patch"]["operation"] == "INSERT_BEFORE"
    ]


def test_the_filters_that_read_are_off_in_the_listener(tmp_path: Path) -> None:
    """Routes turn them on, so that a second hop doesn't read a body again."""
    off = [value["name"] for value in inserted(written(tmp_path)) if value.get("disabled")]
    assert off == ["llm-gateway/read", "llm-gateway/keys", "llm-gateway/write"]


def test_no_client_writes_what_the_gateway_finds(tmp_path: Path) -> None:
    """A client's own headers of these names are removed, before the filter writes what it has read."""
    (write,) = [
        one["patch"]["value"]
        for one in patches(written(tmp_path), NAME)
        if one["applyTo"] == "EXTENSION_CONFIG" and one["patch"]["value"]["name"] == "llm-gateway/write"
    ]
    mutations = write["typed_config"]["mutations"]["request_mutations"]
    removed = {one["remove"]: place for place, one in enumerate(mutations) if "remove" in one}
    added = {one["append"]["header"]["key"]: place for place, one in enumerate(mutations) if "append" in one}
    assert added.keys() == {"x-llm-gateway-model", "x-llm-gateway-stream"}
    assert all(removed[name] < place for name, place in added.items())
    assert set(SET_BY_ROUTES) <= removed.keys()


def test_errors_of_requests_that_can_not_be_read(tmp_path: Path) -> None:
    """A body that is too long, and one without a model, have the errors of the OpenAI API."""
    config = _replies(written(tmp_path, max_request_bytes=2**21))
    by_code = {}
    for mapper in config["mappers"][1:]:  # the first one keeps the direct responses
        error = json.loads(mapper["body_format_override"]["text_format_source"]["inline_string"])["error"]
        by_code[error["code"] or error["message"]] = str(mapper["filter"])
    assert "'default_value': 413" in by_code["request_too_large"]
    without = by_code["The request body must be a JSON object with the name of a model."]
    assert "'default_value': 400" in without
    assert "xds.route_name.endsWith('/no-model')" in without
    assert "The request body is longer than 2097152 bytes." in str(config)


def test_a_request_on_the_connection_of_another_host_is_misdirected(tmp_path: Path) -> None:
    """Browsers reuse a connection for all hosts of its certificate; 421 makes them open another one.

    It comes before the reply to all other requests without a route, which may be a neighbour's on shared pods.
    """
    config = _replies(written(tmp_path / "dedicated"))
    (place, mapper), *_ = [(at, one) for at, one in enumerate(config["mappers"]) if "'default_value': 404" in str(one)]
    assert mapper["status_code"] == 421
    assert "connection.requested_server_name" in str(mapper["filter"])
    assert "misdirected_request" in str(mapper["body_format_override"])
    assert "'default_value': 404" in str(config["mappers"][place + 1])
    shared = _replies(
        written(
            tmp_path / "shared",
            pods=ExistingPods(selector={"a": "b"}, service_account="istio-ingressgateway", shared=True),
        )
    )
    assert "misdirected_request" not in str(shared)
    assert "!has(xds.route_name)" in str(shared["mappers"][0])


def _replies(found: list[dict[str, Any]]) -> dict[str, Any]:
    (config,) = [
        one["patch"]["value"]["typed_config"]["local_reply_config"]
        for one in patches(found, NAME)
        if "local_reply_config" in str(one["patch"].get("value"))
    ]
    replies: dict[str, Any] = config
    return replies


def test_the_limit_is_for_every_backend_but_the_first(tmp_path: Path) -> None:
    """On each slot but the first, a failover has its own tokens of the limit that its route names."""
    found = written(tmp_path, failover_backends=3, spill_limits=[40, 600])
    limits = [
        one
        for one in patches(found, NAME)
        if one["applyTo"] == "HTTP_FILTER" and one["patch"].get("value", {}).get("name") == "llm-gateway/spill"
    ]
    assert [one["match"]["listener"]["name"] for one in limits] == ["127.0.1.2_15700", "127.0.1.3_15700"]
    for one in limits:
        config = one["patch"]["value"]["typed_config"]
        buckets = {
            descriptor["entries"][-1]["value"]: descriptor["token_bucket"] for descriptor in config["descriptors"]
        }
        assert buckets["40"] == {"max_tokens": 40, "tokens_per_fill": 40, "fill_interval": "60s"}
        assert buckets.keys() == {"40", "600", "none"}
        (rate,) = config["rate_limits"]
        names = [action["request_headers"]["header_name"] for action in rate["actions"]]
        # The gateway writes the first, so no route takes tokens of another namespace's failover.
        assert names == ["x-llm-from", "x-llm-leg", "x-llm-spill"]
        for descriptor in config["descriptors"]:
            assert [entry["key"] for entry in descriptor["entries"]] == ["from", "leg", "spill"]
        # For another limit, or for none.
        assert config["token_bucket"]["max_tokens"] == 0
        assert config["always_consume_default_token_bucket"] is False


def test_a_request_beyond_the_limit_is_told_when_to_try_again(tmp_path: Path) -> None:
    """The smallest limit lets the next request pass after a few seconds."""
    config = _replies(written(tmp_path))
    (mapper,) = [one for one in config["mappers"] if "spill_limit" in str(one)]
    assert "'default_value': 429" in str(mapper["filter"])
    assert "local_rate_limited" in str(mapper["filter"])
    assert [one["header"] for one in mapper["headers_to_add"]] == [{"key": "retry-after", "value": "10"}]


def test_the_token_s_filter_follows_the_one_that_removes_the_caller_s(tmp_path: Path) -> None:
    """Both are before the router, and a guard between them; the tokens come from the node's metadata server."""
    found = with_provider(tmp_path, VertexAI(project="ours"))
    *_, forget, guard, fetch = inserted(found)
    assert [one["name"] for one in (forget, guard, fetch)] == [
        "llm-gateway/forget-token",
        "llm-gateway/token-users",
        "llm-gateway/google-token",
    ]
    assert fetch["typed_config"]["cluster"] == "llm-gateway/google-metadata"
