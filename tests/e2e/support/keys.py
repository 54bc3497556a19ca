"""Keys for hosted providers, for the lab's gateways."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

KEYS = {name: f"sk-lab-{name.lower()}" for name in ("AZURE_API_KEY", "OPENAI_API_KEY", "FALLBACK_API_KEY")}

# Keys of hosted providers, each in a file of the gateway's pods.
FILE_KEYS = {name: f"sk-lab-{name}" for name in ("azure", "openai", "other")}

# An AWS identity, for Bedrock.
AWS = {"AWS_ACCESS_KEY_ID": "AKIALAB", "AWS_SECRET_ACCESS_KEY": "secret-of-the-lab"}


# The key in fixtures/tokens.yaml.
_TOKEN_KEY = b"a key of the lab's, known to all!!"


def token() -> str:
    """A client's token that is valid for fixtures/tokens.yaml."""
    head = _encoded(json.dumps({"alg": "HS256", "kid": "lab"}).encode())
    claims = _encoded(json.dumps({"iss": "lab", "sub": "client"}).encode())
    signature = hmac.digest(_TOKEN_KEY, f"{head}.{claims}".encode(), hashlib.sha256)
    return f"{head}.{claims}.{_encoded(signature)}"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
