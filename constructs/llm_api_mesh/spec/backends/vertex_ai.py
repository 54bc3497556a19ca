"""Google's Vertex AI: a host for each location, and no key: the gateway's own identity has the access."""

from __future__ import annotations

from typing import Annotated, ClassVar

from llm_api_mesh.releases import Since
from llm_api_mesh.spec.backends.provider import Provider
from llm_api_mesh.spec.credentials import GoogleToken
from llm_api_mesh.spec.names import DnsLabel


class VertexAI(Provider):
    """Google's Vertex AI, by its endpoint that is compatible with OpenAI's; the key is the gateway's Google identity.

    Becomes: `gcp_authn` in an `EnvoyFilter`, and a `ServiceEntry` for Google's metadata server.
    """

    default_name: ClassVar[str] = "vertex-ai"

    project: Annotated[DnsLabel, Since("1.31", "access tokens to Envoy's gcp_authn")]
    """Google Cloud project. Becomes: a part of the path."""
    location: DnsLabel = "global"
    """Region, such as "europe-west4", or "global". Default: "global". Becomes: a part of the address and the path."""

    @property
    def address(self) -> str:
        """The location's own."""
        name = "aiplatform.googleapis.com"
        return name if self.location == "global" else f"{self.location}-{name}"

    @property
    def base_path(self) -> str:
        """That of the compatible endpoint."""
        return f"/v1/projects/{self.project}/locations/{self.location}/endpoints/openapi"

    @property
    def credential(self) -> GoogleToken:
        """A token of the gateway's identity."""
        return GoogleToken()
