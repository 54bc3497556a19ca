"""The picker of an inference pool: the real program, which runs as its Deployment in the API server says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from lab import limits
from lab.cluster.client import Ref
from lab.cluster.context import LabContext
from lab.cluster.deployment import pod_of
from lab.cluster.pods import publish
from lab.istio.proxy import Proxy
from lab.machine.connection import Connection, fetch
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.versions import ENDPOINT_PICKER
from lab.waits import wait_for

_PORT = 9002
_METRICS_PORT = 9090


class EndpointPicker:
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

    def wait_ready(self) -> None:
        """Wait until it serves."""
        wait_for(f"the picker {self._pod.name}", self._ready, limits.START_SECONDS)

    def metric(self, name: str) -> float:
        """One of its metrics, summed over all labels."""
        lines = fetch(self.host.namespace, _METRICS_PORT, "/metrics").decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.partition("{")[0] == name)

    def kill(self) -> None:
        """Kill it; its Pod stays ready, as it does until a kubelet notices."""
        self._process.kill()

    def freeze(self) -> None:
        """Stop it without closing its connections, as a node that hangs does."""
        self._process.freeze()

    def thaw(self) -> None:
        """Let it continue after `freeze`."""
        self._process.thaw()

    def restart(self) -> None:
        """Start it again, without what it remembered."""
        self._process.kill()
        self._process = self._start()
        self.wait_ready()

    def set_ready(self, ready: bool) -> None:
        """Set the readiness of the Pod, as a kubelet does after a probe."""
        self._pod = replace(self._pod, ready=ready)
        publish(self._context.cluster, self._pod)

    def remove(self) -> None:
        """Delete its Pod, stop it, and delete its host."""
        self._context.cluster.delete(self._pod.ref)
        self._process.kill()
        self._context.network.remove_host(self.host)

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
