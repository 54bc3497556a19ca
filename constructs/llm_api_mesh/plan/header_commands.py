"""Values of headers in which Envoy replaces commands between `%`: the only ones that the library writes."""

from __future__ import annotations

import re

from llm_api_mesh.plan.llm_gateway.headers import AFFINITY

ORIGIN = "%REQ(origin)%"
"""The origin of the web page that asks, in answers that the page may read."""

_VALUE = r"request\.headers\['[a-z0-9._-]+'\]"
_PRESENT = rf"'[a-z0-9._-]+' in request\.headers( && {_VALUE} != '')?"
_CHOICE = rf"{_PRESENT} \? {_VALUE}"
AFFINITY_PATTERN = rf"^%REQ\(x-llm-gateway-[a-z-]+\)%(:%CEL\(({_CHOICE} : )+''\)%)?$"
"""RE2 expression for the values that a route sets `x-llm-affinity` to in requests: see plan/routing/affinity.py."""


def is_own_command(value: str, *, section: str, operation: str, header: str) -> bool:
    """Return whether the library itself writes the value in this place, such as `request` and `set` of a header.

    The key of affinity may read any header of a request, such as the key of a provider. Only a pool's replica gets it,
    so it is one of requests only.
    """
    if (section, operation, header) == ("request", "set", AFFINITY) and re.fullmatch(AFFINITY_PATTERN, value):
        return True
    return value == ORIGIN
