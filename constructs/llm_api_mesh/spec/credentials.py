"""The gateway's credentials for hosted providers. The YAML never contains a key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, ClassVar

from llm_api_mesh.spec.base import Rule, Spec, refused

# Envoy derives the format from the ending.
_PATH = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._-]*)+/[A-Za-z0-9][A-Za-z0-9._-]*\.(yaml|json)")


def _file(path: str) -> str:
    if not _PATH.fullmatch(path):
        raise refused(
            "key-source",
            given="a string that isn't the path of such a file",
            allowed='an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
        )
    return path


class KeyFromFile(Spec):
    """A key in a file of the gateway's pods, from a mounted Secret.

    A new key is used as soon as it is mounted. An environment variable can't be the source of a key, because any
    VirtualService at the gateway could send the variable to any host.

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


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A key in a header."""

    key: KeyFromFile
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
"""The header in which the filter that fetches the token leaves it for the route. The gateway removes a caller's own
header of this name."""

Credential = ApiKey | AwsSignature | GoogleToken
