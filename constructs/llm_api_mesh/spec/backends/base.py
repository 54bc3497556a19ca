"""The questions that every kind of backend answers; resource modules ask these and never look at the kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, Protocol, Self

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.credentials import Credential
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LoadBalancer
from llm_api_mesh.spec.locality import AnyLocality
from llm_api_mesh.spec.version import Version

from frozendict import frozendict

if TYPE_CHECKING:
    from llm_api_mesh.spec.backends.kinds import AnyAnswering


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


@dataclass(frozen=True, kw_only=True)
class ExternalService:
    """A service outside of the mesh, reached by TLS."""

    name: str
    """What tells it from the mesh's other backends."""
    address: str
    """Its DNS name, which its certificate must bear."""
    port: int
    http2: bool


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a route does to a request so that the backend understands it: nothing, if these are empty."""

    authority: str | None = None
    """The Host that the backend answers to."""
    base_path: str | None = None
    """What stands in the place of `/v1` at the backend."""
    set_headers: Mapping[str, str] = frozendict()
    """Headers that it needs."""
    remove_headers: tuple[str, ...] = ()
    """Headers that aren't its business."""
    remove_response_headers: tuple[str, ...] = ()
    """Headers of the answer that aren't the client's business."""


class Backend(Spec, ABC):
    """Something that answers LLM requests."""

    if TYPE_CHECKING:  # fields of some kinds and constants of others

        @property
        def port(self) -> int:
            """Port that routes send to."""

        @property
        def load_balancer(self) -> LoadBalancer:
            """How requests are spread over its replicas or addresses."""

        @property
        def locality(self) -> AnyLocality | None:
            """Whether near ones are preferred."""

        @property
        def ejection(self) -> Ejection | None:
            """When one of these is left out for a while."""

        @property
        def http2_keep_alive(self) -> Http2KeepAlive | None:
            """HTTP/2 PINGs."""

        @property
        def versions(self) -> Sequence[Version]:
            """Its versions, by their names; none: it has one, unnamed."""

    @property
    def label(self) -> str:
        """What tells it from other backends of a failover; empty: what has no name of its own."""
        return ""

    @property
    def ordered(self) -> tuple[AnyAnswering, ...] | None:
        """The backends that it stands for, in the order in which a request tries them; None: it answers by itself."""
        return None

    def replaceable(self) -> Self:
        """The same where another one takes over from it."""
        return self

    @property
    def speaks_grpc(self) -> bool:
        """Whether the requests are gRPC's, with paths and errors of their own."""
        return False

    @property
    def max_requests(self) -> int | None:
        """How many requests all replicas together serve at a time; None: not known."""
        return None

    def max_requests_of(self, version: Version) -> int | None:  # noqa: ARG002  # asked by kinds that count
        """How many requests all replicas of one version serve at a time; None: not known."""
        return self.max_requests

    @property
    def keep_alive(self) -> timedelta | None:
        """How long it keeps an idle connection; None: as long as the mesh's budget says."""
        return None

    @property
    def reach(self) -> Reach:
        """What a route to it does to a request."""
        return Reach()

    @abstractmethod
    def host(self, home: Home) -> str:
        """The name under which Istio's service registry knows it, in full."""

    def service(self, home: Home) -> KubernetesService | None:  # noqa: ARG002  # asked by kinds that need one
        """The Service that it needs, if any."""
        return None

    @property
    def external_service(self) -> ExternalService | None:
        """What it is outside of the mesh, if it is there."""
        return None

    @property
    def credential(self) -> Credential | None:
        """What the gateway shows to it, if anything."""
        return None
