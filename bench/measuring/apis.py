"""APIs that are compared with each other, applied only while they are measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from typing import Any

import yaml

from bench.measuring.client import Target
from lab.cluster import manifests
from lab.environment import Lab
from llm_api_mesh import ExistingPods, Gateway, LlmApiMesh, LlmGateway, LlmGatewayRef, MeshApp, PlainHttp

NAMESPACE = "bench"

PODS = ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway", shared=True)
"""The pods of the lab's own gateway."""
LLM_GATEWAY = LlmGatewayRef(
    namespace="istio-ingress", name="llm", selector=PODS.selector, service_account=PODS.service_account
)
"""An LLM gateway on the pods of the lab's own gateway, beside APIs at a plain one."""

PLAIN_GATEWAY = Gateway(anonymous=True, http=PlainHttp())
"""A Gateway of an API's own, on the same pods."""

# In the lab the gateway logs every request, for tests. Istio's default, and that of the construct, is no access log.
_NO_ACCESS_LOG = {
    "apiVersion": "telemetry.istio.io/v1",
    "kind": "Telemetry",
    "metadata": {"name": "no-access-log", "namespace": "istio-system"},
    "spec": {"accessLogging": [{"providers": [{"name": "envoy"}], "disabled": True}]},
}


def without_access_log(lab: Lab) -> None:
    """Turn off the access logs of all proxies, until the end of the lab."""
    file = lab.state.folder / "no-access-log.yaml"
    file.write_text(yaml.safe_dump(_NO_ACCESS_LOG))
    lab.apply(file)


def host_of(name: str) -> str:
    """The host by which clients reach the API of this name."""
    return f"{name}.example.com"


def start_llm_gateway(
    lab: Lab, names: Iterable[str], ref: LlmGatewayRef = LLM_GATEWAY, pods: ExistingPods = PODS, **options: Any
) -> None:
    """Apply an LLM gateway, with the hosts of the APIs of these names, until the end of the lab.

    It lets everyone in, unless the reference says that it knows its callers.
    """
    folder = lab.state.folder / f"llm-gateway-{ref.namespace}"
    app = MeshApp(outdir=folder)
    hosts = {NAMESPACE: [host_of(name) for name in names]}
    common: dict[str, Any] = {"namespace": ref.namespace, "hosts": hosts, "http": PlainHttp(), "pods": pods}
    LlmGateway(app, ref.name, anonymous=not ref.knows_callers, **common, **options)
    synthesize(app)
    lab.apply(folder)


def synthesize(app: MeshApp) -> None:
    """Write the YAML and drop the checklist, because stdout is for the result."""
    with redirect_stdout(StringIO()):
        app.synth()


@contextmanager
def applied(lab: Lab, name: str, *, by_session: bool = True, **options: Any) -> Iterator[Target]:
    """Apply one API, and delete it afterwards. It has routes for the versions of sessions only if it should."""
    folder = lab.state.folder / f"mesh-{name}"
    app = MeshApp(outdir=folder / "written")
    LlmApiMesh(app, name, namespace=NAMESPACE, hosts=[host_of(name)], **options)
    synthesize(app)
    items = manifests.objects(folder / "written")
    file = folder / "applied.yaml"
    file.write_text(yaml.safe_dump_all(items if by_session else map(_by_weights, items)))
    lab.apply(file)
    try:
        yield Target(lab.hub.namespace, lab.gateway.host.address, 80, host_of(name))
    finally:
        lab.delete(file)


def _by_weights(item: dict[str, Any]) -> dict[str, Any]:
    """The VirtualService with the weights has only the weights, its last route; all other objects are unchanged."""
    if item["kind"] != "VirtualService" or not item["metadata"]["name"].endswith("-versions"):
        return item
    *by_session, weights = item["spec"]["http"]
    if not by_session:
        raise ValueError("the API has no routes for the versions of sessions")
    return {**item, "spec": {**item["spec"], "http": [weights]}}
