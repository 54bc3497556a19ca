"""APIs behind an LLM gateway, for tests that need a setting which no other API of the lab has.

One set of gateway pods serves all tests of a lab, one test module after the other. Each module declares the gateway
that it needs, with its APIs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from e2e.support.apis import host_of
from e2e.support.keys import AWS
from lab.apps.app import App
from lab.environment import Lab
from lab.istio.gateway import Gateway, GatewaySpec
from llm_api_mesh import ExistingPods, LlmApiMesh, LlmGateway, MeshApp, PlainHttp, Pool

NAMESPACE = "llm-apis"
NAME = "llm"
LABELS = {"gateway": "llm-apis"}

# A change that drained a listener would cut streams that outlast it.
DRAIN_SECONDS = 3

_pods: WeakKeyDictionary[Lab, Gateway] = WeakKeyDictionary()

Declare = Callable[[MeshApp, LlmGateway], object]


def pods(lab: Lab) -> Gateway:
    """The gateway pods of a lab, which start when they are first needed."""
    if lab not in _pods:
        spec = GatewaySpec("llm-apis", NAMESPACE, LABELS, {"drainDuration": f"{DRAIN_SECONDS}s"})
        _pods[lab] = lab.add_gateway(spec, AWS)
    return _pods[lab]


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
    keywords: dict[str, Any] = {"namespace": NAMESPACE, "http": PlainHttp(), "pods": ExistingPods(selector=LABELS)}
    built = LlmGateway(app, NAME, hosts=hosts, **{**keywords, **gateway})
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
    plain = {"namespace": name, "hosts": [host_of(name)], "backend": Pool(selector={"app": name}, target_port=8080)}

    def declare(app: MeshApp, gateway: LlmGateway) -> None:
        LlmApiMesh(app, name, gateway=gateway, **{**plain, **options})

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
    with applied_behind(lab, folder, name, **options):
        app = lab.app(
            name,
            namespace=name,
            labels={"app": name},
            port=port,
            replicas=replicas,
            sidecar=sidecar,
            simulator=simulator,
        )
        try:
            yield app
        finally:
            lab.remove(app)
