"""Google's Gemini API, with a key; by a Google identity there is `vertex_ai.py`."""

from __future__ import annotations

from typing import ClassVar

from llm_api_mesh.spec.backends.provider import KeyedProvider


class Gemini(KeyedProvider):
    """Google's Gemini API, by its endpoints that are compatible with OpenAI's."""

    default_name: ClassVar[str] = "gemini"

    @property
    def address(self) -> str:
        """The one of all customers."""
        return "generativelanguage.googleapis.com"

    @property
    def base_path(self) -> str:
        """That of the compatible endpoints."""
        return "/v1beta/openai"
