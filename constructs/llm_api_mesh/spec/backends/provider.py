"""Hosted providers: what they have in common. Each kind is a module of its own beside this one."""

from __future__ import annotations

from abc import abstractmethod
from datetime import timedelta
from typing import ClassVar, Literal

from llm_api_mesh.spec.backends.base import Backend, ExternalService, Placement
from llm_api_mesh.spec.credentials import (
    ApiKey,
    Credential,
    Key,
)
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.version import Version

# Hosts of Istio's registry need a domain; this one is nobody's by ICANN's word, and never looked up.
DOMAIN = "llm-api-mesh.internal"

_HTTPS = 443


class Provider(Backend):
    """A model API outside of the mesh, reached by TLS, whose certificate is verified whatever happens."""

    default_name: ClassVar[str]
    """What tells the provider from the other backends of an API, if it has no name."""

    name: DnsLabel | None = None
    """What tells it from the mesh's other backends. Default: its kind, such as "openai". Becomes: the first label of
    `ServiceEntry.spec.hosts`."""
    protocol: Literal["http", "http2"] = "http"
    """HTTP/1.1, with a connection for each request of the moment, or HTTP/2, with one for all. Default: `http`, so that
    requests spread over the provider's addresses. Becomes: `ServiceEntry.spec.ports[].protocol`."""

    @property
    def label(self) -> str:
        """Its name or its kind."""
        return self.name or self.default_name

    @property
    def port(self) -> int:
        """Port of HTTPS."""
        return _HTTPS

    @property
    def load_balancer(self) -> LeastRequest:
        """Over the addresses that the provider's name has, as Envoy does it."""
        return LeastRequest(choices=2)

    @property
    def locality(self) -> None:
        """None is nearer."""

    @property
    def ejection(self) -> Ejection | None:
        """Never: what stands behind an address isn't one replica."""
        return None

    @property
    def http2_keep_alive(self) -> Http2KeepAlive | None:
        """None."""
        return None

    @property
    def versions(self) -> tuple[Version, ...]:
        """None: a provider's models are told apart by their names."""
        return ()

    @property
    def keep_alive(self) -> timedelta:
        """What the load balancers of all clouds allow, whatever the model server behind them does."""
        return timedelta(seconds=60)

    @property
    @abstractmethod
    def address(self) -> str:
        """Its DNS name."""

    @property
    @abstractmethod
    def base_path(self) -> str:
        """What stands in the place of `/v1` there."""

    def host(self, placement: Placement) -> str:
        """A name of the mesh's own, so that two meshes which use one provider don't share its settings."""
        return f"{self.label}.{placement.name}.{placement.namespace}.{DOMAIN}"

    @property
    def external_service(self) -> ExternalService:
        """The provider as DNS and TLS know it."""
        return ExternalService(
            name=self.label,
            address=self.address,
            port=self.port,
            base_path=self.base_path,
            http2=self.protocol == "http2",
        )

    @property
    @abstractmethod
    def credential(self) -> Credential:
        """What the gateway shows to it."""


class KeyedProvider(Provider):
    """A provider that knows its customers by a key."""

    api_key: Key
    """Where the gateway has the key from: `KeyFromEnvironment(...)` or `KeyFromFile(...)`."""

    @property
    def credential(self) -> ApiKey:
        """The key, as OpenAI takes it."""
        return ApiKey(key=self.api_key)
