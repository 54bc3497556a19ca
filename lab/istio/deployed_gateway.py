"""The pods of a gateway that istiod deploys: they run as their Deployment in the API server says."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from lab.cluster.client import Ref
from lab.cluster.context import LabContext
from lab.cluster.deployment import DeployedPod, pod_of
from lab.cluster.pods import locality, publish
from lab.cluster.volumes import MOUNT_POINT, Volumes
from lab.errors import LabError
from lab.istio.gateway import LOCALITY, set_sysctls, with_statistics
from lab.istio.proxy import Proxy
from lab.waits import wait_for

_PROXY_CONFIG = "proxy.istio.io/config"
_SECRETS = MOUNT_POINT / "secrets"

# Which every proxy of the lab has.
_ROOT_CERTIFICATE = Path("/var/run/secrets/istio")


class DeployedGateway(Proxy):
    """A pod of a Deployment that istiod has made of a Gateway of the Gateway API.

    Arguments, variables, annotations, labels, service account, Secrets, ConfigMaps and sysctls of the Deployment are in
    force. The Service is the one that istiod has made. The lab has no kubelet: it runs no probe and limits no memory.
    """

    def __init__(
        self,
        context: LabContext,
        namespace: str,
        name: str,
        *,
        index: int = 0,
        environment: Mapping[str, str] | None = None,
        statistics: Sequence[str] = (),
    ) -> None:
        """Wait for the Deployment, and prepare its pod with a number; `start` runs it.

        `environment` has variables that another program would add to the pod, such as a cloud's webhook.
        `statistics` adds regular expressions for whole names of statistics to the annotation `proxy.istio.io/config`.
        """
        deployment = wait_for(
            f"istiod's Deployment {name}", lambda: context.cluster.find(Ref("Deployment", namespace, name))
        )
        wait_for(f"istiod's Service {name}", lambda: context.cluster.find(Ref("Service", namespace, name)))
        host = context.network.add_host(f"{namespace}-{name}-{index}")
        self.deployed = pod_of(deployment, index, host.address, locality(LOCALITY))
        if statistics:
            self.deployed = _keeping(self.deployed, statistics)
        self.volumes = Volumes(context.new_folder(f"{host.name}-volumes"))
        super().__init__(
            "router",
            context,
            host,
            self.deployed,
            environment=environment,
            volumes={self.volumes.folder: MOUNT_POINT},
        )

    @property
    def proxies(self) -> list[Proxy]:
        """The gateway itself."""
        return [self]

    def start(self) -> None:
        """Create the Pod, mount its Secrets and ConfigMaps, and start the proxy."""
        publish(self._context.cluster, self.deployed)
        for path, source in self.deployed.secrets().items():
            self._mount(Path(path), source["secretName"], optional=source.get("optional", False))
        for path, source in self.deployed.config_maps().items():
            if Path(path) != _ROOT_CERTIFICATE:
                self._mount_config_map(Path(path), source["name"])
        set_sysctls(self.host, self.deployed.sysctls())
        folder = self._folder / "etc" / "istio" / "pod"
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in self.deployed.downward().items():
            (folder / file).write_text(text)
        super().start()

    def remove(self) -> None:
        """Delete its Pod, its proxy and its host."""
        self._context.cluster.delete(self.pod.ref)
        self.kill()
        self._context.network.remove_host(self.host)

    def _mount(self, path: Path, name: str, *, optional: bool) -> None:
        if path.parent != _SECRETS:
            raise LabError(f"the lab mounts Secrets below {_SECRETS} only, and not at {path}")
        secret = self._context.cluster.find(Ref("Secret", self.pod.namespace, name))
        if secret is None and not optional:
            raise LabError(f"the pod {self.node} can't start without the Secret {name}")
        data = secret["data"] if secret else {}
        self.volumes.write(path.name, {file: base64.b64decode(text).decode() for file, text in data.items()})

    def _mount_config_map(self, path: Path, name: str) -> None:
        config_map = self._context.cluster.find(Ref("ConfigMap", self.pod.namespace, name))
        if config_map is None:
            raise LabError(f"the pod {self.node} can't start without the ConfigMap {name}")
        self.volumes.mount(path, config_map["data"])

    def _arguments(self) -> list[str]:
        return [*self.deployed.arguments(), f"--templateFile={self._template}"]

    def _environment(self) -> dict[str, str]:
        environment = self.deployed.environment()
        # The paths of the lab's programs, which aren't those of Istio's image.
        proxy_config = {
            **json.loads(environment["PROXY_CONFIG"]),
            "binaryPath": str(self._envoy),
            "configPath": str(self._folder),
        }
        return {**environment, "PROXY_CONFIG": json.dumps(proxy_config), **self._variables}


def _keeping(pod: DeployedPod, statistics: Sequence[str]) -> DeployedPod:
    given: dict[str, object] = yaml.safe_load(pod.annotations[_PROXY_CONFIG])
    return pod.annotated({_PROXY_CONFIG: yaml.safe_dump(with_statistics(given, statistics))})
