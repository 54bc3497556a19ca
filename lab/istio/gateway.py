"""The ingress gateway: a proxy with the labels and the Service of Istio's gateway chart."""

from __future__ import annotations

from collections.abc import Mapping

from lab.cluster.client import Object
from lab.cluster.context import LabContext
from lab.cluster.pods import Pod, locality, publish
from lab.cluster.volumes import MOUNT_POINT, Volumes
from lab.errors import LabError
from lab.istio import istiod
from lab.istio.proxy import Proxy
from lab.machine import namespaces
from lab.machine.certificates import Certificate

NAME = "istio-ingressgateway"
LABELS = {"app": NAME, "istio": "ingressgateway"}

# The gateway's locality, set on its Pod, as the lab has no nodes.
LOCALITY = "eu/a"

_PORTS = {"status-port": 15021, "http2": 80, "https": 443}


class Gateway(Proxy):
    """The one gateway of a lab."""

    def __init__(self, context: LabContext, environment: Mapping[str, str]) -> None:
        """Create its host, with the variables of its container; `start` runs it there."""
        host = context.network.add_host("gateway")
        volumes = Volumes(context.new_folder("gateway-volumes"))
        pod = Pod(
            name=f"{NAME}-0",
            namespace=istiod.NAMESPACE,
            address=host.address,
            labels={**LABELS, **locality(LOCALITY)},
            ports=tuple(_PORTS.values()),
            service_account=NAME,
        )
        super().__init__("router", context, host, pod, environment=environment, volumes={volumes.folder: MOUNT_POINT})
        self.volumes = volumes

    def start(self) -> None:
        """Create the gateway's Service and Pod, and start the proxy."""
        cluster = self._context.cluster
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

    def _allow_low_ports(self) -> None:
        # Same as the gateway chart's securityContext: the proxy serves port 80 without being root.
        setting = "net.ipv4.ip_unprivileged_port_start=0"
        done = namespaces.run(self.host.namespace, "sysctl", "-q", "-w", setting)
        if done.returncode != 0:
            raise LabError(f"sysctl in {self.host.name}: {done.stderr.strip()}")


def tls_secret(certificate: Certificate) -> Object:
    """The Secret from which istiod gives a certificate to the gateway."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "kubernetes.io/tls",
        "metadata": {"name": certificate.name, "namespace": istiod.NAMESPACE},
        "stringData": {"tls.crt": certificate.file.read_text(), "tls.key": certificate.key.read_text()},
    }
