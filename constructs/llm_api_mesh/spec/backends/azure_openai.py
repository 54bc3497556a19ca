"""Azure OpenAI: a host for each resource, and the key in Azure's own header."""

from __future__ import annotations

from typing import Annotated, ClassVar

from llm_api_mesh.spec.backends.provider import KeyedProvider
from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.credentials import ApiKey
from llm_api_mesh.spec.names import LABEL_MAX, dns_label, is_dns_label

_DOMAIN = ".openai.azure.com"


def _resource(name: str) -> str:
    label = name.removeprefix("https://").removesuffix("/").removesuffix(_DOMAIN)
    if label != name and is_dns_label(label):
        raise refused("name-invalid", allowed=f"the resource's name, without {_DOMAIN}", fix=f'Write "{label}".')
    return dns_label(name)


class AzureOpenAI(KeyedProvider):
    """Azure OpenAI, with its v1 API, which needs no `api-version`. `model` is the name of a deployment."""

    default_name: ClassVar[str] = "azure-openai"

    resource: Annotated[str, Rule(_resource, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """Name of the Azure resource. Becomes: the first label of the address, before `.openai.azure.com`."""

    @property
    def address(self) -> str:
        """The address of the resource."""
        return f"{self.resource}{_DOMAIN}"

    @property
    def base_path(self) -> str:
        """The path of the v1 API."""
        return "/openai/v1"

    @property
    def credential(self) -> ApiKey:
        """The key in Azure's header."""
        return ApiKey(key=self.api_key, header="api-key", prefix="")
