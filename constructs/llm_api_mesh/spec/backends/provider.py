"""The base of hosted providers. Each kind of provider has a module beside this one."""

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

# Hosts in Istio's registry need a domain. ICANN has reserved `.internal`, and nothing looks this name up.
DOMAIN = "llm-api-mesh.internal"

_HTTPS = 443


class Provider(Backend):
    """A model API outside of the cluster. The gateway connects by TLS and always verifies the certificate."""

    default_name: ClassVar[str]
    """Name of the provider among the backends of an API if the user gives none."""

    name: DnsLabel | None = None
    """Name of the provider among the backends of the API: a DNS label. Default: the kind of provider, such as "openai".
    Becomes: the first label of `ServiceEntry.spec.hosts`."""
    protocol: Literal["http", "http2"] = "http"
    """`http` (HTTP/1.1), with a connection for each open request, or `http2`, with one connection for all. Default:
    `http`, because then requests spread over all addresses of the provider. Becomes:
    `ServiceEntry.spec.ports[].protocol`."""

    @property
    def label(self) -> str:
        """The given name or the default one."""
        return self.name or self.default_name

    @property
    def port(self) -> int:
        """The port of HTTPS."""
        return _HTTPS

    @property
    def load_balancer(self) -> LeastRequest:
        """Least request over the provider's addresses, with Envoy's own number of choices."""
        return LeastRequest(choices=2)

    @property
    def locality(self) -> None:
        """None: providers have no locality."""

    @property
    def ejection(self) -> Ejection | None:
        """None: an address isn't one replica."""
        return None

    @property
    def http2_keep_alive(self) -> Http2KeepAlive | None:
        """None: there is no field for it."""
        return None

    @property
    def versions(self) -> tuple[Version, ...]:
        """None: a provider's models have different names instead."""
        return ()

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

    def host(self, placement: Placement) -> str:
        """A name that no other API has, so that APIs with the same provider don't share its settings."""
        return f"{self.label}.{placement.name}.{placement.namespace}.{DOMAIN}"

    @property
    def external_service(self) -> ExternalService:
        """Name, address and protocol of the provider."""
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
        """The gateway's credential for the provider."""


class KeyedProvider(Provider):
    """A provider that identifies its customers by a key."""

    private: ClassVar[frozenset[str]] = frozenset({"api_key"})

    api_key: Key
    """Where the gateway finds the key: `KeyFromEnvironment(...)` or `KeyFromFile(...)`. Becomes: the header with the
    key, by a `VirtualService` or an `EnvoyFilter`."""

    @property
    def credential(self) -> ApiKey:
        """The key as OpenAI's API takes it."""
        return ApiKey(key=self.api_key)
