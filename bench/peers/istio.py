"""APIs through the lab's istiod and gateway: the construct's, and the base of all others."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, host_of, synthesize
from bench.measuring.client import Target
from bench.peers.peer import Peer
from lab.machine.network import Host
from lab.tools.versions import ENVOY_VERSION, ISTIO_BUILD_VERSION
from lab.waits import wait_for
from llm_api_mesh import LeastRequest, LlmApiMesh, MeshApp, Pool

MODEL_LABELS = {"app": "model"}

_EJECTION_SECONDS = 300.0


class Mesh(Peer):
    """YAML in a folder, applied in the same way as by a user."""

    program = "envoy"

    @classmethod
    def require(cls) -> None:
        """Nothing: the lab reports what is missing."""

    @classmethod
    def version(cls) -> str:
        """The versions of the control plane and of the proxy that replaces Istio's build."""
        return f"Istio {ISTIO_BUILD_VERSION} with Envoy {ENVOY_VERSION}"

    @abstractmethod
    def write(self) -> None:
        """Write the YAML to the folder."""

    def start(self) -> None:
        """Apply the YAML."""
        self.folder.mkdir()
        self.write()
        self.lab.apply(self.folder)

    def settle(self) -> None:
        """Wait for the end of ejections: half a minute, and twice as long after two ejections in a row."""
        gateway, host = self.lab.gateway, f"|{self.name}.{NAMESPACE}."
        clusters = [name for name in gateway.clusters() if host in name]
        wait_for("the end of ejections", lambda: not any(map(gateway.ejected, clusters)), _EJECTION_SECONDS)

    @property
    def host(self) -> Host:
        """The gateway's host."""
        return self.lab.gateway.host

    @property
    def target(self) -> Target:
        """The gateway, with this API's host header."""
        return Target(self.lab.hub.namespace, self.host.address, 80, self.api_host)

    @property
    def api_host(self) -> str:
        """The host by which clients reach the API."""
        return host_of(self.name)


class Ours(Mesh):
    """The construct's defaults, except that least request compares all replicas."""

    name = "ours"
    # Further keywords of the API.
    options: Mapping[str, Any] = {"gateway": LLM_GATEWAY}

    def write(self) -> None:
        """Write the construct's YAML."""
        app = MeshApp(outdir=self.folder)
        self.declare(app)
        synthesize(app)

    def declare(self, app: MeshApp) -> LlmApiMesh:
        """Declare the API."""
        hosts = [self.api_host]
        return LlmApiMesh(app, self.name, namespace=NAMESPACE, hosts=hosts, backend=self.pool(), **self.options)

    def pool(self) -> Pool:
        """The pool of the replicas."""
        return Pool(selector=MODEL_LABELS, target_port=8080, load_balancer=LeastRequest(choices=8))
