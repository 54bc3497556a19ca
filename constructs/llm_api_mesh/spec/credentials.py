"""The gateway's credentials for hosted providers. The YAML never contains a key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, ClassVar

from pydantic import Tag

from llm_api_mesh.secret_shapes import may_be_key
from llm_api_mesh.spec.base import Rule, Spec, one_of, refused

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
# Envoy derives the format from the ending.
_PATH = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._-]*)+/[A-Za-z0-9][A-Za-z0-9._-]*\.(yaml|json)")


def _variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name) or may_be_key(name):
        # The value isn't shown, because it may be a key.
        raise refused(
            "key-source",
            given="a string that isn't the name of a variable",
            allowed="the variable's name and not the key itself: upper-case letters, digits and underscores, not a "
            "digit first",
        )
    return name


def _file(path: str) -> str:
    if not _PATH.fullmatch(path):
        raise refused(
            "key-source",
            given="a string that isn't the path of such a file",
            allowed='an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
        )
    return path


class KeyFromEnvironment(Spec):
    """A key in an environment variable of the gateway's pods, from a Secret.

    A new key needs new pods. Everybody who can write routes for these pods can send the key to any host; teams that
    share a gateway should use files.

    Becomes: `%ENVIRONMENT(...)%` in `VirtualService.spec.http[].route[].headers.request.set`.
    """

    private: ClassVar[frozenset[str]] = frozenset({"variable"})

    variable: Annotated[str, Rule(_variable, pattern=_VARIABLE.pattern)]
    """Name of the environment variable: upper-case letters, digits and underscores. Becomes: the name in
    `%ENVIRONMENT(...)%`."""


class KeyFromFile(Spec):
    """A key in a file of the gateway's pods, from a mounted Secret.

    A new key is used as soon as it is mounted.

    Becomes: `credential_injector` in an `EnvoyFilter`, with the file as its `path_config_source`.
    """

    private: ClassVar[frozenset[str]] = frozenset({"path"})

    path: Annotated[str, Rule(_file, pattern=_PATH.pattern)]
    """Absolute path of the file, an SDS secret with the name `key` that ends with `.yaml` or `.json`. Its folder is the
    mount point of the Secret. Becomes: `path_config_source.path`."""

    @property
    def folder(self) -> str:
        """The folder in which Kubernetes replaces a link when the Secret changes."""
        return str(PurePosixPath(self.path).parent)


Key = Annotated[
    Annotated[KeyFromEnvironment, Tag("KeyFromEnvironment")] | Annotated[KeyFromFile, Tag("KeyFromFile")],
    one_of(KeyFromEnvironment, KeyFromFile, fix='Write KeyFromEnvironment(variable="...").'),
]
"""The place of a key. The key itself is never written."""


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A key in a header."""

    key: KeyFromEnvironment | KeyFromFile
    header: str = "authorization"
    prefix: str = "Bearer "


@dataclass(frozen=True, kw_only=True)
class AwsSignature:
    """A signature with the gateway's own AWS identity."""

    service: str
    region: str


@dataclass(frozen=True, kw_only=True)
class GoogleToken:
    """An access token of the gateway's own Google identity, from the metadata server of its node."""


GOOGLE_HEADER = "x-llm-google-token"
"""The header in which the filter that fetches the token leaves it for the route. A caller's own header of this name is
removed."""

Credential = ApiKey | AwsSignature | GoogleToken
