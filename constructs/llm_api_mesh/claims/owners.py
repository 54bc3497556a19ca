"""The owner of an object or of pods: an API or an LLM gateway."""

from __future__ import annotations

from typing import TypeAlias

from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

Owner: TypeAlias = ApiSpec | LlmGatewaySpec


def named(owner: Owner) -> str:
    """Return what messages call it."""
    return f'{"API" if isinstance(owner, ApiSpec) else "LLM gateway"} "{owner.name}"'
