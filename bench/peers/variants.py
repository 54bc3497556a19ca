"""Ours with one thing changed, each to show what that does: they are measured when they are asked for."""

from __future__ import annotations

from bench.measuring.meshes import NAMESPACE, synthesize
from bench.peers.istio import MODEL_LABELS, Ours
from llm_api_mesh import LeastRequest, LlmApiMesh, MeshApp, Pool

from cdk8s import JsonPatch

_SIDECAR_LABELS = {"app": "sidecars"}
_SAFE = "connect-failure,refused-stream,429,503"


class OursWithTwoChoices(Ours):
    """The less busy of two picks, as of an Istio without our EnvoyFilter."""

    name = "ours-two-choices"

    def pool(self) -> Pool:
        """Envoy's own number of choices."""
        return Pool(selector=MODEL_LABELS, load_balancer=LeastRequest(choices=2))


class OursWithoutEjection(Ours):
    """A replica that fails gets its share for as long as it is listed."""

    name = "ours-no-ejection"

    def pool(self) -> Pool:
        """No outlier detection."""
        return Pool(selector=MODEL_LABELS, ejection=None)


class _OtherConditions(Ours):
    """The routes' retries are on other conditions: a patch, as the construct refuses some of them."""

    conditions: str

    def write(self) -> None:
        """Patch all routes."""
        app = MeshApp(outdir=self.folder)
        mesh = LlmApiMesh(app, self.name, namespace=NAMESPACE, hosts=[self.api_host], backend=self.pool())
        for index in range(len(mesh.virtual_service.to_json()["spec"]["http"])):
            mesh.virtual_service.add_json_patch(
                JsonPatch.replace(f"/spec/http/{index}/retries/retryOn", self.conditions)
            )
        synthesize(app)


class OursWithoutResets(_OtherConditions):
    """What a connection that just ended hadn't sent isn't sent again."""

    name = "ours-no-reset-before-request"
    conditions = _SAFE


class OursWithResets(_OtherConditions):
    """What a replica took and didn't begin to answer is sent again, even if it was generating: it may be paid twice."""

    name = "ours-reset"
    conditions = f"{_SAFE},reset"


class OursWithSidecars(Ours):
    """The replicas have sidecars, as pods of a mesh have: a server that breaks off is a 503 of its own sidecar."""

    name = "ours-sidecars"

    def start(self) -> None:
        """Start replicas of its own."""
        plain = self.backends
        self.backends = self.lab.app(
            "sidecars",
            namespace=NAMESPACE,
            labels=_SIDECAR_LABELS,
            port=plain.spec.port,
            replicas=len(plain.replicas),
            sidecar=True,
            simulator=plain.spec.simulator,
        )
        super().start()

    def pool(self) -> Pool:
        """Those."""
        return Pool(selector=_SIDECAR_LABELS)
