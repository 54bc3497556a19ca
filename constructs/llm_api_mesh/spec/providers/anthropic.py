"""Anthropic: two APIs on one host, which take the key in different headers."""

from __future__ import annotations

from typing import Literal

from llm_api_mesh.spec.credentials import ApiKey
from llm_api_mesh.spec.providers.base import KeyedProvider


class Anthropic(KeyedProvider):
    """Anthropic, with its Chat Completions API, which is compatible with OpenAI's, or its own Messages API."""

    api: Literal["chat-completions", "messages"] = "chat-completions"
    """The API that clients use, `chat-completions` or `messages`. The gateway doesn't translate requests. Default:
    `chat-completions`. Becomes: the header with the key, `authorization` or `x-api-key`."""

    @property
    def address(self) -> str:
        """The same for all customers."""
        return "api.anthropic.com"

    @property
    def base_path(self) -> str:
        """The same as OpenAI's."""
        return "/v1"

    @property
    def credential(self) -> ApiKey:
        """The key in the header of the API in use."""
        if self.api == "messages":
            return ApiKey(key=self.api_key, header="x-api-key", prefix="")
        return ApiKey(key=self.api_key)
