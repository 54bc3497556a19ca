"""OpenAI's own API, for which only the host and the key of a request change."""

from __future__ import annotations

from typing import ClassVar

from llm_api_mesh.spec.backends.provider import KeyedProvider


class OpenAI(KeyedProvider):
    """OpenAI.

    Becomes: a `ServiceEntry`, the `tls` of a `DestinationRule`, and changes to requests in the `VirtualService`.
    """

    default_name: ClassVar[str] = "openai"

    @property
    def address(self) -> str:
        """The same for all customers."""
        return "api.openai.com"

    @property
    def base_path(self) -> str:
        """OpenAI's own."""
        return "/v1"
