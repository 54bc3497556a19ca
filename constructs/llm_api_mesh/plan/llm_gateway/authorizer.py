"""The authorizer that checks the API keys of requests: its objects, and what Istio has to know of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.spec.api_keys import ApiKeys
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.names import LABEL_MAX
from llm_api_mesh.spec.token_holders import claim_steps

KEY_HEADERS = ("api-key", "authorization", "x-api-key")
"""The headers in which a request may have its key; no backend gets them."""

PORT = 9191
"""The port of the authorizer, gRPC."""

KINDS = (
    "AuthorizationPolicy",
    "ConfigMap",
    "Deployment",
    "DestinationRule",
    "PeerAuthentication",
    "PodDisruptionBudget",
    "Service",
    "ServiceAccount",
)
"""The kinds of the authorizer's objects, which have one name."""

# An answer takes milliseconds. Istio's own default is 600 s, during which each request would wait.
_TIMEOUT = timedelta(seconds=1)

_DIGITS = 8


@dataclass(frozen=True, kw_only=True)
class Authorizer:
    """The authorizer of one gateway."""

    object_name: str
    host: str
    """The fully qualified name of its Service."""
    provider: str
    """The name of its extension provider in Istio's mesh configuration, which all gateways share."""
    labels: Mapping[str, str]
    """The labels of its pods."""
    gateway_account: str
    """The service account of the gateway's pods, as `<namespace>/<name>`, which alone may ask it."""
    team_claim: tuple[str, ...]
    """The path to the caller's team in what is known of a key."""
    keys: ApiKeys

    @property
    def mesh_config(self) -> str:
        """The entry of `extensionProviders` in Istio's mesh configuration, as YAML in one line."""
        return (
            f"{{name: {self.provider}, envoyExtAuthzGrpc: {{service: {self.host}, port: {PORT}, "
            f'timeout: {istio_duration(_TIMEOUT)}, statusOnError: "{int(HTTPStatus.SERVICE_UNAVAILABLE)}"}}}}'
        )


def derive_authorizer(spec: LlmGatewaySpec) -> Authorizer | None:
    """Return it; None: the gateway asks for no API keys."""
    if spec.api_keys is None:
        return None
    name = names.authorizer(spec.name)
    return Authorizer(
        object_name=name,
        host=f"{name}.{spec.namespace}.svc.{spec.cluster_domain}",
        provider=_provider(spec),
        labels={"llm-gateway-authorizer": spec.name},
        gateway_account=f"{spec.namespace}/{spec.service_account}",
        team_claim=claim_steps(spec.team_claim),
        keys=spec.api_keys,
    )


def _provider(spec: LlmGatewaySpec) -> str:
    """Name the extension provider: istiod accepts a DNS label, and two gateways of a mesh must not have one name."""
    name = f"{spec.namespace}-{spec.name}-keys"
    if len(name) <= LABEL_MAX:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    return f"{spec.name}-keys-{digest}"
