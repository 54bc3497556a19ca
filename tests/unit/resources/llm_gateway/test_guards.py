"""Which routes may lead to which Services: the script on the way to all clusters, and the header that it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import ALL_POOL_USERS, ExistingPods, PlainHttp
from support.llm_gateways import patches, script, written

NAME = "llm-listeners"
ROUTE = "%METADATA(ROUTE:istio:config)%"
SHARED: dict[str, Any] = {
    "pods": ExistingPods(selector={"app": "ingress"}, service_account="istio-ingressgateway", shared=True),
    "http": PlainHttp(),
}


def extensions(folder: Path, **changes: Any) -> dict[str, Any]:
    """The configurations of the filters that the proxy gets apart from the listeners, by name."""
    found = [
        one["patch"]["value"]
        for one in patches(written(folder, **changes), NAME)
        if one["applyTo"] == "EXTENSION_CONFIG"
    ]
    return {one["name"].removeprefix("llm-gateway/"): one["typed_config"] for one in found}


def status(folder: Path, to: str, led_by: str, **changes: Any) -> str:
    """The script's own answer to a request of a namespace's route to a cluster; empty if the request goes on."""
    headers = {
        "x-llm-to": "10.0.0.7:8080",
        "x-llm-cluster": to,
        "x-llm-from": f"/apis/networking.istio.io/v1/namespaces/{led_by}/virtual-service/chat",
    }
    return script(extensions(folder, **changes)["own-addresses"]).request(headers)[2]


POOL = "outbound|80||qwen.research.svc.cluster.local"
ELSEWHERE = "outbound|443||api.example.net"
IN_HOSTS = "outbound|80||qwen.ai.svc.cluster.local"
OPEN: dict[str, Any] = {"pool_users": ALL_POOL_USERS}
VERSION = "outbound|8000|v1|qwen.research.svc.k8s.example.org"
CASES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "the own pool": (POOL, "research", {}, ""),
    "a version of the own pool": (VERSION, "research", {}, ""),
    "another's pool": (POOL, "bi", {}, "403"),
    "a version of another's pool": (VERSION, "bi", {}, "403"),
    "a pool of a team that lists nobody": ("outbound|80||qwen.bi.svc.cluster.local", "ai", {}, "403"),
    "a namespace whose name begins like the owner's": (POOL, "research-2", {}, "403"),
    "an owner whose name begins like the namespace's": (POOL, "res", {}, "403"),
    "a pool that the namespace may use": (POOL, "ai", {}, ""),
    "the platform's own route": (POOL, "llm-gateway", {}, ""),
    "a host that isn't a Service": (ELSEWHERE, "bi", {}, "403"),
    "a host that isn't a Service, of a user": (ELSEWHERE, "ai", {}, "403"),
    "the platform's own route to a host that isn't a Service": (ELSEWHERE, "llm-gateway", {}, ""),
    "a host that isn't a Service, on shared pods": (ELSEWHERE, "bi", SHARED, ""),
    "a host that isn't a Service, by default": (ELSEWHERE, "bi", {"pool_users": ...}, "403"),
    "a host that isn't a Service, for all": (ELSEWHERE, "bi", OPEN, ""),
    "a Service that is called svc": ("outbound|80||svc.research.svc.cluster.local", "bi", {}, "403"),
    "a namespace that is called svc": ("outbound|80||qwen.svc.svc.cluster.local", "svc", {}, ""),
    "another's pool, by default": (POOL, "ai", {"pool_users": ...}, "403"),
    "the own pool, by default": (POOL, "research", {"pool_users": ...}, ""),
    "another's pool, by default on shared pods": (IN_HOSTS, "bi", {**SHARED, "pool_users": ...}, "403"),
    "a pool of a namespace without hosts, by default on shared pods": (POOL, "bi", {**SHARED, "pool_users": ...}, ""),
    "another's pool, for all": (POOL, "bi", OPEN, ""),
    "another's pool, for all on shared pods": (IN_HOSTS, "bi", {**SHARED, **OPEN}, ""),
    "a listed namespace on shared pods": (POOL, "bi", SHARED, "403"),
    "a namespace with a host on shared pods": (IN_HOSTS, "bi", SHARED, "403"),
    "a neighbour on shared pods": ("outbound|80||web.shop.svc.cluster.local", "ingress", SHARED, ""),
}


@pytest.mark.parametrize("case", CASES)
def test_who_may_use_which_pool(tmp_path: Path, case: str) -> None:
    """A namespace uses its own Services, and those whose namespace lists it."""
    to, led_by, changes, expected = CASES[case]
    assert status(tmp_path, to, led_by, **{"pool_users": {"research": ["ai"]}, **changes}) == expected


@pytest.mark.parametrize("missing", ["x-llm-cluster", "x-llm-from", "x-llm-to"])
def test_a_request_without_a_header_is_refused(tmp_path: Path, missing: str) -> None:
    """If the proxy couldn't write a header, nothing is known about the request."""
    headers = {
        "x-llm-to": "10.0.0.7:8080",
        "x-llm-cluster": POOL,
        "x-llm-from": "/apis/networking.istio.io/v1/namespaces/research/virtual-service/chat",
    }
    check = script(extensions(tmp_path)["own-addresses"])
    assert check.request(headers)[2] == ""
    del headers[missing]
    assert check.request(headers)[2] == "403"


def test_own_addresses_stay_refused(tmp_path: Path) -> None:
    """Both checks are in one script."""
    headers = {"x-llm-to": "127.0.0.1:15000", "x-llm-cluster": "outbound|80||admin.thief.internal"}
    check = script(extensions(tmp_path, pool_users={"research": ["ai"]})["own-addresses"])
    assert check.request({**headers, "x-llm-from": "/apis/x"})[2] == "403"


def test_the_headers_are_the_proxy_s(tmp_path: Path) -> None:
    """What a client or a route has written doesn't stay; a copy keeps what the route configuration has written."""
    mutations = extensions(tmp_path)["to"]["mutations"]["request_mutations"]
    written_now = {
        one["append"]["header"]["key"]: one["append"]["header"]["value"] for one in mutations if "append" in one
    }
    assert written_now == {
        "x-llm-to": "%UPSTREAM_HOST%",
        "x-llm-from": ROUTE,
        "x-llm-cluster": "%UPSTREAM_CLUSTER_RAW%",
    }
    assert all(one["append"]["append_action"] == "OVERWRITE_IF_EXISTS_OR_ADD" for one in mutations if "append" in one)
    assert [one["remove"] for one in mutations if "remove" in one] == ["x-llm-to", "x-llm-cluster"]


def test_every_route_configuration_writes_whose_route_it_was(tmp_path: Path) -> None:
    """Also those of other Gateways of the pods: the patch has no condition."""
    (patch,) = [one for one in patches(written(tmp_path), NAME) if one["applyTo"] == "ROUTE_CONFIGURATION"]
    assert patch["match"] == {"context": "GATEWAY", "routeConfiguration": {}}
    value = patch["patch"]["value"]
    assert value["request_headers_to_remove"] == ["x-llm-from"]
    (added,) = value["request_headers_to_add"]
    assert added["header"] == {"key": "x-llm-from", "value": ROUTE}
    assert added["append_action"] == "OVERWRITE_IF_EXISTS_OR_ADD"


def test_a_change_of_the_users_changes_no_listener(tmp_path: Path) -> None:
    """Only configurations that the proxy gets apart from the listeners, and routes."""
    first, second = (
        [
            one
            for one in patches(written(tmp_path / name, pool_users=users), NAME)
            if one["applyTo"] not in {"EXTENSION_CONFIG", "ROUTE_CONFIGURATION"}
        ]
        for name, users in (("all", ALL_POOL_USERS), ("some", {"research": ["ai"]}))
    )
    assert first == second
