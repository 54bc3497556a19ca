"""Public keys of the tests' issuers."""

from __future__ import annotations

import json

KEY = {
    "kty": "EC",
    "crv": "P-256",
    "alg": "ES256",
    "use": "sig",
    "kid": "first",
    "x": "Qfq9i6EBOrfkVoI4zU1gIADdq1UzinFai0RZN2BmZ-Q",
    "y": "sOA2hb0OdBwA4CrGtYQUqtosOInLNcBBSCrvXU85GJI",
}
KEY_SET = json.dumps({"keys": [KEY]})
"""A JSON Web Key Set as text, whose private key nobody has."""
