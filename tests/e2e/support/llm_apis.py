"""APIs behind an LLM gateway, for tests that need a setting which no other API of the lab has.

One set of gateway pods serves all tests of a lab, one test module after the other. Each module declares the gateway
that it needs, either with its APIs or before them: `applied` and `api` take a running one by `gateway=...`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from e2e.support.apis import declaration, host_of, servers
from e2e.support.keys import AWS, FILE_KEYS
from lab.apps.app import App
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.istio.gateway import Gateway, GatewaySpec
from llm_api_mesh import (
    ExistingPods,
    GatewayProvider,
    KeyFromFile,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    PlainHttp,
)
from llm_api_mesh.spec.providers import AnyProvider
from support.callers import open_unless_asking

NAMESPACE = "llm-apis"
NAME = "llm"
LABELS = {"gateway": "llm-apis"}
ACCOUNT = "llm-apis"
"""Service account of the gateway's pods."""

SERVED = "gpt-4o-mini"
"""The only model that a test's hosted provider has: another name gets 404."""

# A change that drained a listener would cut streams that outlast it.
DRAIN_SECONDS = 3

FAILED_LOOKUPS = r"cluster\.outbound\|443\|\|hosted\.llm\..*\.update_failure"
"""The statistic of failed DNS lookups of a provider, which the pods keep beside those that Istio keeps by default."""

_pods: WeakKeyDictionary[Lab, Gateway] = WeakKeyDictionary()

Declare = Callable[[MeshApp, LlmGateway], object]


def pods(lab: Lab) -> Gateway:
    """The gateway pods of a lab, which start when they are first needed."""
    if lab not in _pods:
        drain = {"drainDuration": f"{DRAIN_SECONDS}s"}
        spec = GatewaySpec(ACCOUNT, NAMESPACE, LABELS, drain, statistics=[FAILED_LOOKUPS])
        _pods[lab] = lab.add_gateway(spec, AWS)
        for name, key in FILE_KEYS.items():
            _pods[lab].volumes.write(name, {"key.json": sds_secret(key)})
    return _pods[lab]


def key_of(name: str) -> KeyFromFile:
    """The file with one of the keys that the pods have."""
    return KeyFromFile(path=f"/run/secrets/{name}/key.json")


def offered(name: str, provider: AnyProvider, *namespaces: str) -> Mapping[str, GatewayProvider]:
    """A provider whose key the pods have, for APIs of some namespaces."""
    return {name: GatewayProvider(provider=provider, namespaces=namespaces, secret=name)}


def at_pods(fixture: Path, folder: Path) -> Path:
    """A fixture for the lab's own gateway, written for these pods instead."""
    text = fixture.read_text().replace("istio: ingressgateway", f"gateway: {LABELS['gateway']}")
    path = folder / fixture.name
    path.write_text(text.replace("namespace: istio-ingress", f"namespace: {NAMESPACE}"))
    return path


@contextmanager
def gateway_for(lab: Lab, folder: Path, *names: str, **gateway: Any) -> Iterator[LlmGatewayRef]:
    """Apply an LLM gateway for the APIs of these names, which come and go; delete it afterwards.

    Meanwhile, the lab's requests go to this gateway.
    """
    hosts = {name: [host_of(name)] for name in names}
    with declared_behind(lab, folder, lambda *_: None, **{"hosts": hosts, **gateway}) as built:
        yield built.ref


def declare_gateway(app: MeshApp, *, hosts: Mapping[str, Sequence[str]], **gateway: Any) -> LlmGateway:
    """Declare the LLM gateway that these pods serve."""
    keywords: dict[str, Any] = {
        "namespace": NAMESPACE,
        "http": PlainHttp(),
        "pods": ExistingPods(selector=LABELS, service_account=ACCOUNT),
    }
    return LlmGateway(app, NAME, hosts=hosts, **open_unless_asking({**keywords, **gateway}))


def written_gateway(folder: Path, *, hosts: Mapping[str, Sequence[str]], **gateway: Any) -> Path:
    """Write the file of an LLM gateway, as its own team's program does; return the folder."""
    app = MeshApp(outdir=folder)
    declare_gateway(app, hosts=hosts, **gateway)
    app.synth()
    return folder


@contextmanager
def declared_behind(
    lab: Lab, folder: Path, declare: Declare, *, hosts: Mapping[str, Sequence[str]], **gateway: Any
) -> Iterator[LlmGateway]:
    """Apply an LLM gateway with hosts, and the APIs that a function declares behind it; delete them afterwards.

    Meanwhile, the lab's requests go to this gateway.
    """
    running = pods(lab)
    for namespace in hosts:
        lab.cluster.require_namespace(namespace)
    app = MeshApp(outdir=folder)
    built = declare_gateway(app, hosts=hosts, **gateway)
    declare(app, built)
    app.synth()
    try:
        lab.apply(folder)
        with lab.through(running):
            yield built
    finally:
        lab.delete(folder)


@contextmanager
def applied_behind(
    lab: Lab, folder: Path, name: str, *, llm_gateway: Mapping[str, Any] | None = None, **options: Any
) -> Iterator[None]:
    """Apply one API behind an LLM gateway with some keywords; delete both afterwards."""

    def declare(app: MeshApp, gateway: LlmGateway) -> None:
        declaration(name, gateway=gateway, **options)(app)

    hosts = {name: [host_of(name)]}
    with declared_behind(lab, folder / name, declare, **{"hosts": hosts, **(llm_gateway or {})}):
        yield


@contextmanager
def api_behind(
    lab: Lab,
    folder: Path,
    name: str,
    *,
    replicas: int = 3,
    port: int = 8080,
    sidecar: bool = False,
    simulator: Mapping[str, float] | None = None,
    **options: Any,
) -> Iterator[App]:
    """Apply an API behind an LLM gateway, with an app of one version behind it; remove both afterwards."""
    with (
        applied_behind(lab, folder, name, **options),
        servers(lab, name, replicas=replicas, port=port, sidecar=sidecar, simulator=simulator) as app,
    ):
        yield app
