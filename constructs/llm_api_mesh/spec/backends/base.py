"""The interface of every kind of backend. With it, most of the plan needn't distinguish kinds.

It distinguishes a `Failover`, whose backends become targets, and inference pools, which have objects of their own.

A kind is a subclass of `Backend` that also has these properties, as fields or as constants:

- `port`: the port that routes send to;
- `versions`: the versions, sorted by name; empty if the backend has one unnamed version.

A kind that answers requests by itself, as all but `Failover` do, also has what its traffic policy needs:

- `load_balancer`: how requests are spread over the backend's replicas or addresses;
- `locality`: whether near replicas are preferred; None if this is not set;
- `ejection`: when a replica is ejected; None: never;
- `http2_keep_alive`: the HTTP/2 PINGs; None: none;
- `max_requests_per_connection`: after how many requests a connection is closed; None: no limit.

`Backend` can't declare them, because in pydantic a field can't implement a property. But the plan takes the union of
all kinds, so the type checker reports a kind that lacks one of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, Self

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.gateway import GatewayKey
from llm_api_mesh.spec.load_balancer import LoadBalancer
from llm_api_mesh.spec.version import Version


@dataclass(frozen=True, kw_only=True)
class Placement:
    """The data that a backend needs about its API."""

    api: str
    """Name of the API."""
    name: str
    """Name for objects that the backend doesn't name itself, such as its Service."""
    namespace: str
    cluster_domain: str
    gateway: GatewayKey | None = None
    """The LLM gateway that the API is behind; None: a plain Gateway."""


@dataclass(frozen=True, kw_only=True)
class KubernetesService:
    """The Service that a backend needs."""

    name: str
    type: Literal["ClusterIP", "LoadBalancer"]
    selector: Mapping[str, str]
    port_name: str
    port: int
    target_port: int
    app_protocol: str


@dataclass(frozen=True, kw_only=True)
class Pods:
    """The pods of a backend."""

    selector: Mapping[str, str]
    open_ports: tuple[int, ...]
    """The ports that everyone may reach."""


class Backend(Spec, ABC):
    """Something that answers LLM requests."""

    @property
    def label(self) -> str:
        """Name among the backends of a failover; empty if the backend has no name."""
        return ""

    def replaceable(self) -> Self:
        """The backend as it behaves when another one can take over from it."""
        return self

    def balanced(self, default: LoadBalancer) -> Self:  # noqa: ARG002  # needed by kinds whose users choose
        """The backend with this load balancer, if its user may choose one and hasn't."""
        return self

    @property
    def speaks_grpc(self) -> bool:
        """Whether the backend speaks gRPC, which has its own paths and errors."""
        return False

    @property
    def served_model(self) -> str | None:
        """The backend's name of the model; None: the name that the client wrote."""
        return None

    @property
    def weights_manager(self) -> str | None:
        """Who sets the weights of the versions in the cluster; None: nobody, and those of the versions are in force."""
        return None

    @property
    def belongs_to_gateway(self) -> bool:
        """Whether the objects of the backend are those of an LLM gateway, and not the API's."""
        return False

    @property
    def pods(self) -> Pods | None:
        """The backend's pods; None: it has none, or the API doesn't know their labels."""
        return None

    @property
    def picked(self) -> bool:
        """Whether an endpoint picker chooses the replicas, so that requests go by the gateway of inference pools."""
        return False

    @property
    def max_requests(self) -> int | None:
        """How many requests all replicas together serve at a time; None: unknown."""
        return None

    def max_requests_of(self, version: Version) -> int | None:  # noqa: ARG002  # needed by kinds that count
        """How many requests all replicas of one version serve at a time; None: unknown."""
        return self.max_requests

    @property
    def keep_alive(self) -> timedelta | None:
        """How long the backend keeps an idle connection; None: as long as the API's budget says."""
        return None

    def objects(self, placement: Placement) -> str:
        """The beginning of the names of the objects that are for this backend alone.

        A backend that has a name has it here, and no model's, so another model with the same backend renames nothing.
        """
        return placement.name

    @abstractmethod
    def host(self, placement: Placement) -> str:
        """Fully qualified name in Istio's service registry."""

    def has_policy(self, placement: Placement) -> bool:  # noqa: ARG002  # needed by kinds of other namespaces
        """Whether the API sets the backend's policy, in a DestinationRule."""
        return not self.belongs_to_gateway

    def service_name(self, placement: Placement) -> str | None:  # noqa: ARG002  # needed by kinds with a Service
        """The Service in the API's namespace whose callers have the API's routes, if any."""
        return None

    def service(self, placement: Placement) -> KubernetesService | None:  # noqa: ARG002  # needed by kinds with a Service
        """The Service that the backend needs, if any."""
        return None
