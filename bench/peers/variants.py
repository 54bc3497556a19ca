"""Variants of the construct's YAML with one change each, which are measured only if the command line names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdk8s import JsonPatch

from bench.measuring.apis import NAMESPACE, PLAIN_GATEWAY, synthesize
from bench.peers.istio import MODEL_LABELS, Ours
from llm_api_mesh import ALL_PATHS, LeastRequest, MeshApp, Pool

_SIDECAR_LABELS = {"app": "sidecars"}
_SAFE = "connect-failure,refused-stream,429,503"


class OursWithTwoChoices(Ours):
    """The less busy of two replicas, as with Istio and by default."""

    name = "ours-two-choices"

    def pool(self) -> Pool:
        """Envoy's default number of choices."""
        return Pool(selector=MODEL_LABELS, target_port=8080, load_balancer=LeastRequest(choices=2))


class OursWithoutEjection(Ours):
    """A failing replica gets its share as long as it is listed."""

    name = "ours-no-ejection"

    def pool(self) -> Pool:
        """No outlier detection."""
        return Pool(selector=MODEL_LABELS, target_port=8080, load_balancer=LeastRequest(choices=8), ejection=None)


class _OtherConditions(Ours):
    """Other retry conditions, set by a patch, because the construct refuses some of them."""

    conditions: str

    def write(self) -> None:
        """Patch all routes."""
        app = MeshApp(outdir=self.folder)
        api = self.declare(app)
        for index, route in enumerate(api.virtual_service.to_json()["spec"]["http"]):
            if "retries" in route:
                patch = JsonPatch.replace(f"/spec/http/{index}/retries/retryOn", self.conditions)
                api.virtual_service.add_json_patch(patch)
        synthesize(app)


class OursWithoutResets(_OtherConditions):
    """Without `reset-before-request`: a request whose connection ends before it is sent isn't retried."""

    name = "ours-no-reset-before-request"
    conditions = _SAFE


class OursWithResets(_OtherConditions):
    """With `reset`: a request is retried that a replica has received but not answered, and may be paid twice."""

    name = "ours-reset"
    conditions = f"{_SAFE},reset"


class OursWithSidecars(Ours):
    """Replicas with sidecars, as for Pods in a mesh: the sidecar answers 503 for a server that breaks connections."""

    name = "ours-sidecars"

    def start(self) -> None:
        """Start separate replicas with sidecars."""
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
        """The pool of these replicas."""
        return Pool(selector=_SIDECAR_LABELS, target_port=8080, load_balancer=LeastRequest(choices=8))


class OursWithAllPaths(Ours):
    """Every path is public, so no route compares the path with those of the OpenAI API."""

    name = "ours-all-paths"
    options: Mapping[str, Any] = {**Ours.options, "paths": ALL_PATHS}


class OursAtPlainGateway(Ours):
    """An API at a plain Gateway: nothing reads the request's body."""

    name = "ours-plain-gateway"
    options: Mapping[str, Any] = {"gateway": PLAIN_GATEWAY}

    def pool(self) -> Pool:
        """Two choices, because a plain Gateway has no patch for another number."""
        return Pool(selector=MODEL_LABELS, target_port=8080, load_balancer=LeastRequest())
