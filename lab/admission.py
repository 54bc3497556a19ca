"""The smaller lab: only the API server with Istio's definitions, to see what it admits."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from lab import build, cache, certificates, istiod, leftovers, manifests, processes, state
from lab.apiserver import ApiServer
from lab.certificates import Certificate
from lab.cluster import Cluster, Object
from lab.ground import Ground
from lab.names import Names
from lab.network import Network
from lab.state import State
from lab.versions import KUBERNETES, Tool, istio_api

DEFAULT_RELEASE = "1.31"


class ClusterLab:
    """A running API server. Leaving its context removes all that it made."""

    TOOLS: ClassVar[tuple[Tool, ...]] = (KUBERNETES,)

    def __init__(self, istio_release: str = DEFAULT_RELEASE, lab_id: str = "") -> None:
        """Start a lab whose API server admits one release of Istio's API."""
        processes.require_tools()
        self.build_parts(istio_release)
        self.state = State(lab_id or state.new_id())
        try:
            self._start(cache.crds(istio_release))
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        """A running lab."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop and remove everything."""
        self.stop()

    @classmethod
    def build_parts(cls, istio_release: str = DEFAULT_RELEASE) -> None:
        """Build what such a lab needs and the cache doesn't have."""
        build.build((*cls.TOOLS, istio_api(istio_release)))

    def admit(self, path: Path) -> list[Object]:
        """Apply a file or folder of YAML as a user does; return the objects as they now are."""
        for namespace in _namespaces_in(path):
            self.cluster.require_namespace(namespace)
        return self.cluster.kubectl_apply(path)

    def stop(self) -> None:
        """End every process and remove every namespace and file of this lab."""
        leftovers.remove(self.state.lab_id)
        self.state.close()

    def _start(self, crds: Path) -> None:
        folder = self.state.folder
        network = Network(self.state.lab_id)
        names = Names(folder)
        names.add(network.hub.address, [istiod.SERVICE])
        authority = Certificate(folder, "authority", ["authority.invalid"])
        mounts = {
            names.file: Path("/etc/hosts"),
            names.resolver: Path("/etc/resolv.conf"),
            authority.file: certificates.SYSTEM_AUTHORITIES,
        }
        self.apiserver = ApiServer(network.hub, folder, mounts)
        self.apiserver.start()
        self.cluster = Cluster(self.apiserver)
        self.cluster.define(crds)
        self.cluster.require_namespace("default")
        self._ground = Ground(network, self.cluster, folder, names, authority, mounts)


def _namespaces_in(path: Path) -> set[str]:
    metadata = [item["metadata"] for item in manifests.objects(path)]
    return {entry["namespace"] for entry in metadata if "namespace" in entry}
