"""The list of all kinds of backend that answer requests by themselves.

`Failover` needs this list, so it isn't in it.
"""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Tag

from llm_api_mesh.spec.backends.anthropic import Anthropic
from llm_api_mesh.spec.backends.azure_openai import AzureOpenAI
from llm_api_mesh.spec.backends.bedrock import Bedrock
from llm_api_mesh.spec.backends.gemini import Gemini
from llm_api_mesh.spec.backends.mistral import Mistral
from llm_api_mesh.spec.backends.openai import OpenAI
from llm_api_mesh.spec.backends.openai_compatible import OpenAICompatible
from llm_api_mesh.spec.backends.pool import Pool
from llm_api_mesh.spec.backends.provider import Provider
from llm_api_mesh.spec.backends.provider_ref import ProviderRef
from llm_api_mesh.spec.backends.vertex_ai import VertexAI
from llm_api_mesh.spec.base import one_of

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

AnyAnswering = Annotated[
    Annotated[Pool, Tag("Pool")] | Annotated[ProviderRef, Tag("ProviderRef")] | AnyProvider,
    one_of(Pool, ProviderRef, *PROVIDERS),
]
"""The kinds of backend that a `Failover` can have."""
