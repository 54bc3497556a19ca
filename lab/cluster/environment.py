"""The smaller lab: an API server with Istio's definitions, for tests of what it admits."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from lab.cluster import manifests
from lab.cluster.apiserver import ApiServer
from lab.cluster.client import Cluster, Object
from lab.cluster.context import LabContext
from lab.machine import certificates, leftovers, processes, state
from lab.machine.certificates import Certificate
from lab.machine.hosts_file import HostsFile
from lab.machine.network import Network
from lab.machine.state import State
from lab.tools import cache
from lab.tools.builder import build
from lab.tools.versions import ENDPOINT_PICKER, GATEWAY_API, KUBERNETES, istio_api

DEFAULT_RELEASE = "1.31"


class ClusterLab:
    """A running API server.

    Use it as a context manager: when its context ends, everything that it has created is removed.
    """

    def __init__(self, istio_release: str = DEFAULT_RELEASE, lab_id: str = "", *, roles: bool = False) -> None:
        """Start an API server with the custom resource definitions of one Istio release.

        With `roles`, users have the rights of their Roles only, except for the lab's own user.
        """
        processes.require_tools()
        build((KUBERNETES, istio_api(istio_release)))
        self.state = State(lab_id or state.new_id())
        try:
            self.context = _start(self.state, roles=roles)
            self.cluster.define(cache.crds(istio_release))
            self.cluster.require_namespace("default")
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

    @property
    def cluster(self) -> Cluster:
        """The client of the API server."""
        return self.context.cluster

    def define_gateway_api(self) -> None:
        """Apply the Gateway API's definitions of a Gateway and its class, as users install them."""
        build((GATEWAY_API,))
        for definitions in cache.gateway_api():
            self.cluster.define(definitions)

    def define_inference_pools(self) -> None:
        """Apply the definition of an inference pool, as users install it."""
        build((ENDPOINT_PICKER,))
        self.cluster.define(cache.inference_pools())

    def admit(self, path: Path) -> list[Object]:
        """Apply a file or folder of YAML as a user does; return the objects as the API server stores them."""
        for namespace in _namespaces_in(path):
            self.cluster.require_namespace(namespace)
        return self.cluster.kubectl_apply(path)

    def stop(self) -> None:
        """End every process and remove every namespace and file of this lab."""
        leftovers.remove(self.state.lab_id)
        self.state.close()


def _start(lab_state: State, *, roles: bool) -> LabContext:
    folder = lab_state.folder
    network = Network(lab_state.lab_id)
    hosts_file = HostsFile(folder)
    authority = Certificate(folder, "authority", ["authority.invalid"])
    mounts = {
        hosts_file.file: Path("/etc/hosts"),
        hosts_file.resolver: Path("/etc/resolv.conf"),
        authority.file: certificates.SYSTEM_AUTHORITIES,
    }
    apiserver = ApiServer(network.hub, folder, mounts, roles=roles)
    apiserver.start()
    return LabContext(network, apiserver, Cluster(apiserver), folder, hosts_file, authority, mounts)


def _namespaces_in(path: Path) -> set[str]:
    metadata = [item["metadata"] for item in manifests.objects(path)]
    return {entry["namespace"] for entry in metadata if "namespace" in entry}
