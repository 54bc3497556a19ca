"""The hosted providers of a gateway: where they are, which namespaces may use them, and how requests get a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan.llm_gateway.egress import Egress
from llm_api_mesh.plan.llm_gateway.headers import VIRTUAL_SERVICES
from llm_api_mesh.plan.traffic_policy import TCP_KEEP_ALIVE, TrafficPolicy
from llm_api_mesh.spec.backends.provider_ref import PORT, provider_host
from llm_api_mesh.spec.credentials import ApiKey, AwsSignature, Credential, GoogleToken, KeyFromFile
from llm_api_mesh.spec.llm_gateway import GatewayProvider, LlmGatewaySpec
from llm_api_mesh.spec.providers.base import ExternalService

_EARLIER = timedelta(seconds=1)
_CONNECT_TIMEOUT = timedelta(seconds=2)
# With the time in which others connect: it ends with the handshake of TLS.
_CONNECT_TIMEOUT_BY_EGRESS = timedelta(seconds=5)

GOOGLE_METADATA = "llm-gateway/google-metadata"
"""The cluster of the metadata server of a Google Cloud node. No route leads there, as the names of all clusters that
istiod makes for routes begin with `outbound|`."""

# Envoy's text for a header that isn't there.
_UNSET = "-"


# Headers with which clients authenticate to the gateway, or to their own provider.
_KEYS = (
    "api-key",
    "authorization",
    "cf-aig-authorization",
    "cookie",
    "helicone-auth",
    "ocp-apim-subscription-key",
    "proxy-authorization",
    "sec-websocket-protocol",  # OpenAI reads a key from `openai-insecure-api-key.<key>`, and the account as well
    "x-api-key",
    "x-auth-token",
    "x-goog-api-key",
    "x-litellm-api-key",
    "x-portkey-api-key",
)

# Headers by which clients choose, among the accounts of a key, the one that pays.
_ACCOUNTS = (
    "anthropic-organization-id",
    "anthropic-workspace-id",
    "openai-organization",
    "openai-project",
    "x-goog-user-project",
    "x-hf-bill-to",
)

CLIENT_CREDENTIALS = tuple(sorted((*_KEYS, *_ACCOUNTS)))
"""Headers of clients that no provider gets."""


@dataclass(frozen=True, kw_only=True)
class ExternalHost:
    """A host outside of the cluster that the gateway may reach."""

    object_name: str
    host: str
    """The host's name in Istio's service registry."""
    address: str
    port: int
    """The port by which routes send to it."""
    target_port: int | None = None
    """The host's own port; None: the same one."""
    protocol: str

    @property
    def cluster(self) -> str:
        """Istio's name of its cluster in the proxy."""
        return f"outbound|{self.port}||{self.host}"


@dataclass(frozen=True, kw_only=True)
class ProviderPlan:
    """A hosted provider."""

    name: str
    object_name: str
    service: ExternalService
    host: str
    """Name in Istio's service registry."""
    users: tuple[str, ...]
    """What the metadata of the routes begin with that may lead to it."""
    credential: Credential
    policy: TrafficPolicy
    egress: Egress | None
    """What the gateway connects to in place of the provider's host."""

    @property
    def external_host(self) -> ExternalHost:
        """The host that the gateway may reach for it."""
        one = self.egress or self.service
        address, port = one.address, one.port
        return ExternalHost(
            object_name=self.object_name,
            host=self.host,
            address=address,
            port=PORT,
            target_port=None if port == PORT else port,
            protocol="HTTP2" if self.service.http2 else "HTTP",
        )

    @property
    def signature(self) -> AwsSignature | None:
        """How its cluster signs requests, if it does."""
        return self.credential if isinstance(self.credential, AwsSignature) else None

    @property
    def api_key(self) -> tuple[ApiKey, KeyFromFile] | None:
        """The key that its cluster adds, and the file with the key."""
        return (self.credential, self.credential.key) if isinstance(self.credential, ApiKey) else None

    @property
    def takes_google_token(self) -> bool:
        """Whether the gateway authenticates by a Google access token."""
        return isinstance(self.credential, GoogleToken)

    @property
    def key_header(self) -> str:
        """The header without which no request goes to the provider."""
        return self.credential.header if isinstance(self.credential, ApiKey) else "authorization"

    @property
    def empty_keys(self) -> tuple[str, ...]:
        """Values of that header which hold no key."""
        prefix = self.credential.prefix if isinstance(self.credential, ApiKey) else "Bearer "
        return tuple(dict.fromkeys((prefix, prefix.strip(), f"{prefix}{_UNSET}")))


@dataclass(frozen=True, kw_only=True)
class KeyVolume:
    """A Secret with keys that is mounted into the gateway's pods."""

    name: str
    secret: str
    folder: str


def derive_provider_plans(spec: LlmGatewaySpec, egress: Egress | None) -> Iterator[ProviderPlan]:
    """Return the plan of each provider, in the order of their names."""
    for name, one in spec.providers.items():
        service = one.provider.external_service
        yield ProviderPlan(
            name=name,
            object_name=f"{spec.name}-provider-{name}",
            service=service,
            host=provider_host(name, spec.name, spec.namespace),
            users=tuple(VIRTUAL_SERVICES.format(namespace=namespace) for namespace in one.namespaces),
            credential=one.provider.credential,
            policy=_policy(one, service, egress),
            egress=egress,
        )


def derive_key_volumes(spec: LlmGatewaySpec) -> Iterator[KeyVolume]:
    """Return the Secrets that deployed pods mount, each folder once."""
    mounted: set[str] = set()
    for name, one in spec.providers.items():
        if one.secret and one.key_file and one.key_file.folder not in mounted:
            mounted.add(one.key_file.folder)
            yield KeyVolume(name=f"provider-{name}", secret=one.secret, folder=one.key_file.folder)


def _policy(one: GatewayProvider, service: ExternalService, egress: Egress | None) -> TrafficPolicy:
    return TrafficPolicy(
        of_version=False,
        load_balancer=one.provider.load_balancer,
        server_name=service.address,
        locality=None,
        connect_timeout=_CONNECT_TIMEOUT_BY_EGRESS if egress else _CONNECT_TIMEOUT,
        idle_timeout=one.provider.keep_alive - _EARLIER,
        tcp_keep_alive=TCP_KEEP_ALIVE,
        http2_keep_alive=None,
        max_requests_per_connection=None,
        max_requests=None,
        ejection=None,
        retry_percent=None,
        retry_minimum=None,
    )
