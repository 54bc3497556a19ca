"""API keys of clients, and the Secret from which an authorizer knows their holders."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any


def new_key() -> str:
    """A key as a platform's team makes it."""
    return f"sk-{secrets.token_hex(32)}"


def digest(key: str) -> str:
    """What the Secret has in place of the key."""
    return hashlib.sha256(key.encode()).hexdigest()


def secret(name: str, namespace: str, holders: Mapping[str, object]) -> dict[str, Any]:
    """The Secret with what is known of the holder of each key."""
    keys = {digest(key): holder for key, holder in holders.items()}
    return secret_of(name, namespace, {"keys.json": json.dumps(keys)})


def secret_of(name: str, namespace: str, files: Mapping[str, str]) -> dict[str, Any]:
    """The Secret with some files."""
    # Files in `stringData` would stay when the next Secret lacks them.
    data = {file: base64.b64encode(text.encode()).decode() for file, text in files.items()}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, "namespace": namespace}, "data": data}
