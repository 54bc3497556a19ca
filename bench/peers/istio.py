"""Both meshes on one istiod and one gateway: ours as the construct writes it, and the original program's settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from bench.measuring.client import Target
from bench.peers.peer import Peer
from lab.network import Host
from lab.versions import ENVOY_VERSION, ISTIO_BUILD_VERSION
from llm_api_mesh import LeastRequest, LlmApiMesh, MeshApp, Pool, RoundRobin

import yaml

NAMESPACE = "bench"
MODEL_LABELS = {"app": "model"}

# The lab has the gateway log every request, for its tests. Istio's default, and so ours, is no access log.
_NO_ACCESS_LOG = {
    "apiVersion": "telemetry.istio.io/v1",
    "kind": "Telemetry",
    "metadata": {"name": "no-access-log", "namespace": "istio-system"},
    "spec": {"accessLogging": [{"providers": [{"name": "envoy"}], "disabled": True}]},
}


class _Mesh(Peer):
    """A mesh whose objects the construct writes."""

    program = "envoy"
    load_balancer: ClassVar[LeastRequest | RoundRobin] = LeastRequest()

    @classmethod
    def require(cls) -> None:
        """The lab itself says what it lacks."""

    @classmethod
    def version(cls) -> str:
        """The control plane's build and the proxy that runs in place of Istio's own."""
        return f"Istio {ISTIO_BUILD_VERSION} with Envoy {ENVOY_VERSION}"

    def start(self) -> None:
        """Apply what the construct writes."""
        app = MeshApp(outdir=self.folder)
        backend = Pool(selector=MODEL_LABELS, load_balancer=self.load_balancer)
        LlmApiMesh(app, self.name, namespace=NAMESPACE, hosts=[self._api_host], backend=backend)
        app.synth()
        self.adapt()
        (self.folder / "telemetry.yaml").write_text(yaml.safe_dump(_NO_ACCESS_LOG))
        self.lab.apply(self.folder)

    def adapt(self) -> None:
        """Change what the construct wrote, in a variant that is there to find something out."""

    @property
    def host(self) -> Host:
        """Where the gateway runs."""
        return self.lab.gateway.host

    @property
    def target(self) -> Target:
        """The gateway, asked for this mesh's host."""
        return Target(self.lab.hub.namespace, self.host.address, 80, self._api_host)

    @property
    def _api_host(self) -> str:
        return f"{self.name}.example.com"

    def _retry_resets(self) -> None:
        """Istio's default conditions, and one more: the connection broke before the answer's head had come."""
        retries = {"attempts": 2, "retryOn": "connect-failure,refused-stream,unavailable,cancelled,reset"}
        with self._edited("VirtualService") as spec:
            spec["http"][0]["retries"] = retries

    @contextmanager
    def _edited(self, kind: str) -> Iterator[dict[str, Any]]:
        """Change the spec of the one object of a kind, as a user could by an escape hatch."""
        file = self.folder / f"{self.name}.k8s.yaml"
        items = list(yaml.safe_load_all(file.read_text()))
        (spec,) = (item["spec"] for item in items if item["kind"] == kind)
        yield spec
        file.write_text(yaml.safe_dump_all(items))


class Ours(_Mesh):
    """The construct's defaults."""

    name = "ours"


class Original(_Mesh):
    """The original program's settings: in turn, and no policy."""

    name = "original"
    load_balancer = RoundRobin()


class OursWithResets(_Mesh):
    """Variant: what a replica took and didn't begin to answer before it died is asked again elsewhere."""

    name = "ours-reset"

    def adapt(self) -> None:
        """Add retries to the route."""
        self._retry_resets()


class _OursWithEnvoyFilter(_Mesh):
    """A variant by an EnvoyFilter on the gateway's cluster, since a DestinationRule has no field for it."""

    patch: ClassVar[dict[str, Any]]

    def adapt(self) -> None:
        """Add the EnvoyFilter."""
        match = {"cluster": {"service": f"{self.name}.{NAMESPACE}.svc.cluster.local"}, "context": "GATEWAY"}
        patch = {"applyTo": "CLUSTER", "match": match, "patch": {"operation": "MERGE", "value": self.patch}}
        envoy_filter = {
            "apiVersion": "networking.istio.io/v1alpha3",
            "kind": "EnvoyFilter",
            "metadata": {"name": self.name, "namespace": "istio-system"},
            "spec": {"configPatches": [patch]},
        }
        (self.folder / "envoy-filter.yaml").write_text(yaml.safe_dump(envoy_filter))


class OursWithChoices(_OursWithEnvoyFilter):
    """Variant: the least busy of eight picks at random, not of two."""

    name = "ours-choices"
    patch: ClassVar[dict[str, Any]] = {"least_request_lb_config": {"choice_count": 8}}


class OursTuned(OursWithChoices):
    """Variant: both the choices and the retries."""

    name = "ours-tuned"

    def adapt(self) -> None:
        """Add both."""
        super().adapt()
        self._retry_resets()


class OursEjecting(OursTuned):
    """Variant: and a replica that fails three times in a row gets nothing for ten seconds.

    A dead replica has no open request, so the more choices, the more requests try it first.
    """

    name = "ours-ejecting"

    def adapt(self) -> None:
        """Add outlier detection to both."""
        super().adapt()
        with self._edited("DestinationRule") as spec:
            spec["trafficPolicy"]["outlierDetection"] = {
                "consecutive5xxErrors": 3,
                "interval": "1s",
                "baseEjectionTime": "10s",
                "maxEjectionPercent": 50,
            }


class OursWithFullScan(_OursWithEnvoyFilter):
    """Variant: the least busy of all replicas."""

    name = "ours-full-scan"
    patch: ClassVar[dict[str, Any]] = {
        "load_balancing_policy": {
            "policies": [
                {
                    "typed_extension_config": {
                        "name": "envoy.load_balancing_policies.least_request",
                        "typed_config": {
                            "@type": "type.googleapis.com/envoy.extensions.load_balancing_policies"
                            ".least_request.v3.LeastRequest",
                            "selection_method": "FULL_SCAN",
                        },
                    }
                }
            ]
        }
    }
