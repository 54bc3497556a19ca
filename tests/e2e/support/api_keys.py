"""API keys for tests, and the Secret from which the authorizer knows their holders."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

import yaml

from e2e.support.llm_gateways import HOSTS, NAMESPACE
from lab.cluster.client import Object
from llm_api_mesh import ApiKeys
from llm_api_mesh.plan.llm_gateway.authorizer import derive_authorizer
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

AUTHORIZER = "llm-authorizer"
API_KEYS = ApiKeys(secret="api-keys")  # noqa: S106


def new_key() -> str:
    """A key as a platform's team makes it."""
    return f"sk-{secrets.token_hex(32)}"


def digest(key: str) -> str:
    """What the Secret has in place of the key."""
    return hashlib.sha256(key.encode()).hexdigest()


def secret(holders: Mapping[str, object]) -> Object:
    """The Secret with what is known of the holder of each key."""
    return secret_of({"keys.json": json.dumps({digest(key): holder for key, holder in holders.items()})})


def secret_of(files: Mapping[str, str]) -> Object:
    """The Secret with some files."""
    metadata = {"name": API_KEYS.secret, "namespace": NAMESPACE}
    # Files in `stringData` would stay when the next Secret lacks them.
    data = {name: base64.b64encode(text.encode()).decode() for name, text in files.items()}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "data": data}


def extension_provider() -> Any:
    """What the checklist tells the platform's team to write into Istio's mesh configuration."""
    authorizer = derive_authorizer(LlmGatewaySpec(name="llm", namespace=NAMESPACE, hosts=HOSTS, api_keys=API_KEYS))
    assert authorizer
    return yaml.safe_load(authorizer.mesh_config)
