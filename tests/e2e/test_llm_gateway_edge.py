"""An LLM gateway whose proxies have Istio's settings for the edge of the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from e2e.support.llm_gateways import platform, pools
from lab.environment import Lab

EDGE = {"connectionSettings": {"profile": "EDGE"}}
SMALL = 32 * 1024
MANAGER = "envoy.filters.network.http_connection_manager"


def test_a_silent_answer_outlasts_the_edge_s_limit(lab: Lab, tmp_path: Path) -> None:
    """The profile EDGE is in force, but its limit of five minutes for silent streams is not, on any listener."""
    with platform(lab, tmp_path, "dedicated", proxy_config=EDGE) as running:
        listeners = [_listener(one) for one in running.gateway.config_dump("dynamic_listeners")]
    assert len(listeners) == 5
    assert {one["per_connection_buffer_limit_bytes"] for one in listeners} == {SMALL}
    managers = [
        one["typed_config"]
        for listener in listeners
        for chain in listener["filter_chains"]
        for one in chain["filters"]
        if one["name"] == MANAGER
    ]
    assert {one["common_http_protocol_options"]["idle_timeout"] for one in managers} == {"3600s"}
    assert {one["stream_idle_timeout"] for one in managers} == {"0s"}


def test_requests_that_the_edge_changes(lab: Lab, tmp_path: Path) -> None:
    """A header with an underscore gets 400, and an encoded slash in the path is redirected to a slash."""
    with platform(lab, tmp_path, "dedicated", proxy_config=EDGE) as running, pools(lab):
        path = running.apply_api(tmp_path / "api")
        assert running.call().status == 200
        assert running.call(headers={"x_user": "a"}).status == 400
        redirect = running.call(method="GET", path="/v1/models/llama%2F3")
        assert (redirect.status, redirect.headers["location"]) == (307, "/v1/models/llama/3")
        lab.delete(path)


def _listener(config: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = config["active_state"]["listener"]
    return found
