"""The traffic that leaves the cluster: hosted providers, and other external hosts that the gateway calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import idle_timeout
from llm_api_mesh.spec.backends.base import ExternalService
from llm_api_mesh.spec.backends.provider import DOMAIN
from llm_api_mesh.spec.credentials import ApiKey, AwsSignature, Credential, GoogleToken, KeyFromFile
from llm_api_mesh.spec.mesh import Mesh

# Google's node metadata server: plain HTTP, on the node itself.
_METADATA_ADDRESS = "metadata.google.internal"
_METADATA_PORT = 80


@dataclass(frozen=True, kw_only=True)
class InternalHeaders:
    """Headers of a request that no provider may get."""

    names: tuple[str, ...]
    prefixes: tuple[str, ...]


INTERNAL_HEADERS = InternalHeaders(
    names=("baggage", "cf-connecting-ip", "forwarded", "true-client-ip", "via", "x-real-ip"),
    prefixes=("x-amz-", "x-envoy-", "x-forwarded-", "x-goog-", "x-istio-", "x-llm-"),
)
"""Internal addresses and names, the client's address under the names that proxies use, and headers that a client may
send to have them signed or to charge another account."""

MISSING_KEY_STATUS = HTTPStatus.INTERNAL_SERVER_ERROR
"""The status of the answer to a request for which the gateway has no key: only its administrator can add the key."""

# Envoy's text for an environment variable that isn't set.
_UNSET = "-"


@dataclass(frozen=True, kw_only=True)
class InjectedKey:
    """A key that the gateway reads from a file and writes into a header."""

    credential: ApiKey
    file: KeyFromFile


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A hosted provider, and how the gateway sends requests to it."""

    target: LeafTarget
    service: ExternalService
    credential: Credential
    idle_timeout: timedelta

    @property
    def host(self) -> str:
        """The provider's name in Istio's service registry."""
        return self.target.host

    @property
    def signature(self) -> AwsSignature | None:
        """The AWS signature that the provider's cluster adds to requests, if any."""
        return self.credential if isinstance(self.credential, AwsSignature) else None

    @property
    def injected_key(self) -> InjectedKey | None:
        """The key that the provider's cluster adds; None: the route sets it, or requests are signed."""
        credential = self.credential
        if isinstance(credential, ApiKey) and isinstance(credential.key, KeyFromFile):
            return InjectedKey(credential=credential, file=credential.key)
        return None

    @property
    def takes_google_token(self) -> bool:
        """Whether the provider authenticates the gateway by a Google access token."""
        return isinstance(self.credential, GoogleToken)

    @property
    def key_header(self) -> str:
        """The header without which no request goes to the provider."""
        return self.credential.header if isinstance(self.credential, ApiKey) else "authorization"

    @property
    def empty_keys(self) -> tuple[str, ...]:
        """Values of that header that contain no key: an empty key, or a variable that isn't set."""
        prefix = self.credential.prefix if isinstance(self.credential, ApiKey) else "Bearer "
        return tuple(dict.fromkeys((prefix, prefix.strip(), f"{prefix}{_UNSET}")))

    @property
    def refusal(self) -> str:
        """The body of the answer to a request without a key."""
        message = f"The gateway has no key for {self.service.address}."
        return error_body(message, "server_error", code="provider_key_missing")


@dataclass(frozen=True, kw_only=True)
class ExternalHost:
    """A host outside of the cluster that the gateway may reach."""

    field: str
    """Field of the backend that needs it."""
    object_name: str
    host: str
    """The host's name in Istio's service registry."""
    address: str
    port: int
    protocol: str
    target_port: int | None = None
    """The host's own port; None: the same one."""

    @property
    def cluster(self) -> str:
        """Istio's name of its cluster in the proxy."""
        return f"outbound|{self.port}||{self.host}"


def derive_providers(settings: Settings, backends: Iterable[LeafTarget]) -> Iterator[Provider]:
    """Yield all providers of an API."""
    for target in backends:
        service, credential = target.backend.external_service, target.backend.credential
        if service and credential:
            idle = idle_timeout(settings, target.backend)
            yield Provider(target=target, service=service, credential=credential, idle_timeout=idle)


def derive_external_hosts(mesh: Mesh, providers: Sequence[Provider]) -> Iterator[ExternalHost]:
    """Yield all external hosts that the gateway may reach for an API."""
    for provider in providers:
        yield ExternalHost(
            field=provider.target.names.field,
            object_name=f"{provider.target.names.base}-{provider.service.name}",
            host=provider.host,
            address=provider.service.address,
            port=provider.service.port,
            protocol="HTTP2" if provider.service.http2 else "HTTP",
        )
    if tokens := [provider for provider in providers if provider.takes_google_token]:
        yield ExternalHost(
            field=tokens[0].target.names.field,
            object_name=f"{mesh.name}-google-metadata",
            host=_metadata_host(mesh),
            address=_METADATA_ADDRESS,
            port=_METADATA_PORT,
            protocol="HTTP",
        )


def metadata_cluster(mesh: Mesh) -> str:
    """Envoy's name of the cluster for Google's metadata server."""
    return f"outbound|{_METADATA_PORT}||{_metadata_host(mesh)}"


def _metadata_host(mesh: Mesh) -> str:
    return f"google-metadata.{mesh.name}.{mesh.namespace}.{DOMAIN}"
