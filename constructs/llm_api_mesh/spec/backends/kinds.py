"""Backends that answer by themselves, which a `Failover` puts in an order."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.backends.pool import Pool
from llm_api_mesh.spec.backends.providers import (
    Anthropic,
    AzureOpenAI,
    Bedrock,
    Gemini,
    Mistral,
    OpenAI,
    OpenAICompatible,
    VertexAI,
)
from llm_api_mesh.spec.base import one_of

from pydantic import Tag

AnyProvider = (
    Annotated[Anthropic, Tag("Anthropic")]
    | Annotated[AzureOpenAI, Tag("AzureOpenAI")]
    | Annotated[Bedrock, Tag("Bedrock")]
    | Annotated[Gemini, Tag("Gemini")]
    | Annotated[Mistral, Tag("Mistral")]
    | Annotated[OpenAI, Tag("OpenAI")]
    | Annotated[OpenAICompatible, Tag("OpenAICompatible")]
    | Annotated[VertexAI, Tag("VertexAI")]
)
PROVIDERS = (Anthropic, AzureOpenAI, Bedrock, Gemini, Mistral, OpenAI, OpenAICompatible, VertexAI)

AnyAnswering = Annotated[Annotated[Pool, Tag("Pool")] | AnyProvider, one_of(Pool, *PROVIDERS)]
"""What `Failover.backends` takes."""
