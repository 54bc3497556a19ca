"""The questions that every kind of backend answers; resource modules ask these and never look at the kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from llm_api_mesh.spec.base import List, Spec
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer
from llm_api_mesh.spec.names import Port
from llm_api_mesh.spec.version import Version


class Home(Protocol):
    """The mesh that a backend belongs to, as far as a backend needs to know it."""

    @property
    def name(self) -> str:
        """Name of the mesh."""

    @property
    def namespace(self) -> str:
        """Its namespace."""

    @property
    def cluster_domain(self) -> str:
        """DNS domain of its cluster."""


@dataclass(frozen=True, kw_only=True)
class KubernetesService:
    """A Service that has to exist for a backend."""

    name: str
    type: Literal["ClusterIP", "LoadBalancer"]
    selector: Mapping[str, str]
    port_name: str
    port: int
    target_port: int
    app_protocol: str


class Backend(Spec, ABC):
    """Something that answers LLM requests."""

    port: Port = 80
    """Port that routes send to. Becomes: `destination.port.number` and, for a pool, the Service's `port`."""
    load_balancer: LoadBalancer = LeastRequest()
    """Default: `LeastRequest()`. Becomes: `DestinationRule.spec.trafficPolicy.loadBalancer`."""
    ejection: Ejection | None = Ejection()
    """When a replica is left out for a while; None: never. Default: `Ejection()`. Becomes:
    `trafficPolicy.outlierDetection`."""
    http2_keep_alive: Http2KeepAlive | None = None
    """HTTP/2 PINGs to the replicas. Default: none. Becomes: `trafficPolicy.connectionPool.http.http2KeepAlive`."""
    versions: List[Version] = ()
    """Versions. Default: one, unnamed. Becomes: `DestinationRule.spec.subsets`."""

    @property
    def speaks_grpc(self) -> bool:
        """Whether the requests are gRPC's, with paths and errors of their own."""
        return False

    @property
    def max_requests(self) -> int | None:
        """How many requests all replicas together serve at a time; None: not known."""
        return None

    @abstractmethod
    def host(self, home: Home) -> str:
        """The name under which Istio's service registry knows it, in full."""

    def service(self, home: Home) -> KubernetesService | None:  # noqa: ARG002  # asked by kinds that need one
        """The Service that it needs, if any."""
        return None
