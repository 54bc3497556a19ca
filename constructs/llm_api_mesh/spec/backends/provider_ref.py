"""A hosted provider of the LLM gateway: an API knows its name, and the gateway has its address and its key."""

from __future__ import annotations

from llm_api_mesh.spec.backends.base import Backend, Placement
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest
from llm_api_mesh.spec.model_name import BackendModel
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.version import Version

DOMAIN = "llm-gateway.internal"
"""The domain of the providers' names in Istio's service registry. No DNS server has it."""

PORT = 443
"""The port by which routes send to every provider."""


def provider_host(provider: str, gateway: str, namespace: str) -> str:
    """Return the name of a gateway's provider in Istio's service registry."""
    return f"{provider}.{provider_domain(gateway, namespace)}"


def provider_domain(gateway: str, namespace: str) -> str:
    """Return the domain of the names of a gateway's providers."""
    return f"{gateway}.{namespace}.{DOMAIN}"


class ProviderRef(Backend):
    """A hosted provider of the `LlmGateway` that the API is behind.

    The platform's team declares the provider with its address, its key and the namespaces that may use it:
    `LlmGateway(providers={...})`. The API only names it.

    Becomes: `http[].route[].destination`.
    """

    provider: DnsLabel
    """Name of the provider in `LlmGateway.providers`. Becomes: the first label of `destination.host`."""
    name: DnsLabel | None = None
    """Name of the backend among those of a `Failover`. Default: the name of the provider. Becomes: a part of
    `http[].name`."""
    model: BackendModel | None = None
    """The provider's name of the model, such as "gpt-4o-mini". It replaces the top-level `model` of the request's JSON
    body. It has no `%`. Default: the name that the client wrote. Becomes: the header `x-llm-upstream-model`, which
    the gateway reads."""

    @property
    def label(self) -> str:
        """The given name, or that of the provider."""
        return self.name or self.provider

    @property
    def served_model(self) -> str | None:
        """The provider's name of the model."""
        return self.model

    @property
    def port(self) -> int:
        """The same for all providers."""
        return PORT

    @property
    def load_balancer(self) -> LeastRequest:
        """The gateway balances over the provider's addresses."""
        return LeastRequest()

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
    def max_requests_per_connection(self) -> int | None:
        """None: there is no field for it."""
        return None

    @property
    def versions(self) -> tuple[Version, ...]:
        """None: a provider's models have different names instead."""
        return ()

    @property
    def belongs_to_gateway(self) -> bool:
        """True: the gateway's file has its objects."""
        return True

    def host(self, placement: Placement) -> str:
        """The provider's name at the gateway; without a gateway, which is refused, one that nothing has."""
        gateway = placement.gateway
        return provider_host(self.provider, gateway.name, gateway.namespace) if gateway else f"{self.provider}.{DOMAIN}"
