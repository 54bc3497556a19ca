"""The kinds of hosted providers: whose host and path, and how the key is shown."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal, NamedTuple
from urllib.parse import urlsplit

from llm_api_mesh.releases import Since
from llm_api_mesh.spec.backends.provider import KeyedProvider, Provider
from llm_api_mesh.spec.base import refused
from llm_api_mesh.spec.credentials import ApiKey, AwsSignature, Credential, GoogleToken, Key
from llm_api_mesh.spec.names import DnsLabel, is_domain

from pydantic import AfterValidator

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")
_HTTPS = 443


class OpenAI(KeyedProvider):
    """OpenAI.

    Becomes: a `ServiceEntry`, the `tls` of a `DestinationRule`, and changes to requests in the `VirtualService`.
    """

    kind: ClassVar[str] = "openai"

    @property
    def address(self) -> str:
        """The one of all customers."""
        return "api.openai.com"

    @property
    def base_path(self) -> str:
        """OpenAI's own."""
        return "/v1"


class AzureOpenAI(KeyedProvider):
    """Azure OpenAI, by its v1 API, which needs no `api-version`; `model` is the name of a deployment."""

    kind: ClassVar[str] = "azure-openai"

    resource: DnsLabel
    """Name of the Azure resource. Becomes: the address's first label, before `.openai.azure.com`."""

    @property
    def address(self) -> str:
        """The resource's own."""
        return f"{self.resource}.openai.azure.com"

    @property
    def base_path(self) -> str:
        """That of the v1 API."""
        return "/openai/v1"

    @property
    def credential(self) -> ApiKey:
        """The key in Azure's header."""
        return ApiKey(key=self.api_key, header="api-key", prefix="")


class Anthropic(KeyedProvider):
    """Anthropic: its Chat Completions, compatible with OpenAI's, or its own Messages."""

    kind: ClassVar[str] = "anthropic"

    api: Literal["chat-completions", "messages"] = "chat-completions"
    """What clients speak: `chat-completions` or `messages`, as requests aren't translated. Default:
    `chat-completions`. Becomes: the header that the key goes to, `authorization` or `x-api-key`."""

    @property
    def address(self) -> str:
        """The one of all customers."""
        return "api.anthropic.com"

    @property
    def base_path(self) -> str:
        """The same as OpenAI's."""
        return "/v1"

    @property
    def credential(self) -> ApiKey:
        """The key where the API in use takes it."""
        if self.api == "messages":
            return ApiKey(key=self.api_key, header="x-api-key", prefix="")
        return ApiKey(key=self.api_key)


class Gemini(KeyedProvider):
    """Google's Gemini API, by its endpoints that are compatible with OpenAI's."""

    kind: ClassVar[str] = "gemini"

    @property
    def address(self) -> str:
        """The one of all customers."""
        return "generativelanguage.googleapis.com"

    @property
    def base_path(self) -> str:
        """That of the compatible endpoints."""
        return "/v1beta/openai"


class Mistral(KeyedProvider):
    """Mistral."""

    kind: ClassVar[str] = "mistral"

    @property
    def address(self) -> str:
        """The one of all customers."""
        return "api.mistral.ai"

    @property
    def base_path(self) -> str:
        """The same as OpenAI's."""
        return "/v1"


class Bedrock(Provider):
    """AWS Bedrock, by its endpoint that is compatible with OpenAI's.

    Becomes, without a key: `aws_request_signing` in an `EnvoyFilter`, by the gateway's own AWS identity.
    """

    kind: ClassVar[str] = "bedrock"

    region: DnsLabel
    """AWS region, such as "us-east-1". Becomes: a part of the address."""
    api_key: Key | None = None
    """Where the gateway has a Bedrock API key from. Default: none, and requests are signed."""

    @property
    def address(self) -> str:
        """The region's own."""
        return f"bedrock-runtime.{self.region}.amazonaws.com"

    @property
    def base_path(self) -> str:
        """That of the compatible endpoint."""
        return "/openai/v1"

    @property
    def credential(self) -> Credential:
        """The key, or a signature."""
        return ApiKey(key=self.api_key) if self.api_key else AwsSignature(service="bedrock", region=self.region)


class VertexAI(Provider):
    """Google's Vertex AI, by its endpoint that is compatible with OpenAI's; the key is the gateway's Google identity.

    Becomes: `gcp_authn` in an `EnvoyFilter`, and a `ServiceEntry` for Google's metadata server.
    """

    kind: ClassVar[str] = "vertex-ai"

    project: Annotated[DnsLabel, Since("1.31", "access tokens to Envoy's gcp_authn")]
    """Google Cloud project. Becomes: a part of the path."""
    location: DnsLabel = "global"
    """Region, such as "europe-west4", or "global". Default: "global". Becomes: a part of the address and the path."""

    @property
    def address(self) -> str:
        """The location's own."""
        name = "aiplatform.googleapis.com"
        return name if self.location == "global" else f"{self.location}-{name}"

    @property
    def base_path(self) -> str:
        """That of the compatible endpoint."""
        return f"/v1/projects/{self.project}/locations/{self.location}/endpoints/openapi"

    @property
    def credential(self) -> GoogleToken:
        """A token of the gateway's identity."""
        return GoogleToken()


class _Url(NamedTuple):
    address: str
    port: int
    path: str


def _parsed(url: str) -> _Url:
    parts = urlsplit(url)
    return _Url(parts.hostname or "", parts.port or _HTTPS, parts.path.rstrip("/"))


def _https_url(url: str) -> str:
    allowed = "a URL by https with a host name, an optional port and a path, such as https://llm.example.net/v1"
    try:
        parts, parsed = urlsplit(url), _parsed(url)
    except ValueError:
        raise refused("provider-url", allowed=allowed) from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise refused("provider-url", given="a URL with more than host, port and path", allowed=allowed)
    if parts.scheme == "http":
        # A key must not travel in the clear.
        raise refused("provider-url", allowed=allowed, fix=f'Write "https{url[4:]}".')
    if parts.scheme != "https" or "." not in parsed.address or not is_domain(parsed.address):
        raise refused("provider-url", allowed=allowed)
    if not _PATH.fullmatch(parsed.path):
        raise refused("provider-url", allowed=allowed, fix="" if parsed.path else f'Write "{url.rstrip("/")}/v1".')
    return url


class OpenAICompatible(KeyedProvider):
    """Any other provider whose API is OpenAI's."""

    kind: ClassVar[str] = "openai-compatible"

    url: Annotated[str, AfterValidator(_https_url)]
    """What a client of OpenAI's takes as its base URL: "https://api.groq.com/openai/v1". Becomes: the address, the port
    and the path."""

    @property
    def address(self) -> str:
        """The URL's host."""
        return _parsed(self.url).address

    @property
    def port(self) -> int:
        """The URL's port."""
        return _parsed(self.url).port

    @property
    def base_path(self) -> str:
        """The URL's path."""
        return _parsed(self.url).path
