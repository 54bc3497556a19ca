"""The way to hosted providers by an egress gateway, by a forward proxy, or by both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    Bedrock,
    EgressGateway,
    ExistingPods,
    ForwardProxy,
    GatewayProvider,
    JwtRule,
    LlmGateway,
    MeshApp,
    OpenAI,
    OpenAICompatible,
    VertexAI,
)
from llm_api_mesh.spec.providers import AnyProvider
from support import documents
from support.apps import GatewayRefusal
from support.documents import Document
from support.llm_gateways import KEY, find, patches, plain
from support.tokens import KEY_SET

EGRESS = EgressGateway(namespace="istio-egress")
PROXY = ForwardProxy(host="proxy.example.com", port=3128)
OWN = OpenAICompatible(url="https://llm.example.net:8443/v1", api_key=KEY)
INTERNAL = "openai.llm.llm-gateway.llm-gateway.internal"
TUNNEL = "proxy.egress.llm.llm-gateway.llm-gateway.internal"


def provided(**providers: AnyProvider) -> dict[str, GatewayProvider]:
    """Providers of one namespace, whose keys are in one Secret."""
    return {
        name: GatewayProvider(
            provider=one, namespaces=["ai"], secret="provider" if getattr(one, "api_key", None) else None
        )
        for name, one in providers.items()
    }


PROVIDERS = provided(openai=OpenAI(api_key=KEY), other=OpenAI(api_key=KEY), own=OWN)


def gateway(folder: Path, **changes: Any) -> LlmGateway:
    """Synthesize a gateway with providers; each file is valid."""
    app = MeshApp(outdir=folder)
    built = LlmGateway(app, "llm", **plain({"providers": PROVIDERS, **changes}))
    app.synth()
    everything = [one for name in ("llm", "llm-egress") for one in of_file(folder, name)]
    for one in everything:
        documents.assert_schema_valid(one)
    documents.assert_sound(everything)
    return built


def of_file(folder: Path, name: str = "llm") -> list[Document]:
    """The objects of a file; none if there is no such file."""
    path = folder / f"{name}.k8s.yaml"
    return documents.load(path.read_text()) if path.exists() else []


def test_by_default_the_gateway_connects_itself(tmp_path: Path) -> None:
    """There is no further object, and no further file."""
    built = gateway(tmp_path)
    assert (dict(built.egress), built.egress_chart) == ({}, None)
    assert [path.name for path in tmp_path.iterdir()] == ["llm.k8s.yaml"]
    entry = find(of_file(tmp_path), "ServiceEntry", "llm-provider-openai")["spec"]
    assert entry["endpoints"] == [{"address": "api.openai.com"}]


def test_an_egress_gateway_passes_on_tls(tmp_path: Path) -> None:
    """Its listener knows the names of the hosts, each once, and leads each to the host itself."""
    built = gateway(tmp_path, egress_gateway=EGRESS)
    written = of_file(tmp_path, "llm-egress")
    assert {one["metadata"]["namespace"] for one in written} == {"istio-egress"}
    assert find(written, "Gateway", "llm-egress")["spec"] == {
        "selector": {"istio": "egressgateway"},
        "servers": [
            {
                "port": {"number": 443, "name": "tls-providers", "protocol": "TLS"},
                "hosts": ["./api.openai.com", "./llm.example.net"],
                "tls": {"mode": "PASSTHROUGH"},
            }
        ],
    }
    assert find(written, "VirtualService", "llm-egress")["spec"] == {
        "hosts": ["api.openai.com", "llm.example.net"],
        "gateways": ["istio-egress/llm-egress"],
        "exportTo": ["."],
        "tls": [
            {
                "match": [{"sniHosts": ["api.openai.com"]}],
                "route": [{"destination": {"host": "api.openai.com", "port": {"number": 443}}}],
            },
            {
                "match": [{"sniHosts": ["llm.example.net"]}],
                "route": [{"destination": {"host": "llm.example.net", "port": {"number": 8443}}}],
            },
        ],
    }
    assert find(written, "ServiceEntry", "llm-egress-own")["spec"] == {
        "hosts": ["llm.example.net"],
        "exportTo": ["."],
        "location": "MESH_EXTERNAL",
        "resolution": "DNS",
        "ports": [{"name": "tls", "number": 8443, "protocol": "TLS"}],
    }
    assert sorted(built.egress) == [
        "Gateway/llm-egress",
        "ServiceEntry/llm-egress-openai",
        "ServiceEntry/llm-egress-own",
        "VirtualService/llm-egress",
    ]


@pytest.mark.parametrize(
    ("changes", "endpoint", "port"),
    [
        ({"egress_gateway": EGRESS}, "istio-egressgateway.istio-egress.svc.cluster.local", None),
        (
            {"egress_gateway": EgressGateway(namespace="out", service="way", selector={"a": "b"}, port=8443)},
            "way.out.svc.cluster.local",
            8443,
        ),
        ({"forward_proxy": PROXY}, "127.0.2.1", 15701),
        (
            {"egress_gateway": EGRESS, "forward_proxy": PROXY},
            "istio-egressgateway.istio-egress.svc.cluster.local",
            None,
        ),
    ],
)
def test_tls_is_the_gateway_s_own(tmp_path: Path, changes: dict[str, Any], endpoint: str, port: int | None) -> None:
    """Only the address changes to which the gateway connects: it verifies the provider's name as before."""
    gateway(tmp_path, **changes)
    written = of_file(tmp_path)
    entry = find(written, "ServiceEntry", "llm-provider-own")["spec"]
    assert entry["endpoints"] == [{"address": endpoint}]
    assert entry["ports"][0].get("targetPort") == port
    policy = find(written, "DestinationRule", "llm-provider-own")["spec"]["trafficPolicy"]
    assert policy["tls"] == {
        "mode": "SIMPLE",
        "sni": "llm.example.net",
        "subjectAltNames": ["llm.example.net"],
        "caCertificates": "system",
    }
    assert policy["connectionPool"]["tcp"]["connectTimeout"] == "5s"


def test_a_forward_proxy_gets_tls_in_a_tunnel(tmp_path: Path) -> None:
    """The gateway connects to itself, and passes on what it has encrypted through CONNECT."""
    built = gateway(tmp_path, forward_proxy=PROXY)
    written = of_file(tmp_path)
    assert built.egress_chart is None
    (server,) = find(written, "Gateway", "llm-egress")["spec"]["servers"]
    assert (server["bind"], server["port"]["number"], server["tls"]) == ("127.0.2.1", 15701, {"mode": "PASSTHROUGH"})
    assert find(written, "ServiceEntry", "llm-egress-proxy")["spec"] == {
        "hosts": [TUNNEL],
        "exportTo": ["."],
        "location": "MESH_EXTERNAL",
        "resolution": "DNS",
        "ports": [{"name": "tls", "number": 3128, "protocol": "TLS"}],
        "endpoints": [{"address": "proxy.example.com"}],
    }
    rule = find(written, "DestinationRule", "llm-egress-proxy")["spec"]
    tunnels = {one["name"]: one["trafficPolicy"]["tunnel"] for one in rule["subsets"]}
    assert tunnels == {
        "openai": {"protocol": "CONNECT", "targetHost": "api.openai.com", "targetPort": 443},
        "own": {"protocol": "CONNECT", "targetHost": "llm.example.net", "targetPort": 8443},
    }
    routes = find(written, "VirtualService", "llm-egress")["spec"]["tls"]
    assert [one["route"] for one in routes] == [
        [{"destination": {"host": TUNNEL, "subset": name, "port": {"number": 3128}}}] for name in ("openai", "own")
    ]


def test_no_route_of_a_team_leads_to_the_forward_proxy(tmp_path: Path) -> None:
    """An HTTP request on the way there gets 403, whoever's it is."""
    gateway(tmp_path, forward_proxy=PROXY)
    (patch,) = [
        one
        for one in patches(of_file(tmp_path), "llm-clusters")
        if one["match"].get("cluster", {}).get("service") == TUNNEL
    ]
    (options,) = patch["patch"]["value"]["typed_extension_protocol_options"].values()
    _, users, _ = options["http_filters"]
    assert "local USERS = {  }" in users["typed_config"]["default_source_code"]["inline_string"]


RULES = [JwtRule(issuer="https://issuer.example.com", audiences=["llm"], jwks=KEY_SET)]


@pytest.mark.parametrize("policy", ["llm-headers", "llm-tokens"])
def test_policies_of_http_let_the_gateway_s_own_tls_pass(tmp_path: Path, policy: str) -> None:
    """Istio applies a rule that refuses to other protocols without its fields of HTTP, and so to everything."""
    gateway(tmp_path / "direct", jwt_rules=RULES)
    assert "15701" not in str(find(of_file(tmp_path / "direct"), "AuthorizationPolicy", policy))
    gateway(tmp_path / "by-proxy", jwt_rules=RULES, forward_proxy=PROXY)
    for rule in find(of_file(tmp_path / "by-proxy"), "AuthorizationPolicy", policy)["spec"]["rules"]:
        (to,) = rule["to"]
        assert "15701" in to["operation"]["notPorts"]


def test_both(tmp_path: Path) -> None:
    """The egress gateway's pods connect to the proxy, and the gateway has no listener for itself."""
    gateway(tmp_path, egress_gateway=EGRESS, forward_proxy=PROXY)
    written = of_file(tmp_path, "llm-egress")
    kinds = sorted((one["kind"], one["metadata"]["name"]) for one in written)
    assert kinds == [
        ("DestinationRule", "llm-egress-proxy"),
        ("Gateway", "llm-egress"),
        ("ServiceEntry", "llm-egress-proxy"),
        ("VirtualService", "llm-egress"),
    ]
    assert "127.0.2.1" not in (tmp_path / "llm.k8s.yaml").read_text()
    assert "15701" not in (tmp_path / "llm.k8s.yaml").read_text()


def test_argo_cd_has_the_way_before_the_routes(tmp_path: Path) -> None:
    """The listener to providers exists before clients' Gateways, and goes after them."""
    gateway(tmp_path, egress_gateway=EGRESS, argo_cd=True)
    waves = {
        one["kind"]: one["metadata"].get("annotations", {}).get(documents.WAVE)
        for one in of_file(tmp_path, "llm-egress")
    }
    assert waves == {"Gateway": "2", "ServiceEntry": None, "VirtualService": "2"}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no provider by an egress gateway": (
        {"egress_gateway": EGRESS},
        "egress_gateway: got egress_gateway without providers",
    ),
    "no provider by a proxy": ({"forward_proxy": PROXY}, "forward_proxy: got forward_proxy without providers"),
    "the gateway's own pods": (
        {
            "providers": PROVIDERS,
            "pods": ExistingPods(selector={"app": "ingress"}, service_account="ingress"),
            "egress_gateway": EgressGateway(namespace="llm-gateway", selector={"app": "ingress"}),
        },
        "egress_gateway.selector: got labels of the gateway's own pods",
    ),
    "two ports of a host": (
        {
            "providers": provided(
                first=OpenAICompatible(url="https://llm.example.net/v1", api_key=KEY),
                second=OWN,
            ),
            "forward_proxy": PROXY,
        },
        'providers[second].provider: got port 8443 of "llm.example.net", of which provider "first" has port 443.',
    ),
    "a proxy by a URL": (
        {"providers": PROVIDERS, "forward_proxy": ForwardProxy(host="http://user:secret@proxy", port=1)},
        "forward_proxy.host: got a URL. Allowed: the host of the proxy alone",
    ),
    "a proxy on the pod": (
        {"providers": PROVIDERS, "forward_proxy": ForwardProxy(host="127.0.0.1", port=1)},
        'forward_proxy.host: got "127.0.0.1". Allowed: an IP address that isn\'t a loopback address',
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(gateway_refusal: GatewayRefusal, name: str) -> None:
    """What has no effect, leads to the gateway itself, or can't be told apart."""
    changes, message = REFUSED[name]
    found = gateway_refusal(**plain(changes))
    assert any(message in problem for problem in found), found


def test_an_address_may_be_the_proxy_s(tmp_path: Path) -> None:
    """Companies name their proxies by address as well."""
    gateway(tmp_path, forward_proxy=ForwardProxy(host="10.1.2.3", port=8080))
    entry = find(of_file(tmp_path), "ServiceEntry", "llm-egress-proxy")["spec"]
    assert entry["endpoints"] == [{"address": "10.1.2.3"}]


def test_the_checklist_says_what_must_pass(tmp_path: Path) -> None:
    """What no object of the gateway can set: the NetworkPolicy, the proxy's own rules, and identities of AWS."""
    providers = provided(aws=Bedrock(region="eu-central-1"), vertex=VertexAI(project="ours"))
    built = gateway(tmp_path, providers=providers, egress_gateway=EGRESS, forward_proxy=PROXY)
    text = "\n".join(built.checklist)
    assert "llm-egress.k8s.yaml is for namespace istio-egress" in text
    assert "proxy.example.com:3128 must accept CONNECT to bedrock-runtime.eu-central-1.amazonaws.com:443" in text
    assert "sts.<region>.amazonaws.com" in text
