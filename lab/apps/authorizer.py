"""The authorizer of an LLM gateway: Open Policy Agent itself, which runs as its Deployment in the API server says."""

from __future__ import annotations

import base64
from pathlib import Path

from lab.apps.pod_program import PodProgram
from lab.cluster.client import Ref
from lab.cluster.context import LabContext
from lab.cluster.deployment import pod_of
from lab.cluster.pods import publish
from lab.cluster.volumes import MOUNT_POINT, Volumes
from lab.errors import LabError
from lab.istio import sidecar
from lab.istio.proxy import Proxy
from lab.machine.connection import fetch
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.builder import build
from lab.tools.versions import OPA

_HEALTH_PORT = 8282
_INJECTED = "sidecar.istio.io/inject"


class Authorizer(PodProgram):
    """A pod of an authorizer's Deployment, with a sidecar if its label asks for one.

    The arguments, labels, volumes and service account of the Deployment are in force.
    """

    def __init__(
        self, context: LabContext, namespace: str, name: str, *, index: int = 0, injected: bool = True
    ) -> None:
        """Create its host and start it there, with its Pod; without `injected`, the cluster gives it no sidecar."""
        build((OPA,))
        self._context = context
        deployment = context.cluster.get(Ref("Deployment", namespace, name))
        self.host = context.network.add_host(f"{namespace}-{name}-{index}")
        self._folder = context.new_folder(self.host.name)
        self._volumes = Volumes(context.new_folder(f"{self.host.name}-volumes"))
        asked = deployment["spec"]["template"]["metadata"]["labels"].get(_INJECTED) == "true"
        labels = sidecar.LABELS if asked and injected else {}
        self._pod = pod_of(deployment, index, self.host.address, labels)
        self.mount()
        publish(context.cluster, self._pod)
        self.proxy: Proxy | None = sidecar.add_sidecar(context, self.host, self._pod) if labels else None
        self._process = self._start()

    @property
    def proxies(self) -> list[Proxy]:
        """Its sidecar, if it has one."""
        return [self.proxy] if self.proxy else []

    @property
    def log(self) -> str:
        """What the program has logged."""
        return self._process.log.read_text(errors="replace")

    def mount(self) -> None:
        """Mount the Secrets and ConfigMaps as they are now, as a kubelet does about every minute."""
        for path, source in self._pod.secrets().items():
            data = self._data("Secret", source["secretName"])
            self._volumes.mount(Path(path), {file: base64.b64decode(text).decode() for file, text in data.items()})
        for path, source in self._pod.config_maps().items():
            self._volumes.mount(Path(path), self._data("ConfigMap", source["name"]))

    def _data(self, kind: str, name: str) -> dict[str, str]:
        found = self._context.cluster.find(Ref(kind, self._pod.namespace, name))
        if found is None:
            raise LabError(f"the pod {self._pod.name} can't start without the {kind} {name}")
        data: dict[str, str] = found.get("data", {})
        return data

    def _start(self) -> Process:
        return Process(
            Program(
                name="opa",
                arguments=(str(cache.program(OPA, "opa")), *self._pod.arguments()),
                namespace=self.host.namespace,
                folder=self._folder,
                environment=self._pod.environment(),
                mounts={**self._context.mounts, self._volumes.folder: MOUNT_POINT},
            )
        )

    def _ready(self) -> bool:
        self._process.require_running()
        fetch(self.host.namespace, _HEALTH_PORT, "/health?plugins")
        return True
