"""Hosted providers, and the hosts that the gateway may reach."""

from __future__ import annotations

from pathlib import Path

from llm_api_mesh import GatewayProvider, OpenAI, OpenAICompatible, ProviderRef
from support import documents
from support.apps import LLM_GATEWAY, Emit, Synth, api
from support.llm_gateways import KEY, find, with_provider, written

OPENAI = OpenAI(api_key=KEY)
HOST = "one.llm.llm-gateway.llm-gateway.internal"


def test_a_service_entry_is_for_the_gateway_alone(tmp_path: Path) -> None:
    """The entry has one internal name and one address, and is exported to the gateway's own namespace."""
    assert find(with_provider(tmp_path, OPENAI), "ServiceEntry", "llm-provider-one")["spec"] == {
        "hosts": [HOST],
        "exportTo": ["."],
        "location": "MESH_EXTERNAL",
        "resolution": "DNS",
        "ports": [{"name": "http", "number": 443, "protocol": "HTTP"}],
        "endpoints": [{"address": "api.openai.com"}],
    }


def test_tls_verifies_the_provider_s_name(tmp_path: Path) -> None:
    """The rule sets SNI, subject alternative names and authorities; the settings of pools don't apply."""
    spec = find(with_provider(tmp_path, OPENAI), "DestinationRule", "llm-provider-one")["spec"]
    assert spec["host"] == HOST
    assert spec["exportTo"] == ["."]
    assert spec["trafficPolicy"]["tls"] == {
        "mode": "SIMPLE",
        "sni": "api.openai.com",
        "subjectAltNames": ["api.openai.com"],
        "caCertificates": "system",
    }
    assert spec["trafficPolicy"]["connectionPool"] == {
        "http": {"idleTimeout": "59s"},
        "tcp": {"connectTimeout": "2s", "tcpKeepalive": {"interval": "10s", "probes": 3, "time": "30s"}},
    }
    assert "outlierDetection" not in spec["trafficPolicy"]


def test_two_providers_of_one_kind(tmp_path: Path) -> None:
    """The name that the platform's team gives distinguishes them."""
    both = {
        name: GatewayProvider(provider=OPENAI, namespaces=["ai"], secret="openai")  # noqa: S106
        for name in ("eu", "us")
    }
    found = written(tmp_path, providers=both)
    for name in both:
        entry = find(found, "ServiceEntry", f"llm-provider-{name}")
        assert entry["spec"]["hosts"] == [f"{name}.llm.llm-gateway.llm-gateway.internal"]


def test_a_port_of_its_own(tmp_path: Path) -> None:
    """The gateway connects to the port and by the protocol of the URL; routes use the same port for all providers."""
    provider = OpenAICompatible(url="https://llm.example.net:8443/v1", api_key=KEY, protocol="http2")
    (port,) = find(with_provider(tmp_path, provider), "ServiceEntry", "llm-provider-one")["spec"]["ports"]
    assert port == {"name": "http2", "number": 443, "targetPort": 8443, "protocol": "HTTP2"}


def test_an_api_names_the_provider_alone(emit: Emit) -> None:
    """Every route of the API leads to the gateway's name of the provider, and changes nothing but its own headers."""
    for http in emit("VirtualService", backend=ProviderRef(provider="one"), gateway=LLM_GATEWAY)["spec"]["http"]:
        assert http["route"] == [{"destination": {"host": HOST, "port": {"number": 443}}}]
        assert "rewrite" not in http
        assert "set" not in http["headers"]["request"]


def test_an_api_has_no_object_for_a_provider(synth: Synth) -> None:
    """An API without a pool has routes only: address, key and certificate are the gateway's."""
    (text,) = synth(lambda app: api(app, backend=ProviderRef(provider="one"), gateway=LLM_GATEWAY)).values()
    assert {one["kind"] for one in documents.load(text)} == {"VirtualService"}
