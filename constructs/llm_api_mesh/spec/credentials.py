"""What the gateway shows to a hosted provider, and where it has it from: keys never stand in the YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

from llm_api_mesh.spec.base import Rule, Spec, one_of, refused

from pydantic import Tag

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Envoy goes by the ending.
_PATH = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._-]*)+/[A-Za-z0-9][A-Za-z0-9._-]*\.(yaml|json)")


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        # Not shown: what stands here by mistake is a key.
        raise refused(
            "key-source",
            given="a text that isn't the name of a variable",
            allowed="the variable's name and not the key itself: letters, digits and underscores, not a digit first",
        )
    return name


def _file(path: str) -> str:
    if not _PATH.fullmatch(path):
        raise refused(
            "key-source",
            given="a text that isn't the path of such a file",
            allowed='an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
        )
    return path


class KeyFromEnvironment(Spec):
    """A key in the environment of the gateway's pods, from a Secret. A new one takes new pods.

    Whoever may write routes for these pods can send it wherever they like; teams that share a gateway take files.

    Becomes: `%ENVIRONMENT(...)%` in `VirtualService.spec.http[].route[].headers.request.set`.
    """

    variable: Annotated[str, Rule(_variable, pattern=_VARIABLE.pattern)]
    """Name of the environment variable."""


class KeyFromFile(Spec):
    """A key in a file of the gateway's pods, from a mounted Secret. A new one is in use as soon as it is mounted.

    Becomes: `credential_injector` in an `EnvoyFilter`, with the file as its `path_config_source`.
    """

    path: Annotated[str, Rule(_file, pattern=_PATH.pattern)]
    """The file, an SDS secret with the name `key`; its folder is the whole mounted volume."""

    @property
    def folder(self) -> str:
        """The folder in which Kubernetes turns the link when the Secret changes."""
        return str(PurePosixPath(self.path).parent)


Key = Annotated[
    Annotated[KeyFromEnvironment, Tag("KeyFromEnvironment")] | Annotated[KeyFromFile, Tag("KeyFromFile")],
    one_of(KeyFromEnvironment, KeyFromFile, fix='Write KeyFromEnvironment(variable="...").'),
]
"""Where a key is. It is never written down itself."""


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A key in a header."""

    key: KeyFromEnvironment | KeyFromFile
    header: str = "authorization"
    prefix: str = "Bearer "


@dataclass(frozen=True, kw_only=True)
class AwsSignature:
    """A signature by the gateway's own AWS identity."""

    service: str
    region: str


@dataclass(frozen=True, kw_only=True)
class GoogleToken:
    """An access token of the gateway's own Google identity, which its node's metadata server gives."""


GOOGLE_HEADER = "x-llm-google-token"
"""Where the filter that fetches the token leaves it for the route; no caller's own passes."""

Credential = ApiKey | AwsSignature | GoogleToken
