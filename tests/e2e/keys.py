"""Keys for hosted providers, in the environment of the lab's gateway as from a Secret of its Deployment."""

from __future__ import annotations

import json

_TYPE = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"

KEYS = {name: f"sk-lab-{name.lower()}" for name in ("OPENAI_API_KEY", "FALLBACK_API_KEY")}

# An identity at AWS, for Bedrock.
AWS = {"AWS_ACCESS_KEY_ID": "AKIALAB", "AWS_SECRET_ACCESS_KEY": "secret-of-the-lab"}


def key_file(key: str) -> str:
    """The content of a Secret's file from which the gateway takes a key while it runs."""
    secret = {"@type": _TYPE, "name": "key", "generic_secret": {"secret": {"inline_string": key}}}
    return json.dumps({"resources": [secret]})
