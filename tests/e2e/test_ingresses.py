"""An Ingress of any namespace, and an LLM gateway on pods of Istio's ingress gateway, which serve Ingresses by default.

istiod makes a Gateway in Istio's namespace for each Ingress of its class, without an EnvoyFilter or an own object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from lab.environment import Lab
from lab.istio.gateway import LABELS, NAME, Gateway, GatewaySpec, tls_secret
from lab.istio.gateway import NAMESPACE as OTHER_NAMESPACE
from lab.istio.istiod import NAMESPACE as ISTIO_SYSTEM
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import Certificate as LabCertificate
from lab.machine.certificates import trusting
from lab.traffic.call import Answer
from lab.waits import wait_for
from llm_api_mesh import Certificate, ExistingPods, LlmApiMesh, LlmGateway, MeshApp, PlainHttp, Pool

HOST = "chat.example.com"
TEAMS = ("ai", "thief")
SCOPED = {"PILOT_SCOPE_GATEWAY_TO_NAMESPACE": "true"}
"""What the checklist asks of istiod for existing pods."""


@dataclass(frozen=True)
class Mesh:
    """A lab with pods of Istio's ingress gateway in Istio's namespace, and others in a namespace of their own."""

    lab: Lab
    pods: Gateway
    certificate: LabCertificate

    def call(self, pods: Gateway, *, tls: bool = False) -> Answer:
        """Send a request for the host to one of the pods."""
        trust = trusting([self.certificate]) if tls else None
        (answer,) = self.lab.call(host=HOST, path="/v1/models", to=pods.host.address, tls=trust)
        return answer


@pytest.fixture(scope="module", params=["STRICT", "OFF"])
def mesh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mesh]:
    """The mesh with a mode of istiod's controller of Ingresses, of which STRICT is the default."""
    folder = tmp_path_factory.mktemp("ingresses")
    config = {} if request.param == "STRICT" else {"ingressControllerMode": request.param}
    with Lab(istiod_spec=IstiodSpec(environment=SCOPED, mesh_config=config)) as lab:
        pods = lab.add_gateway(GatewaySpec(NAME, ISTIO_SYSTEM, LABELS))
        certificate = LabCertificate(folder, "llm", [HOST])
        for namespace in (ISTIO_SYSTEM, OTHER_NAMESPACE):
            lab.cluster.apply(tls_secret(certificate, namespace))
        for team in TEAMS:
            lab.app(team, namespace=team, labels={"app": team})
        yield Mesh(lab, pods, certificate)
        lab.assert_nothing_rejected()


@pytest.fixture(params=[ISTIO_SYSTEM, OTHER_NAMESPACE])
def namespace(request: pytest.FixtureRequest, mesh: Mesh, tmp_path: Path) -> Iterator[str]:
    """The namespace of an LLM gateway for the host of the team `ai`, and of its pods."""
    folder = tmp_path / "platform"
    app = MeshApp(outdir=folder)
    gateway = LlmGateway(
        app,
        "llm",
        namespace=request.param,
        hosts={"ai": [HOST]},
        certificates=[Certificate(credential_name="llm")],
        http=PlainHttp(),
        pods=ExistingPods(selector={"istio": LABELS["istio"]}, service_account=NAME),
        anonymous=True,
    )
    pool = Pool(selector={"app": "ai"}, target_port=8080)
    LlmApiMesh(app, "chat", namespace="ai", hosts=[HOST], gateway=gateway, backend=pool)
    app.synth()
    mesh.lab.apply(folder)
    yield request.param
    mesh.lab.delete(folder)


@pytest.fixture(params=["class by annotation", "class by name"])
def ingress(request: pytest.FixtureRequest, mesh: Mesh, namespace: str, tmp_path: Path) -> Iterator[None]:
    """The Ingress of another team for the host."""
    assert namespace
    by_name = request.param == "class by name"
    objects = [*_ingress(by_name=by_name), _service()]
    path = tmp_path / "ingress.yaml"
    path.write_text(yaml.safe_dump_all(objects))
    mesh.lab.apply(path)
    yield
    mesh.lab.delete(path)


def _ingress(*, by_name: bool) -> Iterator[dict[str, Any]]:
    backend = {"service": {"name": "thief", "port": {"number": 80}}}
    metadata: dict[str, Any] = {"name": "thief", "namespace": "thief"}
    spec: dict[str, Any] = {
        "rules": [{"host": HOST, "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend}]}}]
    }
    if by_name:
        yield {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "IngressClass",
            "metadata": {"name": "istio"},
            "spec": {"controller": "istio.io/ingress-controller"},
        }
        spec["ingressClassName"] = "istio"
    else:
        metadata["annotations"] = {"kubernetes.io/ingress.class": "istio"}
    yield {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec}


def _service() -> dict[str, Any]:
    port = {"name": "http", "port": 80, "targetPort": 8080}
    metadata = {"name": "thief", "namespace": "thief"}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata,
        "spec": {"selector": {"app": "thief"}, "ports": [port]},
    }


@pytest.mark.usefixtures("ingress")
@pytest.mark.parametrize("mesh", ["STRICT"], indirect=True)
@pytest.mark.parametrize("namespace", [ISTIO_SYSTEM], indirect=True)
def test_an_ingress_takes_a_host_of_the_gateway(mesh: Mesh, namespace: str) -> None:
    """At pods in Istio's namespace, another team gets the requests by plain HTTP; those by HTTPS don't change."""
    assert namespace == ISTIO_SYSTEM
    wait_for("the route of the Ingress", lambda: mesh.call(mesh.pods).replica == "thief-0")
    assert mesh.call(mesh.pods, tls=True).replica == "ai-0"


@pytest.mark.usefixtures("ingress")
@pytest.mark.parametrize("mesh", ["STRICT"], indirect=True)
@pytest.mark.parametrize("namespace", [OTHER_NAMESPACE], indirect=True)
def test_the_scope_of_gateways_keeps_ingresses_from_other_namespaces(mesh: Mesh, namespace: str) -> None:
    """The Gateway of the Ingress is in Istio's namespace, whose pods have it, and has no effect on others."""
    assert namespace == OTHER_NAMESPACE
    wait_for("the route of the Ingress", lambda: mesh.call(mesh.pods).replica == "thief-0")
    for tls in (False, True):
        assert mesh.call(mesh.lab.gateway, tls=tls).replica == "ai-0"


@pytest.mark.usefixtures("ingress")
@pytest.mark.parametrize("mesh", ["OFF"], indirect=True)
@pytest.mark.parametrize("namespace", [ISTIO_SYSTEM], indirect=True)
def test_without_istiod_s_controller_an_ingress_has_no_effect(mesh: Mesh, namespace: str) -> None:
    """With ingressControllerMode OFF, the API is served at pods in Istio's namespace as well."""
    assert namespace == ISTIO_SYSTEM
    mesh.lab.wait_applied()
    for tls in (False, True):
        assert mesh.call(mesh.pods, tls=tls).replica == "ai-0"
