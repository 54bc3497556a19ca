"""Who may use the LLM gateways of the tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llm_api_mesh import ClientCertificates

_ASKING = ("jwt_rules", "api_keys", "client_certificates")


def open_unless_asking(keywords: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keywords of a gateway that lets everyone in, unless it asks every caller for something."""
    given = [keywords.get(name) for name in _ASKING]
    asks = any(one and not (isinstance(one, ClientCertificates) and not one.required) for one in given)
    return dict(keywords) if asks else {"anonymous": True, **keywords}
