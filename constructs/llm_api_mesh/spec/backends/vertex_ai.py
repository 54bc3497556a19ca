"""Google's Vertex AI: a host for each location, and the gateway's own identity instead of a key."""

from __future__ import annotations

from typing import Annotated, ClassVar

from llm_api_mesh.releases import Since
from llm_api_mesh.spec.backends.provider import Provider
from llm_api_mesh.spec.credentials import GoogleToken
from llm_api_mesh.spec.names import DnsLabel


class VertexAI(Provider):
    """Google's Vertex AI, with its endpoint that is compatible with OpenAI's API.

    The gateway authenticates with its own Google identity.

    Becomes: `gcp_authn` in an `EnvoyFilter`, and a `ServiceEntry` for Google's metadata server.
    """

    default_name: ClassVar[str] = "vertex-ai"

    project: Annotated[DnsLabel, Since("1.31", "access tokens to Envoy's gcp_authn")]
    """Google Cloud project. Becomes: part of the path."""
    location: DnsLabel = "global"
    """Region, such as "europe-west4", or "global". Default: "global". Becomes: part of the address and of the path."""

    @property
    def address(self) -> str:
        """The address of the location."""
        name = "aiplatform.googleapis.com"
        return name if self.location == "global" else f"{self.location}-{name}"

    @property
    def base_path(self) -> str:
        """The path of the compatible endpoint."""
        return f"/v1/projects/{self.project}/locations/{self.location}/endpoints/openapi"

    @property
    def credential(self) -> GoogleToken:
        """A token of the gateway's identity."""
        return GoogleToken()
