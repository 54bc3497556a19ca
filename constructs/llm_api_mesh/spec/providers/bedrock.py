"""AWS Bedrock: a host for each region, with a key or with a signature of the gateway."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.credentials import ApiKey, AwsSignature, Credential, KeyFromFile
from llm_api_mesh.spec.providers.base import Provider

_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]+")


def _region(name: str) -> str:
    if not _REGION.fullmatch(name):
        near = re.search(rf"(?<![a-z-]){_REGION.pattern}", name.lower())
        fix = f'Write "{near[0]}".' if near else ""
        raise refused("name-invalid", allowed='a region such as "us-east-1"', fix=fix)
    return name


class Bedrock(Provider):
    """AWS Bedrock, with its endpoint that is compatible with OpenAI's API.

    Becomes, without a key: `aws_request_signing` in an `EnvoyFilter`, with the gateway's own AWS identity.
    """

    private: ClassVar[frozenset[str]] = frozenset({"api_key"})

    region: Annotated[str, Rule(_region, pattern=_REGION.pattern)]
    """AWS region, such as "us-east-1". Becomes: part of the address."""
    api_key: KeyFromFile | None = None
    """Where the gateway finds a Bedrock API key: `KeyFromFile(...)`. Default: none; the gateway signs
    requests. Becomes: the header `authorization`."""

    @property
    def address(self) -> str:
        """The address of the region."""
        return f"bedrock-runtime.{self.region}.amazonaws.com"

    @property
    def base_path(self) -> str:
        """The path of the compatible endpoint."""
        return "/openai/v1"

    @property
    def credential(self) -> Credential:
        """The key, or a signature."""
        return ApiKey(key=self.api_key) if self.api_key else AwsSignature(service="bedrock", region=self.region)
