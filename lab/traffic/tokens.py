"""Tokens of callers, and the issuers that sign them."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

ISSUER = "https://issuer.example.com"
AUDIENCE = "llm"

_HOUR = 3600


class Issuer:
    """An issuer with one key."""

    def __init__(self, name: str = ISSUER, kid: str = "first") -> None:
        """Make the key."""
        self.name = name
        self.kid = kid
        self.key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)

    @property
    def jwks(self) -> str:
        """Its public key, as a JSON Web Key Set."""
        return json.dumps(KeySet([self.key]).as_dict(private=False))

    def token(self, header: Mapping[str, object] | None = None, **claims: Any) -> str:
        """A token for the gateway that is valid for an hour, with further claims; a claim that is None is left out."""
        return jwt.encode({"alg": "RS256", "kid": self.kid, **(header or {})}, self.claims(claims), self.key)

    def claims(self, further: Mapping[str, Any]) -> dict[str, Any]:
        """The claims of such a token."""
        valid = {"iss": self.name, "sub": "alice", "aud": AUDIENCE, "exp": int(time.time()) + _HOUR}
        return {name: value for name, value in {**valid, **further}.items() if value is not None}


def bearer(token: str) -> dict[str, str]:
    """The header with a token."""
    return {"authorization": f"Bearer {token}"}
