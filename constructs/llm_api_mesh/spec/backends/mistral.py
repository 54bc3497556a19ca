"""Mistral: like OpenAI, but for the host."""

from __future__ import annotations

from typing import ClassVar

from llm_api_mesh.spec.backends.provider import KeyedProvider


class Mistral(KeyedProvider):
    """Mistral."""

    default_name: ClassVar[str] = "mistral"

    @property
    def address(self) -> str:
        """The same for all customers."""
        return "api.mistral.ai"

    @property
    def base_path(self) -> str:
        """The same as OpenAI's."""
        return "/v1"
