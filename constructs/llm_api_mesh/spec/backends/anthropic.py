"""Anthropic: two APIs on one host, which take the key in different headers."""

from __future__ import annotations

from typing import ClassVar, Literal

from llm_api_mesh.spec.backends.provider import KeyedProvider
from llm_api_mesh.spec.credentials import ApiKey


class Anthropic(KeyedProvider):
    """Anthropic: its Chat Completions, compatible with OpenAI's, or its own Messages."""

    default_name: ClassVar[str] = "anthropic"

    api: Literal["chat-completions", "messages"] = "chat-completions"
    """What clients speak: `chat-completions` or `messages`, as requests aren't translated. Default:
    `chat-completions`. Becomes: the header that the key goes to, `authorization` or `x-api-key`."""

    @property
    def address(self) -> str:
        """The one of all customers."""
        return "api.anthropic.com"

    @property
    def base_path(self) -> str:
        """The same as OpenAI's."""
        return "/v1"

    @property
    def credential(self) -> ApiKey:
        """The key where the API in use takes it."""
        if self.api == "messages":
            return ApiKey(key=self.api_key, header="x-api-key", prefix="")
        return ApiKey(key=self.api_key)
