"""OpenAI's own API, for which only the host and the key of a request change."""

from __future__ import annotations

from llm_api_mesh.spec.providers.base import KeyedProvider


class OpenAI(KeyedProvider):
    """OpenAI.

    Becomes: a `ServiceEntry`, the `tls` of a `DestinationRule`, and changes to requests in an `EnvoyFilter`.
    """

    @property
    def address(self) -> str:
        """The same for all customers."""
        return "api.openai.com"

    @property
    def base_path(self) -> str:
        """OpenAI's own."""
        return "/v1"
