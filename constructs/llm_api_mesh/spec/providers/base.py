"""The base of hosted providers. Each kind of provider has a module beside this one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Literal

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.credentials import ApiKey, Credential, KeyFromFile
from llm_api_mesh.spec.load_balancer import LeastRequest

_HTTPS = 443


@dataclass(frozen=True, kw_only=True)
class ExternalService:
    """A service outside of the cluster, reached over TLS."""

    address: str
    """DNS name of the service, for which its certificate must be valid."""
    port: int
    base_path: str
    """The path prefix that replaces `/v1`; empty: `/v1` is removed."""
    http2: bool


class Provider(Spec, ABC):
    """A model API outside of the cluster. The gateway connects by TLS and always verifies the certificate."""

    protocol: Literal["http", "http2"] = "http"
    """`http` (HTTP/1.1), with a connection for each open request, or `http2`, with one connection for all. Default:
    `http`, because then requests spread over all addresses of the provider. Becomes:
    `ServiceEntry.spec.ports[].protocol`."""

    @property
    def port(self) -> int:
        """The port of HTTPS."""
        return _HTTPS

    @property
    def load_balancer(self) -> LeastRequest:
        """Least request over the provider's addresses."""
        return LeastRequest()

    @property
    def keep_alive(self) -> timedelta:
        """The idle time that the load balancers of all clouds allow."""
        return timedelta(seconds=60)

    @property
    @abstractmethod
    def address(self) -> str:
        """DNS name of the provider."""

    @property
    @abstractmethod
    def base_path(self) -> str:
        """Path prefix of the provider in place of `/v1`; empty if it has none."""

    @property
    def external_service(self) -> ExternalService:
        """Address and protocol of the provider."""
        return ExternalService(
            address=self.address,
            port=self.port,
            base_path=self.base_path,
            http2=self.protocol == "http2",
        )

    @property
    @abstractmethod
    def credential(self) -> Credential:
        """The gateway's credential for the provider."""


class KeyedProvider(Provider):
    """A provider that identifies its customers by a key."""

    private: ClassVar[frozenset[str]] = frozenset({"api_key"})

    api_key: KeyFromFile
    """Where the gateway finds the key: `KeyFromFile(...)`. Becomes: the header with the key, by an `EnvoyFilter`."""

    @property
    def credential(self) -> ApiKey:
        """The key as OpenAI's API takes it."""
        return ApiKey(key=self.api_key)
