"""Azure OpenAI: a host for each resource, and the key in Azure's own header."""

from __future__ import annotations

import re
from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.credentials import ApiKey
from llm_api_mesh.spec.names import LABEL_MAX, is_dns_label
from llm_api_mesh.spec.providers.base import KeyedProvider

_DOMAIN = ".openai.azure.com"
_V1 = "/openai/v1"

# Where Azure's resources have their endpoints, with a scheme and a path as the Azure portal shows them, or without.
_ENDPOINT = re.compile(
    r"(https?://)?(?P<name>[a-z0-9-]+)(?P<domain>\.(openai|services\.ai|cognitiveservices)\.azure\.(com|us|cn))(/.*)?",
    re.DOTALL,
)


def _resource(name: str) -> str:
    endpoint = _ENDPOINT.fullmatch(name.lower())
    if endpoint and is_dns_label(endpoint["name"]):
        raise _with_domain(endpoint["name"], endpoint["domain"])
    if not is_dns_label(name):
        # No other name is near: anybody may register it, and would get the requests and the key.
        fix = f'Write "{name.lower()}".' if is_dns_label(name.lower()) else ""
        raise refused("name-invalid", allowed="lower-case letters, digits and inner hyphens", fix=fix)
    return name


def _with_domain(name: str, domain: str) -> Exception:
    if domain == _DOMAIN:
        return refused("name-invalid", allowed=f"the resource's name, without {_DOMAIN}", fix=f'Write "{name}".')
    return refused(
        "name-invalid",
        allowed=f"the name of a resource at {_DOMAIN}",
        fix=f'Write OpenAICompatible(url="https://{name}{domain}{_V1}", api_key=...).',
    )


class AzureOpenAI(KeyedProvider):
    """Azure OpenAI, with its v1 API, which needs no `api-version`. `ProviderRef.model` is the name of a deployment."""

    resource: Annotated[str, Rule(_resource, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """Name of the Azure resource. For a resource at another domain of Azure's, use `OpenAICompatible`. Becomes: the
    first label of the address, before `.openai.azure.com`."""

    @property
    def address(self) -> str:
        """The address of the resource."""
        return f"{self.resource}{_DOMAIN}"

    @property
    def base_path(self) -> str:
        """The path of the v1 API."""
        return _V1

    @property
    def credential(self) -> ApiKey:
        """The key in Azure's header."""
        return ApiKey(key=self.api_key, header="api-key", prefix="")
