"""What the gateway changes in the routes of all APIs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import ExistingPods, PlainHttp, RedirectToHttps
from support.llm_gateways import written

SHARED = ExistingPods(selector={"gateway": "llm"}, service_account="llm-pods", shared=True)
# How many virtual hosts, or lists of them, have a patch of their own.
GATEWAYS: dict[str, tuple[dict[str, Any], int]] = {
    "dedicated pods": ({}, 1),
    "shared pods by HTTPS": ({"pods": SHARED}, 1 + 3),
    "shared pods by plain HTTP": ({"pods": SHARED, "certificates": [], "http": PlainHttp()}, 1 + 3),
}


def values(folder: Path, **changes: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The patches of routes: what they match, and what they set."""
    return [
        (patch["match"]["routeConfiguration"], patch["patch"]["value"])
        for one in written(folder, **changes)
        if one["kind"] == "EnvoyFilter" and one["metadata"]["name"].startswith("llm-routes")
        for patch in one["spec"]["configPatches"]
    ]


@pytest.mark.parametrize(("gateway", "number"), GATEWAYS.values(), ids=GATEWAYS)
def test_the_longest_body(tmp_path: Path, gateway: dict[str, Any], number: int) -> None:
    """The limit is for all routes, those of the second hops included; the default is 4 MiB."""
    for changes, longest in (({}, 4 * 2**20), ({"max_request_bytes": 2**21}, 2**21)):
        found = values(tmp_path / str(longest), **gateway, **changes)
        limits = [value["request_body_buffer_limit"] for _, value in found if "request_body_buffer_limit" in value]
        assert limits == [longest] * number


@pytest.mark.parametrize(
    ("gateway", "place"),
    [
        ({"http": RedirectToHttps()}, {"portNumber": 443}),
        ({"http": RedirectToHttps(), "pods": SHARED}, {"gateway": "llm-gateway/llm"}),
        (
            {"http": PlainHttp(port=8080), "certificates": [], "pods": SHARED},
            {"portNumber": 8080, "vhost": {"domainName": "chat.example.com"}},
        ),
    ],
)
def test_only_clients_ports_read(tmp_path: Path, gateway: dict[str, Any], place: dict[str, Any]) -> None:
    """The filters that read are on where clients send requests, and neither on second hops nor on a redirect."""
    found = values(tmp_path, **gateway)
    ((match, filters),) = [
        (match, value["typed_per_filter_config"]) for match, value in found if "typed_per_filter_config" in value
    ]
    assert match == place
    assert list(filters) == ["llm-gateway/keys", "llm-gateway/read", "llm-gateway/write"]


@pytest.mark.parametrize(("gateway", "_"), GATEWAYS.values(), ids=GATEWAYS)
def test_each_attempt_goes_to_the_next_backend(tmp_path: Path, gateway: dict[str, Any], _: int) -> None:
    """Istio's own setting would try each backend twice. An overloaded backend of Anthropic counts as busy."""
    (policy,) = [
        value["route"]["retry_policy"]
        for _, value in values(tmp_path, **gateway)
        if "retry_policy" in value.get("route", {})
    ]
    assert policy["retry_priority"]["typed_config"]["update_frequency"] == 1
    assert policy["retriable_status_codes"] == [529]
