"""Kinds of backend, one module each; a new kind is a module here and a member of `AnyBackend`."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.backends.failover import Failover
from llm_api_mesh.spec.backends.kinds import PROVIDERS, AnyAnswering, AnyProvider
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

AnyBackend = Annotated[
    Annotated[Pool, Tag("Pool")] | Annotated[Failover, Tag("Failover")] | AnyProvider,
    one_of(Pool, Failover, *PROVIDERS),
]
"""What `Mesh.backend` takes."""

__all__ = [
    "PROVIDERS",
    "Anthropic",
    "AnyAnswering",
    "AnyBackend",
    "AnyProvider",
    "AzureOpenAI",
    "Bedrock",
    "Failover",
    "Gemini",
    "Mistral",
    "OpenAI",
    "OpenAICompatible",
    "Pool",
    "VertexAI",
]
