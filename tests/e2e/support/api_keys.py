"""A gateway with API keys for tests, and the Secret from which its authorizer knows their holders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from e2e.support.llm_gateways import HOSTS, NAMESPACE
from lab.cluster.client import Object
from lab.traffic import api_keys
from lab.traffic.api_keys import digest, new_key
from llm_api_mesh import ApiKeys
from llm_api_mesh.plan.llm_gateway.authorizer import derive_authorizer
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

__all__ = ["API_KEYS", "AUTHORIZER", "digest", "extension_provider", "new_key", "secret", "secret_of"]

AUTHORIZER = "llm-authorizer"
API_KEYS = ApiKeys(secret="api-keys")  # noqa: S106


def secret(holders: Mapping[str, object]) -> Object:
    """The Secret with what is known of the holder of each key."""
    return api_keys.secret(API_KEYS.secret, NAMESPACE, holders)


def secret_of(files: Mapping[str, str]) -> Object:
    """The Secret with some files."""
    return api_keys.secret_of(API_KEYS.secret, NAMESPACE, files)


def extension_provider() -> Any:
    """What the checklist tells the platform's team to write into Istio's mesh configuration."""
    authorizer = derive_authorizer(LlmGatewaySpec(name="llm", namespace=NAMESPACE, hosts=HOSTS, api_keys=API_KEYS))
    assert authorizer
    return yaml.safe_load(authorizer.mesh_config)
