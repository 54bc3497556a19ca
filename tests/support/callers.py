"""Who may use the LLM gateways of the tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ASKING = ("jwt_rules", "api_keys", "client_certificates")


def open_unless_asking(keywords: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keywords of a gateway that is open to everyone, unless it asks callers for something."""
    asks = any(keywords.get(name) for name in _ASKING)
    return dict(keywords) if asks else {"anonymous": True, **keywords}
