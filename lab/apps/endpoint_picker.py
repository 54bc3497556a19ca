"""The picker of an inference pool: the real program, which runs as its Deployment in the API server says."""

from __future__ import annotations

from contextlib import closing

from lab.apps.pod_program import PodProgram
from lab.cluster.client import Ref
from lab.cluster.context import LabContext
from lab.cluster.deployment import pod_of
from lab.cluster.pods import publish
from lab.istio.proxy import Proxy
from lab.machine.connection import Connection, fetch
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.versions import ENDPOINT_PICKER

_PORT = 9002
_METRICS_PORT = 9090


class EndpointPicker(PodProgram):
    """A pod of a picker's Deployment.

    The arguments, labels and service account of the Deployment are in force, but the rights of the service account
    aren't: like all programs of the lab, it may read everything.
    """

    def __init__(self, context: LabContext, namespace: str, name: str) -> None:
        """Create its host and start it there, with its Pod."""
        self._context = context
        deployment = context.cluster.get(Ref("Deployment", namespace, name))
        self.host = context.network.add_host(f"{namespace}-{name}")
        self._folder = context.new_folder(f"{namespace}-{name}")
        self._pod = pod_of(deployment, 0, self.host.address, {})
        self._process = self._start()

    @property
    def proxies(self) -> list[Proxy]:
        """None, as it has no sidecar."""
        return []

    def metric(self, name: str) -> float:
        """One of its metrics, summed over all labels."""
        lines = fetch(self.host.namespace, _METRICS_PORT, "/metrics").decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.partition("{")[0] == name)

    def _start(self) -> Process:
        publish(self._context.cluster, self._pod)
        return Process(
            Program(
                name="picker",
                arguments=(str(cache.program(ENDPOINT_PICKER, "epp")), *self._pod.arguments()),
                namespace=self.host.namespace,
                folder=self._folder,
                environment={**self._pod.environment(), "KUBECONFIG": str(self._context.apiserver.kubeconfig)},
                mounts=self._context.mounts,
            )
        )

    def _ready(self) -> bool:
        self._process.require_running()
        fetch(self.host.namespace, _METRICS_PORT, "/metrics")
        with closing(Connection(self.host.namespace, "127.0.0.1", _PORT)) as connection:
            connection.connect()
        return True
