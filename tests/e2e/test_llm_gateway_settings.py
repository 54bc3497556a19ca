"""An LLM gateway under settings of Istio's that a platform's team may have made for other reasons.

Each setting serves the same two APIs. One has models, a sticky canary, and failovers to a hosted provider. The other
one has copies, an endpoint with a provider that takes the gateway's own identity, a drill, and pages of other origins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import JsonPatch

from e2e.support.llm_gateways import AZURE, HOST, KEY, LABELS, REF, Platform, declare_api, platform, pools
from e2e.support.tenants import Object, gateway, virtual_service
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.environment import Lab
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import Certificate
from lab.traffic.call import Answer, Answers
from lab.waits import wait_for
from llm_api_mesh import (
    Cors,
    Endpoint,
    FaultDrill,
    GatewayProvider,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    Mirror,
    Pool,
    ProviderRef,
    Version,
    VertexAI,
)

CLIENT = "198.51.100.9"
"""A client behind a load balancer."""

TOKEN = "ya29.of-the-gateway"  # noqa: S105  # the lab's own
SESSIONS = 60
SPILL = 6
MEBIBYTE = 1024**2

MORE_HOST = "two.example.com"
ORIGIN = "https://app.example.com"
VERTEX = VertexAI(project="ours", location="europe-west4")
PROVIDERS = {"azure": AZURE, "vertex": GatewayProvider(provider=VERTEX, namespaces=["bi"])}


@dataclass(frozen=True)
class Setting:
    """A setting of the platform's team, and what it changes for the gateway and for its clients."""

    istiod: IstiodSpec | None = None
    """None: the lab of the whole run."""
    proxy_config: Mapping[str, object] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    """Of the `LlmGateway`."""
    preamble: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    client: str = ""
    """The address that pools see as the client's, if the setting says it."""
    older: Sequence[Object] = ()
    """Objects of another team's that are older than the platform's."""
    exported: str = ""
    """The kind of the API's objects that must be exported explicitly."""


def _istiod(older: Sequence[Object] = (), **environment: str) -> Setting:
    return Setting(istiod=IstiodSpec(environment=environment), older=older)


def _mesh(exported: str = "", **config: object) -> Setting:
    return Setting(istiod=IstiodSpec(mesh_config=config), exported=exported)


_HOSTILE = (
    gateway("older", LABELS, 80, HOST),
    gateway("older-slot", LABELS, 15700, "*", "127.0.1.1"),
    virtual_service("older", {"directResponse": {"status": 418}}, hosts=[HOST], gateway="thief/older"),
    virtual_service("older-slot", {"directResponse": {"status": 418}}, hosts=["*"], gateway="thief/older-slot"),
)

SETTINGS = {
    "scoped gateways": _istiod(_HOSTILE, PILOT_SCOPE_GATEWAY_TO_NAMESPACE="true"),
    "filtered clusters": _istiod(PILOT_FILTER_GATEWAY_CLUSTER_CONFIG="true"),
    "private virtual services": _mesh(defaultVirtualServiceExportTo=["."]),
    "private destination rules": _mesh("DestinationRule", defaultDestinationRuleExportTo=["."]),
    "private services": _mesh("Service", defaultServiceExportTo=["."]),
    "PROXY protocol": Setting(
        proxy_config={"gatewayTopology": {"proxyProtocol": {}}},
        preamble=f"PROXY TCP4 {CLIENT} 10.0.0.1 5555 80\r\n".encode(),
        client=CLIENT,
    ),
    "trusted proxy": Setting(
        proxy_config={"gatewayTopology": {"numTrustedProxies": 1}},
        options={"num_trusted_proxies": 1},
        headers={"x-forwarded-for": CLIENT},
        client=CLIENT,
    ),
    "registry only": _mesh(outboundTrafficPolicy={"mode": "REGISTRY_ONLY"}),
    "edge profile": Setting(proxy_config={"connectionSettings": {"profile": "EDGE"}}),
}


@dataclass(frozen=True)
class Served:
    """A gateway under a setting, with the API."""

    platform: Platform
    setting: Setting
    apps: Mapping[str, App]
    """The pods of both APIs."""
    vertex: HostedProvider

    def call(self, **options: Any) -> Answer:
        """Send one request to the second API."""
        (answer,) = self.calls(host=MORE_HOST, **options)
        return answer

    def calls(self, model: str = "qwen3-32b", *, headers: Mapping[str, str] | None = None, **options: Any) -> Answers:
        """Send requests as the clients of the setting do."""
        sent = {**self.setting.headers, **(headers or {})}
        return self.platform.calls(model, headers=sent, preamble=self.setting.preamble, **options)


@contextmanager
def serving(lab: Lab, folder: Path, setting: Setting) -> Iterator[Served]:
    """Run the gateway and the API."""
    options = {"proxy_config": setting.proxy_config, "providers": PROVIDERS, **setting.options}
    if setting.older:
        lab.cluster.require_namespace("thief")
        older = folder / "older.yaml"
        older.write_text(yaml.safe_dump_all(setting.older))
        lab.apply(older)
    with (
        _vertex(lab) as vertex,
        platform(lab, folder, "dedicated", **options) as running,
        pools(lab) as apps,
        _more_pools(lab) as more,
    ):
        path = apply_api(running, folder / "api", setting.exported)
        yield Served(running, setting, {**apps, **more}, vertex)
        lab.delete(path)


@contextmanager
def _vertex(lab: Lab) -> Iterator[HostedProvider]:
    """Run the lab's Vertex AI, with the metadata server of the gateway's node."""
    base_path = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"
    metadata = lab.metadata_server(TOKEN)
    provider = lab.provider("vertex", hosts=["europe-west4-aiplatform.googleapis.com"], base_path=base_path)
    try:
        yield provider
    finally:
        lab.remove(provider, metadata)


@contextmanager
def _more_pools(lab: Lab) -> Iterator[Mapping[str, App]]:
    apps = {
        f"more-{version}": lab.app(f"more-{version}", namespace="bi", labels={"app": "more", "version": version})
        for version in ("v1", "v2")
    }
    try:
        yield apps
    finally:
        lab.remove(*apps.values())


def apply_api(platform_: Platform, folder: Path, exported: str = "") -> Path:
    """Apply the APIs.

    Objects of one kind can be exported to all namespaces, in addition to what the team of the APIs has declared.
    """
    app = MeshApp(outdir=folder)
    declare_api(app, spill=SPILL)
    _declare_more(app)
    app.synth()
    for path in folder.iterdir():
        documents = list(yaml.safe_load_all(path.read_text()))
        for one in documents:
            if one["kind"] == exported == "Service":
                one["metadata"].setdefault("annotations", {})["networking.istio.io/exportTo"] = "*"
            elif one["kind"] == exported:
                one["spec"]["exportTo"] = ["*"]
        path.write_text(yaml.safe_dump_all(documents))
    platform_.lab.apply(folder)
    return folder


def _declare_more(app: MeshApp) -> None:
    versions = [Version(name="v1", weight=100), Version(name="v2", weight=0)]
    vertex = ProviderRef(provider="vertex", model="google/gemini-2.5-flash")
    path = "/v1/chat/completions"
    LlmApiMesh(
        app,
        "more",
        namespace="bi",
        hosts=[MORE_HOST],
        gateway=REF,
        backend=Pool(selector={"app": "more"}, target_port=8080, versions=versions),
        mirrors=[Mirror(version="v2", percent=100)],
        endpoints=[Endpoint(name="hosted", path=path, headers={"x-hosted": "yes"}, backend=vertex)],
        drills=[FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429)],
        cors=Cors(allow_origins=[ORIGIN]),
    )


@pytest.fixture(params=SETTINGS)
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The API under one setting."""
    setting = SETTINGS[request.param]
    if setting.istiod:
        with Lab(istiod_spec=setting.istiod) as lab, serving(lab, tmp_path, setting) as running:
            yield running
    else:
        lab = request.getfixturevalue("lab")
        with serving(lab, tmp_path, setting) as running:
            yield running


def test_an_api_is_served(served: Served) -> None:
    """Models, the sticky canary, long bodies, the provider and the limit of the failover work under each setting."""
    for tls, http2 in product((False, True), repeat=2):
        assert served.calls(tls=tls, http2=http2).replicas() == {"qwen-0": 1}
    (unknown,) = served.calls("zz")
    assert (unknown.status, unknown.json()["error"]["code"]) == (404, "model_not_found")
    (spoofed,) = served.calls("zz", headers={"x-llm-gateway-model": "qwen3-32b"})
    assert (spoofed.status, spoofed.json()["error"]["code"]) == (403, "forbidden")
    headers = served.apps["qwen"].replica(0).requests()[-1]["headers"]
    assert not [name for name in headers if name.startswith("x-llm-")]
    if served.setting.client:
        assert headers["x-envoy-external-address"] == served.setting.client

    versions = [
        set(served.calls("llama-3.3-70b", session=f"session-{number}", count=2).versions())
        for number in range(SESSIONS)
    ]
    assert all(len(found) == 1 for found in versions)
    assert 0 < versions.count({"v2"}) < versions.count({"v1"})

    served.apps["qwen"].replica(0).kill()
    long = {"model": "qwen3-32b", "messages": [{"role": "user", "content": "y" * 3 * MEBIBYTE}]}
    assert served.calls(body=long).replicas() == {"azure": 1}
    request = served.platform.azure.requests()[-1]
    assert request["body"] == {**long, "model": "gpt-4o-mini"}
    assert request["headers"]["api-key"] == KEY
    assert CLIENT not in str(request["headers"])
    assert not [name for name in request["headers"] if name.startswith(("x-llm-", "x-envoy-", "x-forwarded-"))]
    assert served.calls(count=SPILL + 1, tls=True, http2=True).statuses() == {200: SPILL - 1, 429: 2}

    _assert_more_is_served(served)
    served.platform.lab.assert_nothing_rejected()


def _assert_more_is_served(served: Served) -> None:
    """Check the copies, the provider that takes the gateway's identity, the drill, and pages of other origins."""
    assert served.call(tls=True, http2=True).replica == "more-v1-0"
    wait_for("the copy", served.apps["more-v2"].replica(0).requests)
    hosted = served.call(headers={"x-hosted": "yes"})
    assert (hosted.status, hosted.replica) == (200, "vertex")
    assert served.vertex.requests()[-1]["headers"]["authorization"] == f"Bearer {TOKEN}"
    assert served.call(headers={"x-drill": "full"}).status == 429
    preflight = served.call(method="OPTIONS", headers={"origin": ORIGIN, "access-control-request-method": "POST"})
    assert preflight.headers["access-control-allow-origin"] == ORIGIN


def test_clients_have_certificates(lab: Lab, tmp_path: Path) -> None:
    """With a patch of the Gateway, only clients with a certificate are served, and pools see it on the second hop."""
    authority = Certificate(tmp_path, "clients", ["clients.invalid"])
    client = Certificate(tmp_path, "client", ["client.example.com"], authority)

    def mutual(declared: LlmGateway) -> None:
        for index, server in enumerate(declared.plan.public_gateway.servers):
            if server.credential_name:
                declared.gateway.add_json_patch(JsonPatch.replace(f"/spec/servers/{index}/tls/mode", "MUTUAL"))

    with (
        platform(lab, tmp_path, "dedicated", clients=authority, patch=mutual) as running,
        pools(lab) as apps,
    ):
        path = apply_api(running, tmp_path / "api")
        assert running.call(tls=True).error
        for context in (running.tls, running.http2):
            context.load_cert_chain(client.file, client.key)
        assert running.call(tls=True).replica == "qwen-0"
        assert running.call(tls=True, http2=True).replica == "qwen-0"
        certificate = apps["qwen"].replica(0).requests()[-1]["headers"]["x-forwarded-client-cert"]
        assert "Hash=" in certificate
        apps["qwen"].replica(0).kill()
        assert running.call(tls=True).replica == "azure"
        assert "x-forwarded-client-cert" not in running.azure.requests()[-1]["headers"]
        lab.delete(path)


def test_a_token_is_fetched_with_filtered_clusters(tmp_path: Path) -> None:
    """No route leads to the server that gives tokens, and the gateway has its cluster all the same."""
    vertex = VertexAI(project="ours", location="europe-west4")
    base_path = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"
    with Lab(istiod_spec=IstiodSpec(environment={"PILOT_FILTER_GATEWAY_CLUSTER_CONFIG": "true"})) as lab:
        lab.metadata_server(TOKEN)
        google = lab.provider("vertex", hosts=["europe-west4-aiplatform.googleapis.com"], base_path=base_path)
        providers = {"vertex": GatewayProvider(provider=vertex, namespaces=["ai"])}
        with platform(lab, tmp_path, "dedicated", providers=providers) as running:
            app = MeshApp(outdir=tmp_path / "api")
            gemini = ProviderRef(provider="vertex", model="google/gemini-2.5-flash")
            LlmApiMesh(app, "gemini", namespace="ai", hosts=[HOST], gateway=REF, backend=gemini)
            app.synth()
            lab.apply(tmp_path / "api")
            assert running.call().status == 200
            assert google.requests()[-1]["headers"]["authorization"] == f"Bearer {TOKEN}"
            lab.assert_nothing_rejected()
