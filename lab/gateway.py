"""The ingress gateway: a proxy with the labels and the Service of Istio's own gateway chart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lab import istiod, namespaces
from lab.errors import LabError
from lab.ground import Ground
from lab.pods import Pod, locality, publish
from lab.proxy import Proxy
from lab.volumes import MOUNT_POINT, Volumes

NAME = "istio-ingressgateway"
LABELS = {"app": NAME, "istio": "ingressgateway"}

# Where it stands, for tests of locality: what a cluster's nodes would say, said by the pod.
LOCALITY = "eu/a"

_PORTS = {"status-port": 15021, "http2": 80, "https": 443}


class Gateway(Proxy):
    """The one gateway of a lab."""

    def __init__(self, ground: Ground, environment: Mapping[str, str]) -> None:
        """Make a host for it, and take what its container's environment shall hold; ``start`` runs it there."""
        host = ground.network.add_host("gateway")
        pod = Pod(
            name=f"{NAME}-0",
            namespace=istiod.NAMESPACE,
            address=host.address,
            labels={**LABELS, **locality(LOCALITY)},
            ports=tuple(_PORTS.values()),
            service_account=NAME,
        )
        super().__init__("router", ground, host, pod)
        self.volumes = Volumes(ground.new_folder("gateway-volumes"))
        self._variables = dict(environment)

    def start(self) -> None:
        """Make the gateway's Service and Pod, and start the proxy."""
        cluster = self._ground.cluster
        cluster.require_service_account(self.pod.namespace, self.pod.service_account)
        ports = [{"name": name, "port": port, "targetPort": port} for name, port in _PORTS.items()]
        cluster.apply(
            {
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {"name": NAME, "namespace": self.pod.namespace, "labels": LABELS},
                "spec": {"selector": LABELS, "ports": ports},
            }
        )
        publish(cluster, self.pod)
        self._allow_low_ports()
        super().start()

    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), **self._variables}

    def _volumes(self) -> dict[Path, Path]:
        return {self.volumes.folder: MOUNT_POINT}

    def _allow_low_ports(self) -> None:
        # As the gateway chart's securityContext does: the proxy isn't root and serves port 80.
        setting = "net.ipv4.ip_unprivileged_port_start=0"
        done = namespaces.run(self.host.namespace, "sysctl", "-q", "-w", setting)
        if done.returncode != 0:
            raise LabError(f"sysctl in {self.host.name}: {done.stderr.strip()}")
