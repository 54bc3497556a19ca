"""AWS Bedrock: a host for each region, with a key or with a signature of the gateway's."""

from __future__ import annotations

from typing import ClassVar

from llm_api_mesh.spec.backends.provider import Provider
from llm_api_mesh.spec.credentials import ApiKey, AwsSignature, Credential, Key
from llm_api_mesh.spec.names import DnsLabel


class Bedrock(Provider):
    """AWS Bedrock, by its endpoint that is compatible with OpenAI's.

    Becomes, without a key: `aws_request_signing` in an `EnvoyFilter`, by the gateway's own AWS identity.
    """

    default_name: ClassVar[str] = "bedrock"

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
