"""Mistral: like OpenAI, but for the host."""

from __future__ import annotations

from llm_api_mesh.spec.providers.base import KeyedProvider


class Mistral(KeyedProvider):
    """Mistral."""

    @property
    def address(self) -> str:
        """The same for all customers."""
        return "api.mistral.ai"

    @property
    def base_path(self) -> str:
        """The same as OpenAI's."""
        return "/v1"
