"""Kinds of backend, one module each; a new kind is a module here and a member of `AnyBackend`."""

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

AnyBackend = Annotated[Annotated[Pool, Tag("Pool")] | AnyProvider, one_of(Pool, *PROVIDERS)]
"""What `Mesh.backend` takes."""

__all__ = [
    "PROVIDERS",
    "Anthropic",
    "AnyBackend",
    "AnyProvider",
    "AzureOpenAI",
    "Bedrock",
    "Gemini",
    "Mistral",
    "OpenAI",
    "OpenAICompatible",
    "Pool",
    "VertexAI",
]
