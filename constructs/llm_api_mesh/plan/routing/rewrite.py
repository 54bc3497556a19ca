"""The changes that a route makes to requests for a backend, and to the backend's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frozendict import frozendict

from llm_api_mesh.plan.llm_gateway.headers import INCLUDE_USAGE, LEG, SPILL, UPSTREAM_MODEL
from llm_api_mesh.plan.slot_failover import spill_class
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.credentials import GOOGLE_HEADER, ApiKey, Credential, GoogleToken, KeyFromEnvironment
from llm_api_mesh.spec.mesh import Mesh

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

# Headers that a provider sets for its own host. Clients would apply them to the gateway's host.
_PROVIDER_HEADERS = ("alt-svc", "set-cookie", "strict-transport-security")

_OPENAI_PATH = "/v1"


@dataclass(frozen=True, kw_only=True)
class Rewrite:
    """The changes; the default changes nothing."""

    authority: str | None = None
    """The Host header that the backend expects."""
    base_path: str | None = None
    """The path prefix that replaces `/v1`; empty: `/v1` is removed."""
    set_headers: Mapping[str, str] = frozendict()
    """Request headers that the backend needs."""
    remove_headers: tuple[str, ...] = ()
    """Request headers that the backend must not get."""
    remove_response_headers: tuple[str, ...] = ()
    """Response headers that the client must not get."""


def rewrite_at_llm_gateway(mesh: Mesh, target: Target) -> Rewrite:
    """The headers by which a route tells an LLM gateway what it does with a request; no backend gets them."""
    if target.failover:
        # The second hop tells the rest.
        return Rewrite(set_headers=frozendict({LEG: target.names.failover, SPILL: spill_class(target)}))
    headers = {}
    if target.backend.served_model:
        headers[UPSTREAM_MODEL] = target.backend.served_model
    if mesh.include_usage:
        headers[INCLUDE_USAGE] = "true"
    # The provider's cluster removes more. This is for a gateway whose EnvoyFilters somebody has deleted.
    removed = CLIENT_CREDENTIALS if target.backend.belongs_to_gateway else ()
    return Rewrite(set_headers=frozendict(headers), remove_headers=removed)


def rewrite_for(target: Target) -> Rewrite:
    """The changes for a target.

    A provider gets its own Host, path and key, and none of the client's credentials. For other backends nothing
    changes.
    """
    external, credential = target.backend.external_service, target.backend.credential
    if external is None:
        return Rewrite()
    return Rewrite(
        authority=external.address,
        base_path=None if external.base_path == _OPENAI_PATH else external.base_path,
        set_headers=frozendict(_header(credential)),
        remove_headers=CLIENT_CREDENTIALS,
        remove_response_headers=_PROVIDER_HEADERS,
    )


def _header(credential: Credential | None) -> dict[str, str]:
    """The header with the key, if a route can set it; the provider's cluster adds any other."""
    if isinstance(credential, ApiKey) and isinstance(credential.key, KeyFromEnvironment):
        return {credential.header: f"{credential.prefix}%ENVIRONMENT({credential.key.variable})%"}
    if isinstance(credential, GoogleToken):
        return {"authorization": f"Bearer %REQ({GOOGLE_HEADER})%"}
    return {}
