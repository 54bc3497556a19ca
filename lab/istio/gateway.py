"""Gateways: proxies with the labels and the Service of Istio's gateway chart, or with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lab.cluster.client import Object, Ref
from lab.cluster.context import LabContext
from lab.cluster.pods import Pod, locality, publish
from lab.cluster.volumes import MOUNT_POINT, Volumes
from lab.errors import LabError
from lab.istio.proxy import Proxy
from lab.machine import namespaces
from lab.machine.certificates import Certificate
from lab.machine.network import Host

NAME = "istio-ingressgateway"
LABELS = {"app": NAME, "istio": "ingressgateway"}

# Not Istio's root namespace, in which EnvoyFilters and policies act on the pods of all namespaces.
NAMESPACE = "istio-ingress"

# The gateway's locality, set on its Pod, as the lab has no nodes.
LOCALITY = "eu/a"

_PORTS = {"status-port": 15021, "http2": 80, "https": 443}


@dataclass(frozen=True)
class GatewaySpec:
    """What distinguishes one gateway from another; by default, that of Istio's gateway chart."""

    name: str = NAME
    """Name of its Service."""
    namespace: str = NAMESPACE
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS)
    proxy_config: Mapping[str, object] = field(default_factory=dict)
    """What the Pod's annotation `proxy.istio.io/config` would add."""
    statistics: Sequence[str] = ()
    """Regular expressions for whole names of statistics that it keeps beside Istio's defaults."""

    @property
    def whole_proxy_config(self) -> Mapping[str, object]:
        """The proxy configuration with the statistics."""
        return with_statistics(self.proxy_config, self.statistics)


class Gateway(Proxy):
    """A gateway of a lab."""

    def __init__(self, context: LabContext, environment: Mapping[str, str], spec: GatewaySpec | None = None) -> None:
        """Create its host, with the variables of its container; `start` runs it there."""
        self.spec = spec or GatewaySpec()
        name = "gateway" if spec is None else f"{self.spec.namespace}-{self.spec.name}"
        host = context.network.add_host(name)
        volumes = Volumes(context.new_folder(f"{name}-volumes"))
        pod = Pod(
            name=f"{self.spec.name}-0",
            namespace=self.spec.namespace,
            address=host.address,
            labels={**self.spec.labels, **locality(LOCALITY)},
            ports=tuple(_PORTS.values()),
            service_account=self.spec.name,
            # The name in Istio's gateway chart, by which `istioctl analyze` knows the pods of the mesh.
            container="istio-proxy",
        )
        super().__init__(
            "router",
            context,
            host,
            pod,
            environment=environment,
            volumes={volumes.folder: MOUNT_POINT},
            proxy_config=self.spec.whole_proxy_config,
        )
        self.volumes = volumes

    @property
    def proxies(self) -> list[Proxy]:
        """The gateway itself."""
        return [self]

    def start(self) -> None:
        """Create the gateway's Service and Pod, and start the proxy."""
        cluster = self._context.cluster
        cluster.require_namespace(self.pod.namespace)
        cluster.require_service_account(self.pod.namespace, self.pod.service_account)
        ports = [{"name": name, "port": port, "targetPort": port} for name, port in _PORTS.items()]
        cluster.apply(
            {
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {
                    "name": self.spec.name,
                    "namespace": self.pod.namespace,
                    "labels": dict(self.spec.labels),
                },
                "spec": {"selector": dict(self.spec.labels), "ports": ports},
            }
        )
        # As the cluster's DNS does, for the only pod.
        self._context.hosts_file.add(self.host.address, [f"{self.spec.name}.{self.pod.namespace}.svc.cluster.local"])
        publish(cluster, self.pod)
        # Same as the gateway chart's securityContext: the proxy serves port 80 without being root.
        set_sysctls(self.host, {"net.ipv4.ip_unprivileged_port_start": "0"})
        super().start()

    def remove(self) -> None:
        """Delete its Service, its Pod, its proxy and its host."""
        self._context.hosts_file.remove(self.host.address)
        self._context.cluster.delete(Ref("Service", self.pod.namespace, self.spec.name))
        self._context.cluster.delete(self.pod.ref)
        self.kill()
        self._context.network.remove_host(self.host)


def with_statistics(proxy_config: Mapping[str, object], patterns: Sequence[str]) -> Mapping[str, object]:
    """A proxy configuration that keeps more statistics, by regular expressions for whole names."""
    matcher: Any = proxy_config.get("proxyStatsMatcher", {})
    all_patterns = [*matcher.get("inclusionRegexps", ()), *patterns]
    return {**proxy_config, "proxyStatsMatcher": {**matcher, "inclusionRegexps": all_patterns}}


def set_sysctls(host: Host, settings: Mapping[str, str]) -> None:
    """Set the settings of a Pod's kernel."""
    for name, value in settings.items():
        done = namespaces.run(host.namespace, "sysctl", "-q", "-w", f"{name}={value}")
        if done.returncode != 0:
            raise LabError(f"sysctl in {host.name}: {done.stderr.strip()}")


def authorities_secret(name: str, authority: Certificate, revoked: str = "", namespace: str = NAMESPACE) -> Object:
    """The Secret with the authority of clients, and with its list of revoked certificates."""
    content = {"ca.crt": authority.file.read_text(), **({"ca.crl": revoked} if revoked else {})}
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "stringData": content}


def tls_secret(certificate: Certificate, namespace: str = NAMESPACE) -> Object:
    """The Secret from which istiod gives a certificate to the gateway of a namespace."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "kubernetes.io/tls",
        "metadata": {"name": certificate.name, "namespace": namespace},
        "stringData": {"tls.crt": certificate.file.read_text(), "tls.key": certificate.key.read_text()},
    }
