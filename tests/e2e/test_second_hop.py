"""The gateway's second hop to the backends of a failover: whose routes it has, and which filters run there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from e2e.support.apis import applied
from e2e.support.failover_pools import HOST, NAME, failover, pools
from e2e.support.folders import MUTUAL_EVERYWHERE
from e2e.support.llm_apis import LABELS, NAMESPACE, gateway_for
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import ALL_PATHS, LlmGatewayRef

# Of the slots.
PORT = 15700

_TELEMETRY = f"""\
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata:
  name: first-hop
  namespace: {NAMESPACE}
spec:
  accessLogging:
    - providers: [{{name: envoy}}]
      filter:
        expression: destination.port != {PORT}
"""


@pytest.fixture
def gateway(lab: Lab, tmp_path: Path) -> Iterator[LlmGatewayRef]:
    """The gateway of a test."""
    with gateway_for(lab, tmp_path / "gateway", NAME) as gateway:
        yield gateway


def _intruder(namespace: str, host: str) -> str:
    """A route of another namespace on the listener of the first backend, which requires no token and has no policy."""
    route = {
        "match": [{"headers": {"x-intruder": {"exact": "1"}}}],
        "directResponse": {"status": 299},
    }
    return yaml.safe_dump(
        {
            "apiVersion": "networking.istio.io/v1",
            "kind": "VirtualService",
            "metadata": {"name": "intruder", "namespace": namespace},
            "spec": {
                "hosts": [host],
                "gateways": [f"{NAMESPACE}/llm-slot-0"],
                # Like the API's own routes: those that are exported to all namespaces come after them.
                "exportTo": [NAMESPACE],
                "http": [route],
            },
        }
    )


@pytest.mark.parametrize("host", [HOST, "*.example.com"])
def test_other_namespaces_have_no_route_on_the_second_hop(lab: Lab, tmp_path: Path, host: str) -> None:
    """A slot's hosts are for their own namespaces only; a route of the API's namespace is served."""
    answers = {}
    hosts = {NAME: [host], "intruder": ["intruder.example.net"]}
    with gateway_for(lab, tmp_path / "gateway", hosts=hosts) as gateway:
        for namespace in ("intruder", NAME):
            intruder = tmp_path / f"{namespace}.yaml"
            intruder.write_text(_intruder(namespace, host))
            lab.apply(intruder)  # applied first, because the oldest of the matching routes wins
            try:
                api = applied(lab, tmp_path, NAME, gateway=gateway, hosts=[host], backend=failover())
                with api, pools(lab) as (first, _second):
                    answers[namespace] = lab.call(host=HOST, body={}, headers={"x-intruder": "1"}, count=2).statuses()
                    assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-0-0": 2}
                    first.replica(0).refuse(429)
                    assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-1-0": 2}
            finally:
                lab.delete(intruder)
    assert answers == {"intruder": {200: 2}, NAME: {299: 2}}


def test_the_second_hop_where_mutual_tls_is_the_rule(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """The gateway's connection to itself stays plain, even if mutual TLS is the rule for all hosts."""
    lab.apply(MUTUAL_EVERYWHERE)
    try:
        with applied(lab, tmp_path, NAME, gateway=gateway, backend=failover()), pools(lab) as (first, _second):
            assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-0-0": 2}
            first.replica(0).refuse(429)
            assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-1-0": 2}
            clusters = lab.gateway.clusters()
            plain = {name for name, cluster in clusters.items() if "transport_socket" not in cluster}
            assert f"outbound|80||llm-failover-2.{NAMESPACE}.svc.cluster.local" in plain
            assert "transport_socket" in clusters["outbound|443||kubernetes.default.svc.cluster.local"]
    finally:
        lab.delete(MUTUAL_EVERYWHERE)


def _limiter(listener_port: int) -> str:
    """A rate limit of the platform, one request per hour, on the gateway's listeners of a port."""
    manager = "envoy.filters.network.http_connection_manager"
    before_router = {"filter": {"name": manager, "subFilter": {"name": "envoy.filters.http.router"}}}
    always = {"default_value": {"numerator": 100, "denominator": "HUNDRED"}}
    typed = {
        "@type": "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
        "stat_prefix": "platform",
        "token_bucket": {"max_tokens": 1, "tokens_per_fill": 1, "fill_interval": "3600s"},
        "filter_enabled": always,
        "filter_enforced": always,
    }
    patch = {
        "applyTo": "HTTP_FILTER",
        "match": {
            "context": "GATEWAY",
            "listener": {"portNumber": listener_port, "filterChain": before_router},
        },
        "patch": {
            "operation": "INSERT_BEFORE",
            "value": {"name": "platform", "typed_config": typed},
        },
    }
    return yaml.safe_dump(
        {
            "apiVersion": "networking.istio.io/v1alpha3",
            "kind": "EnvoyFilter",
            "metadata": {"name": "platform", "namespace": NAMESPACE},
            "spec": {
                "workloadSelector": {"labels": dict(LABELS)},
                "priority": 20,
                "configPatches": [patch],
            },
        }
    )


@pytest.mark.parametrize(
    ("port", "served"),
    [
        (80, [(200, "legs-0-0"), (429, ""), (429, "")]),
        (PORT, [(200, "legs-0-0"), (200, "legs-1-0"), (429, "")]),
    ],
    ids=["first hop", "second hop"],
)
def test_a_rate_limit_of_the_platform(
    lab: Lab, gateway: LlmGatewayRef, tmp_path: Path, port: int, served: list[tuple[int, str]]
) -> None:
    """On the first hop's port, the limit refuses the client; on the second hop's, the next backend gets the request."""
    limiter = tmp_path / "limiter.yaml"
    limiter.write_text(_limiter(port))
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=failover()), pools(lab):
        lab.apply(limiter)
        try:
            answers = [lab.call(host=HOST, body={})[0] for _ in served]
        finally:
            lab.delete(limiter)
    assert [(answer.status, answer.replica) for answer in answers] == served


def test_a_telemetry_can_exclude_the_second_hop(lab: Lab, tmp_path: Path) -> None:
    """Both hops write access logs; a Telemetry excludes the second hop's port."""
    telemetry = tmp_path / "telemetry.yaml"
    telemetry.write_text(_TELEMETRY)

    def logged(path: str) -> int:
        # A new gateway has no connections to listeners of before.
        with (
            gateway_for(lab, tmp_path / "gateway", NAME) as gateway,
            applied(lab, tmp_path, NAME, gateway=gateway, backend=failover(), paths=ALL_PATHS),
            pools(lab),
        ):
            lab.call(host=HOST, path=path, body={}, count=3)
            lab.call(host=HOST, path=f"{path}/last", body={})
            wait_for(
                "the log line of the last request", lambda: any(f"{path}/last " in line for line in lab.gateway.logs())
            )
            return sum(f"{path} " in line for line in lab.gateway.logs())

    both = logged("/v1/both")
    lab.apply(telemetry)
    try:
        once = logged("/v1/once")
    finally:
        lab.delete(telemetry)
    assert (both, once) == (6, 3)


def test_both_backends_see_one_request_of_the_client(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """The second hop changes neither the request's identifier nor the client's address, whichever backend it is for."""
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=failover()), pools(lab) as apps:
        apps[0].replica(0).refuse(429)
        forged = {"x-forwarded-client-cert": "Subject=forged"}
        assert lab.call(host=HOST, body={}, headers=forged).replicas() == {"legs-1-0": 1}
        received = [app.replica(0).requests() for app in apps]
    assert all(received)
    seen = [request["headers"] for requests in received for request in requests]
    assert len({headers["x-request-id"] for headers in seen}) == 1
    assert {headers["x-forwarded-for"] for headers in seen} == {lab.hub.address}
    assert not any("forged" in headers.get("x-forwarded-client-cert", "") for headers in seen)
