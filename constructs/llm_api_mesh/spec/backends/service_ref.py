"""Model servers behind a Service that exists already, in the API's namespace or in another one."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.backends.base import Placement
from llm_api_mesh.spec.backends.pods import PodBackend, Protocol, by_name
from llm_api_mesh.spec.base import List, Rule, refused
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer
from llm_api_mesh.spec.locality import AnyLocality, Locality
from llm_api_mesh.spec.model_name import BackendModel
from llm_api_mesh.spec.names import LABEL_MAX, DnsLabel, Port, is_dns_label, service_name
from llm_api_mesh.spec.numbers import Count
from llm_api_mesh.spec.version import Version, WeightsManager

OF_POLICY = (
    "load_balancer",
    "locality",
    "ejection",
    "http2_keep_alive",
    "max_requests_per_connection",
    "versions",
    "weights_set_by",
    "concurrent_requests",
    "replicas",
)
"""The fields that become a DestinationRule."""


def _service(name: str) -> str:
    first, _, rest = name.partition(".")
    if rest:
        namespace = rest.partition(".")[0]
        near = is_dns_label(first) and is_dns_label(namespace)
        raise refused(
            "name-invalid",
            allowed="the name without the namespace, which is a separate field",
            fix=f'Write name="{first}" and namespace="{namespace}".' if near else "",
        )
    return service_name(name)


class ServiceRef(PodBackend):
    """An existing Service, such as that of a Helm chart or of another team.

    The program writes no Service. If the Service is in the API's own namespace, the API sets its policy and its routes
    for callers in the mesh, as for a `Pool`. If the Service is in another namespace, only the owner of that namespace
    can set its policy. Then the API has only routes at the gateway, with their retries and deadlines.

    Becomes: `http[].route[].destination.host`, and in the API's own namespace the host of the `DestinationRule`.
    """

    name: Annotated[str, Rule(_service, pattern=r"[a-z]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """Name of the Service. Becomes: the first label of `destination.host`."""
    namespace: DnsLabel | None = None
    """Namespace of the Service. Default: that of the API. Becomes: the second label of `destination.host`."""
    port: Port
    """Port of the Service, not of its pods. No default, because with a wrong port every request gets 503, and no object
    shows why. Becomes: `destination.port.number`."""
    model: BackendModel | None = None
    """The pods' name of the model, such as that of vLLM's `--served-model-name`. It replaces the top-level `model` of
    the request's JSON body, which needs an `LlmGateway`. It has no `%`. Default: the name that the client wrote.
    Becomes: the header `x-llm-upstream-model`, which the gateway reads."""
    protocol: Protocol = "http"
    """Protocol of the pods: `http` (HTTP/1.1), `h2c` (HTTP/2 without TLS) or `grpc`. The `appProtocol` or the name of
    the Service's port must say the same, because Istio reads it there. Default: `http`. Becomes: nothing by itself;
    with `grpc`, routes have the retries for gRPC, and idle connections have no timeout."""
    load_balancer: LoadBalancer = LeastRequest()
    """How requests are spread over the replicas: `LeastRequest(...)`, `RoundRobin(...)`, `Random()`,
    `ConsistentHash(...)` or `Passthrough()`; only in the API's own namespace, like all fields that follow. Default:
    that of the preset, `LeastRequest()` for all but "agents" and "chat". Becomes:
    `DestinationRule.spec.trafficPolicy.loadBalancer`."""
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
    """Versions of the model or its server, by labels of the Service's pods; their order doesn't matter. Default: one
    unnamed version. Becomes: `DestinationRule.spec.subsets`."""
    weights_set_by: WeightsManager | None = None
    """Who sets the weights of the two versions in the cluster, such as "argo-rollouts". The weights here are those
    that the versions begin with, and the rest of the object stays as it is written. Default: nobody, and the weights
    here are in force. Becomes: the annotation `llm-api-mesh/weights-set-by` of the VirtualService
    `<api>-<name>-versions`."""
    concurrent_requests: Count | None = None
    """Number of requests that one replica serves at a time, such as vLLM's `--max-num-seqs`; 1 to 10,000. Together with
    `replicas` it is a limit, as for a `Pool`. Default: no limit. Becomes, multiplied by `replicas`:
    `connectionPool.http.http2MaxRequests`."""
    replicas: Count | None = None
    """Largest number of replicas of the Service; 1 to 10,000. Default: unknown, so there is no limit. Becomes: see
    `concurrent_requests`."""

    @property
    def label(self) -> str:
        """Name of the Service, with its namespace if that is given."""
        return f"{self.name}.{self.namespace}" if self.namespace else self.name

    def objects(self, placement: Placement) -> str:
        """The names of the API and of the Service, beside which its owner may have objects with its name."""
        return f"{placement.api}-{self.name}"

    def host(self, placement: Placement) -> str:
        """Fully qualified name of the Service."""
        return f"{self.name}.{self.namespace or placement.namespace}.svc.{placement.cluster_domain}"

    def service_name(self, placement: Placement) -> str | None:
        """The Service, if it is in the API's namespace."""
        return self.name if self.has_policy(placement) else None

    def has_policy(self, placement: Placement) -> bool:
        """Whether it is in the API's namespace: Istio reads no DestinationRule of another one."""
        return self.namespace in {None, placement.namespace}
