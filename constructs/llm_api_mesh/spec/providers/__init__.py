"""Hosted providers, one module for each kind. A new kind is a module here and a member of `AnyProvider`."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Tag

from llm_api_mesh.spec.providers.anthropic import Anthropic
from llm_api_mesh.spec.providers.azure_openai import AzureOpenAI
from llm_api_mesh.spec.providers.base import Provider
from llm_api_mesh.spec.providers.bedrock import Bedrock
from llm_api_mesh.spec.providers.gemini import Gemini
from llm_api_mesh.spec.providers.mistral import Mistral
from llm_api_mesh.spec.providers.openai import OpenAI
from llm_api_mesh.spec.providers.openai_compatible import OpenAICompatible
from llm_api_mesh.spec.providers.vertex_ai import VertexAI

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
PROVIDERS: tuple[type[Provider], ...] = tuple(get_args(tagged)[0] for tagged in get_args(AnyProvider))

__all__ = ["PROVIDERS", "AnyProvider", "Provider"]
