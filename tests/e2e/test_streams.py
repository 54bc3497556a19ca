"""Open streams while APIs of every kind are added, changed in every option, and removed, by kubectl and by Argo CD.

The gateway closes the connections of a changed listener after seconds, and so do the sidecars of the other team's pods.
So a change of a listener would end the streams. The sidecars of the team that changes its APIs have an hour, as its
checklist says: `test_sidecar_streams.py` shows what ends streams otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.keys import AWS
from e2e.support.kubectl import Kubectl, written
from e2e.support.llm_apis import ACCOUNT, DRAIN_SECONDS, LABELS, NAMESPACE, key_of, offered, pods, written_gateway
from e2e.support.llm_apis import NAME as GATEWAY
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.argocd.git_repository import GitRepository
from lab.argocd.server import ArgoCD
from lab.cluster.client import Object, Ref
from lab.cluster.deployments import deployments
from lab.cluster.endpoint_controller import endpoint_controller
from lab.cluster.load_balancers import load_balancers
from lab.environment import Lab
from lab.istio.gateway import tls_secret
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import Certificate as LabCertificate
from lab.machine.certificates import trusting
from lab.machine.http2 import ALPN
from lab.traffic.call import Answer, Answers
from lab.waits import wait_for
from llm_api_mesh import (
    AzureOpenAI,
    Certificate,
    Failover,
    LlmApiMesh,
    LlmGatewayRef,
    MeshApp,
    Mistral,
    Model,
    Pool,
    ProviderRef,
)
from support import changes

OTHERS, OTHERS_HOST = "others", "others.example.com"
HOSTS = {OTHERS: [OTHERS_HOST], **changes.hosts()}
NAMESPACES = (OTHERS, changes.NAMESPACE, changes.NEXT_NAMESPACE)
PROVIDERS = {
    **offered(changes.PROVIDER, AzureOpenAI(resource="acme", api_key=key_of("azure")), *NAMESPACES),
    **offered(changes.NEXT_PROVIDER, Mistral(api_key=key_of("other")), *NAMESPACES),
}

# What the teams know of the gateway.
REF = LlmGatewayRef(
    namespace=NAMESPACE,
    name=GATEWAY,
    selector=LABELS,
    service_account=ACCOUNT,
    providers={name: list(NAMESPACES) for name in PROVIDERS},
    spill_limits=changes.LIMITS,
)

KINDS = changes.kinds(REF)
STEPS = max(map(len, KINDS.values()))
# Of these the first state isn't at the gateway, or its servers would have to speak HTTP/2.
SILENT = {"identity", "grpc"}

SHORT: dict[str, Any] = {"sidecar": True, "proxy_config": {"drainDuration": f"{DRAIN_SECONDS}s"}}
LONG: dict[str, Any] = {"sidecar": True, "proxy_config": {"drainDuration": "3600s"}}

# Until all changes are made. The servers then answer fast again.
ENDLESS = {"median_tokens": 2000, "concurrency": 200}
SLOW = 600

Deliver = Callable[[Mapping[str, str]], None]
"""Brings the cluster to the state of some files, by their names."""


@dataclass(frozen=True)
class Protocol:
    """How a client speaks to the gateway."""

    tls: bool
    http2: bool


PROTOCOLS = {
    "HTTP/1.1": Protocol(tls=False, http2=False),
    "HTTP/2": Protocol(tls=False, http2=True),
    "HTTP/1.1 over TLS": Protocol(tls=True, http2=False),
    "HTTP/2 over TLS": Protocol(tls=True, http2=True),
}


@dataclass(frozen=True)
class Platform:
    """A lab with an LLM gateway, hosted providers and pods, and Argo CD."""

    lab: Lab
    argocd: ArgoCD
    certificate: LabCertificate
    apps: Sequence[App]
    providers: Sequence[HostedProvider]

    def call(self, host: str, model: str, protocol: Protocol) -> Answers:
        """Send a request for a stream."""
        tls = trusting([self.certificate], alpn=ALPN if protocol.http2 else "") if protocol.tls else None
        body = {"model": model, "messages": [], "stream": True}
        return self.lab.call(host=host, body=body, timeout=300, tls=tls, http2=protocol.http2)

    def running(self) -> int:
        """The number of open streams at all servers."""
        servers = [*(replica for app in self.apps for replica in app.replicas), *self.providers]
        return sum(server.load()["running"] for server in servers)

    def slow(self) -> None:
        """Let the servers' streams go on until `fast`."""
        for server in (*(replica for app in self.apps for replica in app.replicas), *self.providers):
            server.slow(SLOW)

    def fast(self) -> None:
        """Let the servers end their streams."""
        for server in (*(replica for app in self.apps for replica in app.replicas), *self.providers):
            server.heal()


@dataclass
class Streams:
    """Open streams, by their names."""

    platform: Platform
    clients: ThreadPoolExecutor
    open: dict[str, Future[Answers]] = field(default_factory=dict)

    def start(self, name: str, host: str, model: str, protocol: Protocol) -> None:
        """Open one, and wait until a server answers it."""
        before = self.platform.running()
        self.open[name] = self.clients.submit(self.platform.call, host, model, protocol)
        wait_for(f"the stream {name}", lambda: self.platform.running() > before or self.open[name].done())
        assert not self.open[name].done(), self.open[name].result()

    def ended(self) -> dict[str, str]:
        """Those that have ended, with what the client got."""
        return {name: _shown(one.result()[0]) for name, one in self.open.items() if one.done()}

    def finish(self) -> dict[str, Answer]:
        """Let all of them end."""
        self.platform.fast()
        return {name: one.result()[0] for name, one in self.open.items()}


def _shown(answer: Answer) -> str:
    return f"{answer.status} after {answer.seconds:.1f} s: {answer.error or answer.body[-200:]!r}"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The gateway of two teams. Its pods drain within seconds."""
    folder = tmp_path_factory.mktemp("platform")
    istiod = IstiodSpec(deploys_gateways=True, inference_pools=True)
    with Lab(gateway_environment=AWS, istiod_spec=istiod) as lab, endpoint_controller(lab.cluster):
        for namespace in NAMESPACES:
            lab.cluster.require_namespace(namespace)
        names = sorted({host for hosts in HOSTS.values() for host in hosts})
        certificate = LabCertificate(folder, "llm", names)
        running = pods(lab)
        lab.cluster.apply(tls_secret(certificate, NAMESPACE))
        azure = lab.provider("azure", hosts=["acme.openai.azure.com"], base_path="/openai/v1", simulator=ENDLESS)
        mistral = lab.provider("mistral", hosts=["api.mistral.ai"], simulator=ENDLESS)
        gateway: dict[str, Any] = {"certificates": [Certificate(credential_name="llm")], "providers": PROVIDERS}
        gateway["inference_pools"] = [changes.NAMESPACE, changes.NEXT_NAMESPACE]
        lab.apply(written_gateway(folder / "gateway", hosts=HOSTS, spill_limits=changes.LIMITS, **gateway))
        lab.deployed_gateway(NAMESPACE, f"{GATEWAY}-pools-istio")
        part = {**changes.PART, "version": changes.VERSION}
        own: dict[str, Any] = {"namespace": changes.NAMESPACE, "simulator": ENDLESS}
        team = lab.app("team", labels={**changes.APP, **part}, **LONG, **own)
        entitled = lab.app("entitled", labels=changes.ENTITLED, **LONG, **own)
        picked = lab.app("picked", labels={**changes.PICKED, **part}, **own)
        others = lab.app(OTHERS, namespace=OTHERS, labels={"app": OTHERS}, simulator=ENDLESS, **SHORT)
        lab.cluster.apply(_shared_service())
        for name in ("shared", "other"):
            lab.cluster.apply(_shared_pool(name))
        lab.apply(_others(folder / "others"))
        with lab.through(running), load_balancers(lab.cluster), deployments(lab.cluster):
            yield Platform(lab, lab.argocd(), certificate, (team, others, entitled, picked), (azure, mistral))


def _shared_service() -> Object:
    """The Service that an API of the team uses and doesn't create."""
    port = {"name": "http", "port": 80, "targetPort": changes.PORT}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "shared", "namespace": changes.NAMESPACE},
        "spec": {"selector": dict(changes.APP), "ports": [port]},
    }


def _shared_pool(name: str) -> Object:
    """An inference pool that an API of the team uses and doesn't create. Its picker doesn't run."""
    picker = {"name": "picker", "port": {"number": 9002}, "failureMode": "FailOpen"}
    selector, ports = {"matchLabels": dict(changes.PICKED)}, [{"number": changes.PORT}]
    return {
        "apiVersion": "inference.networking.k8s.io/v1",
        "kind": "InferencePool",
        "metadata": {"name": name, "namespace": changes.NAMESPACE},
        "spec": {"selector": selector, "targetPorts": ports, "endpointPickerRef": picker},
    }


MODELS = {"a pool": "direct", "a failover to a pool": "over", "a failover to a provider": "hosted"}


def _others(folder: Path) -> Path:
    """Write the API of the team whose streams nobody may end."""
    app = MeshApp(outdir=folder)
    pool = Pool(name="others-pool", selector={"app": OTHERS}, target_port=8080)
    nothing = [Pool(name=f"nothing-{number}", selector={"app": "nothing"}, target_port=8080) for number in (0, 1)]
    azure = ProviderRef(provider=changes.PROVIDER, model="gpt-4o-mini")
    models = [
        Model(name="direct", backend=pool),
        Model(name="over", backend=Failover(backends=[nothing[0], pool.model_copy(update={"name": "next"})])),
        Model(name="hosted", backend=Failover(backends=[nothing[1], azure])),
    ]
    LlmApiMesh(app, OTHERS, namespace=OTHERS, hosts=[OTHERS_HOST], gateway=REF, models=models)
    app.synth()
    return folder


def _kubectl(platform: Platform, folder: Path) -> Deliver:
    """Apply and delete, as `kubectl` does."""
    return Kubectl(platform.lab, folder)


def _argo_cd(platform: Platform, folder: Path) -> Deliver:
    """Commit, and let Argo CD sync."""
    folder.mkdir()
    repository = GitRepository(folder)
    known: dict[Ref, Object] = {}

    def deliver(files: Mapping[str, str]) -> None:
        known.update({Ref.of(item): item for text in files.values() for item in yaml.safe_load_all(text)})
        # Argo CD's automated sync doesn't remove the last object of an application.
        revision = repository.commit({**files, "last.yaml": yaml.safe_dump(LAST)})
        if not platform.lab.cluster.find(Ref("Application", "argocd", "team")):
            platform.argocd.follow("team", repository)
        platform.argocd.wait_synced("team", revision)
        platform.lab.wait_applied(known.values())

    return deliver


LAST = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "last", "namespace": changes.NAMESPACE}}
DELIVERIES = {"kubectl": _kubectl, "Argo CD": _argo_cd}


def _files(folder: Path, step: int, *, argo_cd: bool) -> dict[str, str]:
    """The files of the team's APIs, each in its state of a step."""
    app = MeshApp(outdir=folder, argo_cd=argo_cd)
    for states in KINDS.values():
        changes.declare(app, states[min(step, len(states) - 1)])
    app.synth()
    return written(folder)


@contextmanager
def _streams(platform: Platform) -> Iterator[Streams]:
    platform.slow()
    with ExitStack() as stack:
        clients = stack.enter_context(ThreadPoolExecutor(max_workers=100))
        stack.callback(platform.fast)
        yield Streams(platform, clients)


@pytest.mark.parametrize("how", DELIVERIES)
def test_no_change_of_an_api_ends_a_stream(platform: Platform, tmp_path: Path, how: str) -> None:
    """Streams of another team's API, and those of the APIs themselves, go on beyond the drain time of the gateway.

    They speak HTTP/1.1 and HTTP/2, with TLS and without, and come from a pool, from the second hop of a failover and
    from a provider. Meanwhile, APIs of every kind come, change every option and go, and no listener changes.
    """
    deliver = DELIVERIES[how](platform, tmp_path / "delivered")
    with _streams(platform) as streams:
        for (spoken, protocol), (backend, model) in product(PROTOCOLS.items(), MODELS.items()):
            streams.start(f"others: {spoken}, {backend}", OTHERS_HOST, model, protocol)
        before = platform.lab.gateway.drained()
        for step in range(STEPS):
            deliver(_files(tmp_path / f"step-{step}", step, argo_cd=how == "Argo CD"))
            assert streams.ended() == {}
            assert platform.lab.gateway.drained() == before
            if step == 0:
                for kind, spoken in product(sorted(KINDS.keys() - SILENT), ("HTTP/1.1", "HTTP/2 over TLS")):
                    streams.start(f"{kind}: {spoken}", changes.host_of(kind), changes.MODEL, PROTOCOLS[spoken])
        deliver({})
        last = time.monotonic()
        wait_for("the end of the drain time", lambda: time.monotonic() > last + 2 * DRAIN_SECONDS)
        assert streams.ended() == {}
        assert platform.lab.gateway.drained() == before
        answers = streams.finish()
    assert {name: (answer.status, answer.error) for name, answer in answers.items()} == dict.fromkeys(
        answers, (200, "")
    )
    assert all(answer.body.rstrip().endswith(b"data: [DONE]") for answer in answers.values())
    platform.lab.assert_nothing_rejected()
