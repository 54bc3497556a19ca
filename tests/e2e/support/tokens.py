"""Wrong tokens, beside the good ones of the lab's issuers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from lab.traffic import tokens
from lab.traffic.tokens import AUDIENCE, ISSUER, bearer

__all__ = ["AUDIENCE", "ISSUER", "Issuer", "bearer"]


class Issuer(tokens.Issuer):
    """An issuer with one key, and with tokens that nobody may accept."""

    def unsigned(self, **claims: Any) -> str:
        """A token with `alg: none`."""
        return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(self.claims(claims))}."

    def signed_by_public_key(self, **claims: Any) -> str:
        """A token with `alg: HS256`, whose secret is the text of the public key."""
        signed = f"{_encoded({'alg': 'HS256', 'kid': self.kid})}.{_encoded(self.claims(claims))}"
        digest = hmac.new(self.key.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_base64(digest)}"


def _encoded(part: Mapping[str, Any]) -> str:
    return _base64(json.dumps(part).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
