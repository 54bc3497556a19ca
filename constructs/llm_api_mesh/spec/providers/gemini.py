"""Google's Gemini API with a key. `vertex_ai.py` is for a Google identity."""

from __future__ import annotations

from llm_api_mesh.spec.providers.base import KeyedProvider


class Gemini(KeyedProvider):
    """Google's Gemini API, with its endpoints that are compatible with OpenAI's API."""

    @property
    def address(self) -> str:
        """The same for all customers."""
        return "generativelanguage.googleapis.com"

    @property
    def base_path(self) -> str:
        """The path of the compatible endpoints."""
        return "/v1beta/openai"
