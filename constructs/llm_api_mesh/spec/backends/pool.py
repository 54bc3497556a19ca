"""Self-hosted model servers: pods behind a Service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import ValidationInfo, field_validator, model_validator

from llm_api_mesh.spec.backends.base import KubernetesService, Placement, Pods
from llm_api_mesh.spec.backends.pods import PodBackend, Protocol, by_name
from llm_api_mesh.spec.base import List, Rule, refused
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer
from llm_api_mesh.spec.locality import AnyLocality, Locality
from llm_api_mesh.spec.model_name import BackendModel
from llm_api_mesh.spec.names import Port, Selector, ServiceName, is_port_name
from llm_api_mesh.spec.numbers import Count
from llm_api_mesh.spec.version import Version, WeightsManager

_APP_PROTOCOL = {"http": "http", "h2c": "kubernetes.io/h2c", "grpc": "grpc"}
_PORT_NAME = {"http": "http", "h2c": "http2", "grpc": "grpc"}  # Istio also reads the protocol from this
_PROTOCOL_WORDS = frozenset({*_PORT_NAME.values(), "https", "h2c", "tcp", "tls"})


def _sorted_ports(ports: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(ports)))


class Pool(PodBackend):
    """Pods that serve a model, behind one Service.

    Becomes: a `Service`, and the host of the `DestinationRule`.
    """

    name: ServiceName | None = None
    """Name of the Service, and of the other objects of the pool. Default: the name of the API, with the slug of the
    model if the pool is a model's. Becomes: `metadata.name`."""
    selector: Selector
    """Labels of the pods of all versions. Becomes: `Service.spec.selector`."""
    model: BackendModel | None = None
    """The pods' name of the model, such as that of vLLM's `--served-model-name`. It replaces the top-level `model` of
    the request's JSON body, which needs an `LlmGateway`. It has no `%`. Default: the name that the client wrote.
    Becomes: the header `x-llm-upstream-model`, which the gateway reads."""
    target_port: Port
    """Port on which the pods listen: usually 8000 for vLLM, 30000 for SGLang, 80 for TGI, 8080 for llama.cpp and 11434
    for Ollama. No default, because with a wrong port every request gets 503, and no object shows why. Becomes:
    `ports[].targetPort`."""
    open_ports: Annotated[List[Port], Rule(_sorted_ports)] = ()
    """Ports of the pods that everyone may reach, with or without mutual TLS, such as one with metrics for a Prometheus
    outside of the mesh. It isn't the `target_port`. Default: none. Becomes: `PeerAuthentication.spec.portLevelMtls` and
    a rule of the `AuthorizationPolicy`."""
    protocol: Protocol = "http"
    """Protocol of the pods: `http` (HTTP/1.1), `h2c` (HTTP/2 without TLS) or `grpc`. Default: `http`. Becomes:
    `ports[].appProtocol`."""
    port_name: str | None = None
    """Name of the Service's port: the name of the protocol, alone or with a suffix, such as `http-web`. Default:
    `http`, `http2` or `grpc`. Becomes: `ports[].name`."""
    service_type: Literal["ClusterIP", "LoadBalancer"] = "ClusterIP"
    """Type of the Service. `LoadBalancer` gives it an address outside of the cluster that bypasses the gateway and all
    settings of the API. Default: `ClusterIP`, because the gateway exposes the API. Becomes: `spec.type`."""
    port: Port = 80
    """Port of the Service. Default: 80. Becomes: `ports[].port` and `destination.port.number`."""
    load_balancer: LoadBalancer = LeastRequest()
    """How requests are spread over the replicas: `LeastRequest(...)`, `RoundRobin(...)`, `Random()`,
    `ConsistentHash(...)` or `Passthrough()`. Default: that of the preset, `LeastRequest()` for all but "agents" and
    "chat". Becomes: `DestinationRule.spec.trafficPolicy.loadBalancer`."""
    locality: AnyLocality = Locality(enabled=False)
    """Whether near replicas are preferred: `Locality(...)` or `ZoneAware(...)`. Default: `Locality(enabled=False)`,
    because Istio's own default prefers them as soon as there is an `ejection`. Becomes:
    `trafficPolicy.loadBalancer.localityLbSetting` or `zoneAwareLbSetting`."""
    ejection: Ejection | None = Ejection()
    """When a failing replica is left out for a while. None: never. Default: that of the preset. Becomes:
    `trafficPolicy.outlierDetection`."""
    http2_keep_alive: Http2KeepAlive | None = None
    """HTTP/2 PINGs to the replicas. Default: none. Becomes: `trafficPolicy.connectionPool.http.http2KeepAlive`."""
    max_requests_per_connection: Count | None = None
    """Number of requests after which the gateway closes a connection to a replica; 1 to 10,000. With 1,
    each request has its own connection, which suits llama.cpp: it closes connections without saying so. Default: no
    limit. Becomes: `connectionPool.http.maxRequestsPerConnection`."""
    versions: Annotated[List[Version], Rule(by_name)] = ()
    """Versions of the model or its server; their order doesn't matter. Default: one unnamed version. Becomes:
    `DestinationRule.spec.subsets`."""
    weights_set_by: WeightsManager | None = None
    """Who sets the weights of the two versions in the cluster, such as "argo-rollouts". The weights here are those
    that the versions begin with, and the rest of the object stays as it is written. Default: nobody, and the weights
    here are in force. Becomes: the annotation `llm-api-mesh/weights-set-by` of the VirtualService `<name>-versions`,
    with the name of the Service."""
    concurrent_requests: Count | None = None
    """Number of requests that one replica serves at a time, such as vLLM's `--max-num-seqs`; 1 to 10,000. Together with
    `replicas` it is a limit: the gateway answers 429 to requests beyond `concurrent_requests` times `replicas`. Each
    gateway pod counts alone, so two pods let twice as many requests pass. Default: no limit. Becomes, multiplied by
    `replicas`: `connectionPool.http.http2MaxRequests`."""
    replicas: Count | None = None
    """Largest number of replicas of the pool; 1 to 10,000. Default: unknown, so there is no limit. Becomes: see
    `concurrent_requests`."""

    @field_validator("port_name")
    @classmethod
    def _port_says_protocol(cls, name: str | None, info: ValidationInfo) -> str | None:
        if name is None or "protocol" not in info.data:
            return name
        prefix = _PORT_NAME[info.data["protocol"]]
        if not is_port_name(name) or not (name == prefix or name.startswith(f"{prefix}-")):
            words = (word for word in re.split(r"[^a-z0-9]+", name.lower()) if word not in _PROTOCOL_WORDS)
            near = "-".join(filter(None, (prefix, *(word.removeprefix(prefix) for word in words))))
            raise refused(
                "port-name",
                allowed=f'"{prefix}" or "{prefix}-<suffix>", up to 15 lower-case letters, digits and inner hyphens',
                fix=f'Write "{near if is_port_name(near) else prefix}".',
            )
        return name

    @model_validator(mode="after")
    def _api_is_closed(self) -> Self:
        if self.target_port in self.open_ports:
            raise refused(
                "callers-conflict",
                given=f"port {self.target_port} as target_port and in open_ports",
                allowed="other ports, because everyone could call the API past the gateway",
                fix="Read the metrics of this port through the sidecar's port 15020, which stays open.",
            )
        return self

    @property
    def label(self) -> str:
        """Name of the Service if the pool has one."""
        return self.name or ""

    @property
    def pods(self) -> Pods:
        """The pods behind the Service."""
        return Pods(selector=self.selector, open_ports=tuple(self.open_ports))

    def host(self, placement: Placement) -> str:
        """Fully qualified name of the Service, which resolves from any namespace."""
        return f"{self.service_name(placement)}.{placement.namespace}.svc.{placement.cluster_domain}"

    def service_name(self, placement: Placement) -> str:
        """The given name, or that of the API."""
        return self.name or placement.name

    def objects(self, placement: Placement) -> str:
        """The name of the Service."""
        return self.service_name(placement)

    def service(self, placement: Placement) -> KubernetesService:
        """The Service of the pods."""
        return KubernetesService(
            name=self.service_name(placement),
            type=self.service_type,
            selector=self.selector,
            port_name=self.port_name or _PORT_NAME[self.protocol],
            port=self.port,
            target_port=self.target_port,
            app_protocol=_APP_PROTOCOL[self.protocol],
        )
