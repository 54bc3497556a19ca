"""Ranges of addresses in CIDR notation."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused


def _cidr(text: str) -> str:
    allowed = 'a range of addresses such as "10.0.0.0/8" or "2001:db8::/32"'
    try:
        network = str(ip_network(text, strict=False))
    except ValueError:
        raise refused("field-invalid", allowed=allowed) from None
    if network != text:
        raise refused("field-invalid", allowed=allowed, fix=f'Write "{network}".')
    return text


Cidr = Annotated[str, Rule(_cidr, pattern=r"[0-9a-f.:]+/[0-9]{1,3}")]
"""A range of addresses, by its first address and the length of its prefix."""
