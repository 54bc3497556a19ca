"""Requests to hosted providers by an egress gateway, by a forward proxy, and by both: TLS from end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from e2e.support.apis import host_of
from e2e.support.llm_apis import NAME, NAMESPACE, applied_behind, pods
from lab.apps.forward_proxy import PORT, ForwardProxy
from lab.apps.hosted_provider import HostedProvider
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.istio.gateway import Gateway, GatewaySpec
from lab.machine.certificates import Certificate, trusting
from lab.machine.network import Host, filter_packets
from lab.traffic.call import BROKEN, Answer
from lab.waits import wait_for
from llm_api_mesh import (
    EgressGateway,
    Failover,
    GatewayProvider,
    KeyFromFile,
    OpenAI,
    OpenAICompatible,
    Pool,
    ProviderRef,
)
from llm_api_mesh import ForwardProxy as ForwardProxyOption

API = "abroad"
KEY = "sk-lab-of-the-way-out"
IN_FILE = KeyFromFile(path="/var/run/secrets/keys/key.yaml")
OPENAI, OTHER = "api.openai.com", "llm.example.net"
EGRESS, PROXY = "egress", "proxy.example.com"

BY_GATEWAY = {"egress_gateway": EgressGateway(namespace=EGRESS, service=EGRESS)}
BY_PROXY = {"forward_proxy": ForwardProxyOption(host=PROXY, port=PORT)}
WAYS: Mapping[str, Mapping[str, Any]] = {
    "egress gateway": BY_GATEWAY,
    "forward proxy": BY_PROXY,
    "both": {**BY_GATEWAY, **BY_PROXY},
}


class Proxies(NamedTuple):
    """The proxies on the way to providers."""

    egress: Gateway
    """The pods of an egress gateway."""
    forward: ForwardProxy
    """The forward proxy of the company."""


@pytest.fixture(scope="module")
def proxies(shared_lab: Lab) -> Iterator[Proxies]:
    """Start both."""
    egress = shared_lab.add_gateway(GatewaySpec(EGRESS, EGRESS, {"istio": "egressgateway"}))
    forward = shared_lab.forward_proxy(PROXY)
    yield Proxies(egress, forward)
    shared_lab.remove(egress, forward)


@pytest.fixture
def proxy(proxies: Proxies) -> ForwardProxy:
    """The forward proxy, which connects everyone and has no requests yet."""
    proxies.forward.restart()
    return proxies.forward


@pytest.fixture
def openai(lab: Lab) -> Iterator[HostedProvider]:
    """The lab's OpenAI."""
    provider = lab.provider("openai", hosts=[OPENAI])
    yield provider
    lab.remove(provider)


@contextmanager
def provided(lab: Lab, folder: Path, **llm_gateway: Any) -> Iterator[None]:
    """Apply an API with a hosted provider behind an LLM gateway; delete both afterwards."""
    pods(lab).volumes.write("keys", {"key.yaml": sds_secret(KEY)})
    options = {"backend": ProviderRef(provider="hosted"), **llm_gateway.pop("api", {})}
    providers = {"hosted": GatewayProvider(provider=OpenAI(api_key=IN_FILE), namespaces=[API])}
    with applied_behind(lab, folder, API, llm_gateway={"providers": providers, **llm_gateway}, **options):
        yield


def chat(lab: Lab, **options: Any) -> Answer:
    """Send a chat request to the API."""
    (answer,) = lab.call(**{"host": host_of(API), "body": {"messages": []}, **options})
    return answer


def keep_out(server: Host, *clients: Host) -> None:
    """Drop what some hosts send to a server, as a firewall does; without hosts, drop nothing."""
    filter_packets(server, "filter", *(f"-A INPUT -s {client.address} -j DROP" for client in clients))


def key_of(provider: HostedProvider) -> str:
    """The key of the last request of a provider."""
    return str(provider.requests()[-1]["headers"]["authorization"])


@pytest.mark.parametrize("way", WAYS)
def test_the_provider_is_reached_by_this_way_only(
    lab: Lab, tmp_path: Path, proxies: Proxies, openai: HostedProvider, way: str
) -> None:
    """The gateway's pods can't reach the provider, and with both they can't reach the proxy either.

    The provider gets the request with its key, which no proxy on the way has seen.
    """
    egress, proxy = proxies
    proxy.restart()
    out = pods(lab).host
    keep_out(openai.host, out, *([egress.host] if "proxy" in way or way == "both" else []))
    if way == "both":
        keep_out(proxy.host, out)
    try:
        with provided(lab, tmp_path, **WAYS[way]):
            answer = chat(lab)
            assert (answer.status, answer.replica) == (200, "openai")
            assert key_of(openai) == f"Bearer {KEY}"
            assert openai.requests()[-1]["headers"]["host"] == OPENAI
            seen = json.dumps(egress.whole_config()) + "\n".join(egress.logs()) + proxy.log
    finally:
        keep_out(proxy.host)
    assert KEY not in seen
    assert proxy.requests() == ([] if way == "egress gateway" else [f"CONNECT {OPENAI}:443 HTTP/1.1"])


@pytest.mark.parametrize("way", ["egress gateway", "forward proxy"])
def test_streams_arrive_token_by_token(
    lab: Lab, tmp_path: Path, proxies: Proxies, openai: HostedProvider, way: str
) -> None:
    """No proxy on the way gathers the events of a stream."""
    proxies.forward.restart()
    openai.slow(200)
    with provided(lab, tmp_path, **WAYS[way]):
        answer = chat(lab, body={"stream": True})
    assert answer.status == 200
    assert answer.first_byte_seconds < answer.seconds / 2


def test_a_proxy_that_ends_tls_is_refused(lab: Lab, tmp_path: Path, proxy: ForwardProxy) -> None:
    """The certificate isn't the provider's: the client gets 503, and nobody gets the request with its key."""
    certificate = Certificate(tmp_path, "of-the-proxy", [OPENAI])
    inside = lab.provider("inside", hosts=[OPENAI], certificate=certificate)
    proxy.restart(f"--redirect={inside.host.address}:443")
    path = "/v1/chat/completions?ended=yes"
    try:
        with provided(lab, tmp_path, **BY_PROXY):
            assert chat(lab, path=path).status == 503
            (line,) = wait_for("the line in the log", lambda: [one for one in pods(lab).logs() if path in one])
            assert inside.requests() == []
            assert proxy.requests()
    finally:
        lab.remove(inside)
        proxy.restart()
    assert "CERTIFICATE_VERIFY_FAILED" in line


def test_without_the_proxy(lab: Lab, tmp_path: Path, proxy: ForwardProxy, openai: HostedProvider) -> None:
    """A proxy that is gone, or that refuses, is 503 for the client; a failover goes on; and afterwards it is served."""
    with provided(lab, tmp_path, **BY_PROXY):
        proxy.kill()
        gone = chat(lab)
        proxy.restart("--redirect=nobody")
        refused = chat(lab)
        proxy.restart()
        assert wait_for("the proxy", lambda: chat(lab).status == 200)
    assert (gone.status, refused.status) == (503, 503)
    assert gone.json()["error"]["type"] == "server_error"
    assert openai.requests()


def test_the_second_hop_goes_by_the_proxy(
    lab: Lab, tmp_path: Path, proxy: ForwardProxy, openai: HostedProvider
) -> None:
    """Behind a pool without replicas, the provider is reached by the proxy."""
    backend = Failover(
        backends=[
            Pool(selector={"app": API}, target_port=8080),
            ProviderRef(provider="hosted", model="gpt-4o-mini"),
        ]
    )
    with provided(lab, tmp_path, api={"backend": backend}, **BY_PROXY):
        assert chat(lab, body={"model": "llama", "messages": []}).status == 200
    assert openai.requests()[-1]["body"]["model"] == "gpt-4o-mini"
    assert proxy.requests()


def test_each_host_has_its_tunnel(lab: Lab, tmp_path: Path, proxy: ForwardProxy, openai: HostedProvider) -> None:
    """Two providers of one host share it; another host at another port has its own."""
    other = lab.provider("other", hosts=[OTHER], port=8443)
    compatible = OpenAICompatible(url=f"https://{OTHER}:8443/v1", api_key=IN_FILE)
    providers = {
        name: GatewayProvider(provider=one, namespaces=[API])
        for name, one in (
            ("hosted", OpenAI(api_key=IN_FILE)),
            ("again", OpenAI(api_key=IN_FILE)),
            ("other", compatible),
        )
    }
    for name, replica in (("hosted", "openai"), ("again", "openai"), ("other", "other")):
        api = {"backend": ProviderRef(provider=name)}
        with provided(lab, tmp_path / name, api=api, **{**BY_PROXY, "providers": providers}):
            assert chat(lab).replica == replica
    lab.remove(other)
    assert openai.requests()
    assert set(proxy.requests()) == {f"CONNECT {OPENAI}:443 HTTP/1.1", f"CONNECT {OTHER}:8443 HTTP/1.1"}


def test_an_egress_gateway_passes_on_tls_to_providers_only(
    lab: Lab, tmp_path: Path, proxies: Proxies, openai: HostedProvider
) -> None:
    """Whoever reaches its port gets to no other host; to a provider's, without the key."""
    elsewhere = lab.provider("elsewhere", hosts=["elsewhere.example.net"])
    tls = trusting([lab.authority])
    with provided(lab, tmp_path, **BY_GATEWAY):
        at_port: Mapping[str, Any] = {"to": proxies.egress.host.address, "tls": tls, "path": "/v1/models"}
        assert lab.call("elsewhere.example.net", **at_port)[0].status == BROKEN
        assert lab.call(OPENAI, **at_port)[0].status == 200
    assert "authorization" not in openai.requests()[-1]["headers"]
    assert elsewhere.requests() == []
    lab.remove(elsewhere)


@pytest.mark.usefixtures("openai")
def test_no_route_of_a_team_uses_the_way_to_providers(lab: Lab, tmp_path: Path, proxy: ForwardProxy) -> None:
    """A route to the forward proxy gets 403, and so does one to the gateway's own listener of TLS."""
    tunnel = f"proxy.egress.{NAME}.{NAMESPACE}.llm-gateway.internal"
    own = {
        "apiVersion": "networking.istio.io/v1",
        "kind": "ServiceEntry",
        "metadata": {"name": "own", "namespace": API},
        "spec": {
            "hosts": ["own.example.net"],
            "resolution": "STATIC",
            "ports": [{"name": "http", "number": 80, "protocol": "HTTP", "targetPort": 15701}],
            "endpoints": [{"address": "127.0.2.1"}],
        },
    }
    with provided(lab, tmp_path, hosts={API: [host_of(API), host_of("thief")]}, **BY_PROXY):
        for host, port in ((tunnel, PORT), ("own.example.net", 80)):
            route = {
                "apiVersion": "networking.istio.io/v1",
                "kind": "VirtualService",
                "metadata": {"name": "thief", "namespace": API},
                "spec": {
                    "hosts": [host_of("thief")],
                    "gateways": [f"{NAMESPACE}/{NAME}"],
                    "exportTo": ["*"],
                    "http": [{"route": [{"destination": {"host": host, "port": {"number": port}}}]}],
                },
            }
            (tmp_path / "thief.yaml").write_text(yaml.safe_dump_all([own, route]))
            lab.apply(tmp_path / "thief.yaml")
            assert lab.call(host_of("thief")).statuses() == {403: 1}
            lab.delete(tmp_path / "thief.yaml")
    assert proxy.requests() == []
