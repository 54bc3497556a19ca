"""Google's Vertex AI: a host for each location, and the gateway's own identity instead of a key."""

from __future__ import annotations

import re
from typing import Annotated

from llm_api_mesh.releases import Since
from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.credentials import GoogleToken
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.providers.base import Provider

_GLOBAL = "global"
_MULTI_REGIONS = ("eu", "us")
_REGION = re.compile(r"[a-z]+-[a-z]+[0-9]+")
_LOCATION = rf"{_GLOBAL}|{'|'.join(_MULTI_REGIONS)}|{_REGION.pattern}"


def _location(name: str) -> str:
    if not re.fullmatch(_LOCATION, name):
        allowed = 'a region such as "europe-west4", a multi-region, "eu" or "us", or "global"'
        near = _near_location(name.lower())
        raise refused("name-invalid", allowed=allowed, fix=f'Write "{near}".' if near else "")
    return name


def _near_location(name: str) -> str:
    """Find the location in a zone, a host name, or a name in other letters; empty if there is none."""
    host = re.fullmatch(
        rf"(?:https://)?(?:({_LOCATION})-aiplatform|aiplatform\.({_LOCATION})\.rep)\.googleapis\.com/?", name
    )
    zone = re.fullmatch(rf"({_REGION.pattern})-[a-z]", name)
    found = next(
        (one[index] for one in (host, zone) if one for index in range(1, one.re.groups + 1) if one[index]), name
    )
    found = {"europe": "eu"}.get(found, found)
    return found if re.fullmatch(_LOCATION, found) else ""


class VertexAI(Provider):
    """Google's Vertex AI, with its endpoint that is compatible with OpenAI's API.

    The gateway authenticates with its own Google identity.

    Becomes: `gcp_authn` in an `EnvoyFilter`, and a `ServiceEntry` for Google's metadata server.
    """

    project: Annotated[DnsLabel, Since("1.31", "access tokens to Envoy's gcp_authn")]
    """Google Cloud project. Becomes: part of the path."""
    location: Annotated[str, Rule(_location, pattern=_LOCATION)] = _GLOBAL
    """Region, such as "europe-west4", multi-region, "eu" or "us", or "global". Default: "global". Becomes: part of the
    address and of the path."""

    @property
    def address(self) -> str:
        """The address of the location."""
        name = "aiplatform.googleapis.com"
        if self.location in _MULTI_REGIONS:
            return f"aiplatform.{self.location}.rep.googleapis.com"
        return name if self.location == _GLOBAL else f"{self.location}-{name}"

    @property
    def base_path(self) -> str:
        """The path of the compatible endpoint."""
        return f"/v1/projects/{self.project}/locations/{self.location}/endpoints/openapi"

    @property
    def credential(self) -> GoogleToken:
        """A token of the gateway's identity."""
        return GoogleToken()
