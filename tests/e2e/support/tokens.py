"""Tokens for tests: issuers with their keys, good tokens, and wrong ones."""

from __future__ import annotations

import base64
import hashlib
import hmac
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
        self._key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)

    @property
    def jwks(self) -> str:
        """Its public key, as a JSON Web Key Set."""
        return json.dumps(KeySet([self._key]).as_dict(private=False))

    def token(self, header: Mapping[str, object] | None = None, **claims: Any) -> str:
        """A token for the gateway that is valid for an hour, with further claims; a claim that is None is left out."""
        return jwt.encode({"alg": "RS256", "kid": self.kid, **(header or {})}, self._claims(claims), self._key)

    def unsigned(self, **claims: Any) -> str:
        """A token with `alg: none`."""
        return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(self._claims(claims))}."

    def signed_by_public_key(self, **claims: Any) -> str:
        """A token with `alg: HS256`, whose secret is the text of the public key."""
        signed = f"{_encoded({'alg': 'HS256', 'kid': self.kid})}.{_encoded(self._claims(claims))}"
        digest = hmac.new(self._key.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_base64(digest)}"

    def _claims(self, claims: Mapping[str, Any]) -> dict[str, Any]:
        valid = {"iss": self.name, "sub": "alice", "aud": AUDIENCE, "exp": int(time.time()) + _HOUR}
        return {name: value for name, value in {**valid, **claims}.items() if value is not None}


def bearer(token: str) -> dict[str, str]:
    """The header with a token."""
    return {"authorization": f"Bearer {token}"}


def _encoded(part: Mapping[str, Any]) -> str:
    return _base64(json.dumps(part).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
