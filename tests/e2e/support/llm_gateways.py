"""LLM gateways for tests: the gateway's pods in a namespace of their own, and what the platform's team applies."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import yaml

from e2e.support.folders import LLM_GATEWAY
from e2e.support.keys import AWS
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.cluster.client import Object
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.gateway import Gateway, GatewaySpec, tls_secret
from lab.machine.certificates import Certificate as LabCertificate
from lab.machine.certificates import trusting
from lab.machine.http2 import ALPN
from lab.traffic.call import Answer, Answers
from llm_api_mesh import (
    AzureOpenAI,
    Budget,
    Certificate,
    ConsistentHash,
    DeployedPods,
    ExistingPods,
    Failover,
    GatewayProvider,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    Model,
    PlainHttp,
    Pool,
    ProviderRef,
    RedirectToHttps,
    Version,
)
from llm_api_mesh.spec.consistent_hash import Key
from support.callers import open_unless_asking

NAMESPACE = "llm-gateway"
HOST = "chat.example.com"
KEY = "key-of-the-platform"
ADDRESS = "acme.openai.azure.com"
LABELS = {"gateway": "llm"}

HOSTS = {
    "ai": [HOST],
    "bi": ["two.example.com"],
    "other": ["other.example.com"],
    "thief": ["thief.example.com"],
}
_NAMESPACES = (*HOSTS, NAMESPACE)

# What istiod names everything after that it makes for the gateway's pods.
DEPLOYED = "llm-istio"

# What the API's team knows.
REF = LlmGatewayRef(namespace=NAMESPACE, name="llm", spill_limits=[6, 7, 60], selector=LABELS, service_account=DEPLOYED)

AZURE = GatewayProvider(
    provider=AzureOpenAI(resource="acme", api_key=KeyFromFile(path="/run/secrets/azure/key.json")),
    namespaces=["ai", "bi"],
    secret="azure",  # noqa: S106
)

# Streams that outlast it would be cut, if a change drained their listener.
DRAIN_SECONDS = 3


Form = Literal["dedicated", "deployed", "redirect", "shared", "shared-https"]
"""Existing pods for LLM APIs only, deployed pods, HTTPS only with a redirect, and existing pods for others as well, the
last by HTTPS only."""

_HTTP: Mapping[Form, RedirectToHttps | None] = {"redirect": RedirectToHttps(), "shared-https": None}

FAILED_SCRIPTS = r".*\.lua\.errors"
"""The statistics by which `Platform.failed_scripts` knows of errors, beside those that Istio keeps by default."""

_KEPT = re.compile(r"Gateway pods: in their annotation proxy\.istio\.io/config, (proxyStatsMatcher: \{.*\})\. ")
"""The line of the checklist with the statistics to keep, in YAML."""


def declared(
    folder: Path, form: Form, patch: Callable[[LlmGateway], None] | None = None, *, name: str = "llm", **changes: Any
) -> Path:
    """Write the gateway's file, with some keywords changed and perhaps patched; return the folder."""
    _declare(folder, form, patch, name=name, **changes)
    return folder


def _declare(
    folder: Path, form: Form, patch: Callable[[LlmGateway], None] | None = None, *, name: str = "llm", **changes: Any
) -> LlmGateway:
    app = MeshApp(outdir=folder)
    keywords: dict[str, Any] = {
        "namespace": NAMESPACE,
        "hosts": {name: hosts for name, hosts in HOSTS.items() if form != "shared" or name != "other"},
        "certificates": [Certificate(credential_name="llm")],
        "http": _HTTP.get(form, PlainHttp()),
        "pods": DeployedPods()
        if form == "deployed"
        else ExistingPods(selector=LABELS, service_account=DEPLOYED, shared="shared" in form),
        "spill_limits": [6, 60],
        "providers": {"azure": AZURE},
    }
    gateway = LlmGateway(app, name, **open_unless_asking({**keywords, **changes}))
    if patch:
        patch(gateway)
    app.synth()
    return gateway


def told_statistics(checklist: Sequence[str]) -> dict[str, Any]:
    """What a checklist tells the owner of existing pods to keep, as it stands in the annotation of the pods."""
    (kept,) = (match[1] for match in map(_KEPT.match, checklist) if match)
    told: dict[str, Any] = yaml.safe_load(kept)
    return told


@dataclass(frozen=True)
class Platform:
    """A running gateway, and its provider."""

    lab: Lab
    gateway: Gateway | DeployedGateway
    azure: HostedProvider
    tls: ssl.SSLContext
    http2: ssl.SSLContext
    """As `tls`, for HTTP/2."""

    def calls(
        self,
        model: str = "qwen3-32b",
        *,
        host: str = HOST,
        session: str = "",
        headers: Mapping[str, str] | None = None,
        body: object = None,
        tls: bool = False,
        http2: bool = False,
        **options: Any,
    ) -> Answers:
        """Send a request to the gateway, by default a generation."""
        generation = {"model": model, "messages": [{"role": "user", "content": 'say "model": "x"'}]}
        all_headers = {**({"x-session-id": session} if session else {}), **(headers or {})}
        sent = None if options.get("method") in {"GET", "OPTIONS", "POST"} else generation if body is None else body
        return self.lab.call(
            host=host,
            body=sent,
            headers=all_headers,
            to=self.gateway.host.address,
            tls=(self.http2 if http2 else self.tls) if tls else None,
            http2=http2,
            **options,
        )

    def call(self, model: str = "qwen3-32b", **options: Any) -> Answer:
        """Send one request."""
        (answer,) = self.calls(model, **options)
        return answer

    def failed_scripts(self) -> dict[str, int]:
        """The counters of errors in Lua scripts, without zeros; the proxy goes on after such an error, and logs it.

        The pods keep them with `FAILED_SCRIPTS` among their statistics.
        """
        found = self.gateway.stats(rf"^{FAILED_SCRIPTS}$")
        assert found
        return {name: count for name, count in found.items() if count}

    def apply_api(self, folder: Path, **changes: Any) -> Path:
        """Apply the API with some changes, as its team does: by a program that knows the gateway by its name only."""
        app = MeshApp(outdir=folder)
        declare_api(app, **changes)
        app.synth()
        self.lab.apply(folder)
        return folder

    def apply(self, name: str, folder: Path, replaced: Mapping[str, str] | None = None) -> Path:
        """Apply a fixture, with some texts replaced."""
        text = (LLM_GATEWAY / f"{name}.yaml").read_text()
        for old, new in (replaced or {}).items():
            assert old in text
            text = text.replace(old, new)
        path = folder / f"{name}.yaml"
        path.write_text(text)
        self.lab.apply(path)
        return path


@contextmanager
def platform(
    lab: Lab,
    folder: Path,
    form: Form,
    *,
    proxy_config: Mapping[str, object] | None = None,
    statistics: Sequence[str] = (),
    as_told: bool = False,
    clients: LabCertificate | None = None,
    **changes: Any,
) -> Iterator[Platform]:
    """Run a gateway with its provider, and apply what the platform's team has; remove all of it afterwards.

    Deployed pods run as istiod's Deployment says. `proxy_config` is what the owner of existing pods writes into their
    annotation, `statistics` adds to what the proxy keeps, and `clients` has signed the certificates of clients. With
    `as_told`, existing pods keep the statistics that the checklist tells their owner to keep, and without it Istio's.
    """
    for namespace in _NAMESPACES:
        lab.cluster.require_namespace(namespace)
    certificate = LabCertificate(folder, "llm", [host for hosts in HOSTS.values() for host in hosts])
    secret = tls_secret(certificate, NAMESPACE)
    if clients:
        secret["stringData"]["ca.crt"] = clients.file.read_text()
    lab.cluster.apply(secret)
    azure = lab.provider("azure", hosts=[ADDRESS], base_path="/openai/v1", models=["gpt-4o-mini"])
    file = folder / "platform"
    built = _declare(file, form, **changes)
    gateway: Gateway | DeployedGateway
    if form == "deployed":
        lab.cluster.apply(_key_secret())
        lab.apply(file)
        gateway = lab.deployed_gateway(NAMESPACE, DEPLOYED, environment=AWS, statistics=statistics)
    else:
        drain = {"drainDuration": f"{DRAIN_SECONDS}s"}
        told = told_statistics(built.checklist) if as_told else {}
        spec = GatewaySpec(DEPLOYED, NAMESPACE, LABELS, {**drain, **told, **(proxy_config or {})}, statistics)
        gateway = lab.add_gateway(spec, AWS)
        gateway.volumes.write("azure", {"key.json": sds_secret(KEY)})
        lab.apply(file)
    try:
        yield Platform(lab, gateway, azure, trusting([certificate]), trusting([certificate], alpn=ALPN))
    finally:
        lab.delete(file)
        lab.remove(gateway, azure)


def _key_secret() -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "azure", "namespace": NAMESPACE},
        "stringData": {"key.json": sds_secret(KEY)},
    }


def declare_api(
    app: MeshApp,
    gateway: LlmGateway | LlmGatewayRef = REF,
    *,
    namespace: str = "ai",
    host: str = HOST,
    canary: int = 10,
    spill: int | None = 60,
    qwen_name: str | None = None,
    keys: Sequence[Key] | None = None,
    **changes: Any,
) -> LlmApiMesh:
    """Declare two models, each with a pool and Azure to fall back on; sessions keep their version of the first pool."""
    versions = [Version(name="v1", weight=100 - canary), Version(name="v2", weight=canary)]
    sessions = ConsistentHash(header="x-session-id", keys=keys)
    llama = Pool(selector={"app": "llama"}, target_port=8080, load_balancer=sessions, versions=versions)
    qwen = Pool(selector={"app": "qwen"}, target_port=8080, model=qwen_name)
    azure = ProviderRef(provider="azure", model="gpt-4o-mini")
    models = [
        Model(name="llama-3.3-70b", slug="llama", backend=Failover(backends=[llama, azure], spill_per_minute=spill)),
        Model(name="qwen3-32b", slug="qwen", backend=Failover(backends=[qwen, azure], spill_per_minute=spill)),
    ]
    budget = Budget(first_token=timedelta(milliseconds=500))
    return LlmApiMesh(
        app, "chat", namespace=namespace, hosts=[host], gateway=gateway, models=models, budget=budget, **changes
    )


@contextmanager
def pools(lab: Lab, namespace: str = "ai", **options: Any) -> Iterator[dict[str, App]]:
    """Run the pools of the API; remove them afterwards."""
    labels = {
        "llama-v1": {"app": "llama", "version": "v1"},
        "llama-v2": {"app": "llama", "version": "v2"},
        "qwen": {"app": "qwen"},
    }
    apps = {name: lab.app(name, namespace=namespace, labels=one, **options) for name, one in labels.items()}
    try:
        yield apps
    finally:
        lab.remove(*apps.values())
