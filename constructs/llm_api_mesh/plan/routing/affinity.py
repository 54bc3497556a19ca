"""Which header a consistent hash reads, and how a route tells requests that have none of its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping

from llm_api_mesh.plan.llm_gateway.headers import AFFINITY, AGENT, CACHE_KEY, MODEL, OPENING
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.spec.consistent_hash import HEADER, ConsistentHash, Key

_NO_KEY = "no-key"
_READ_BY_GATEWAY: Mapping[Key, str] = {"prompt_cache_key": CACHE_KEY, "agent_session": AGENT, "opening": OPENING}


def keyless_subset(version: str | None) -> str:
    """The subset that gets requests without a key: of a version, or of a backend without versions."""
    return f"{version}-{_NO_KEY}" if version else _NO_KEY


def hashed_header(balancer: ConsistentHash) -> str | None:
    """The header whose value is hashed; None: the key isn't in a header."""
    return AFFINITY if balancer.keys else balancer.header


def affinity(balancer: ConsistentHash) -> str | None:
    """The value of the header for the first key that a request has; None: a client's own header is hashed as it is.

    The model is in what the gateway has read. It is here for the client's own header. The expression calls no function,
    because Istio refuses a command of Envoy's with parentheses in its parentheses.
    """
    if not balancer.keys:
        return None
    if len(balancer.keys) == 1 and balancer.read_by_gateway:
        return f"%REQ({_READ_BY_GATEWAY[balancer.keys[0]]})%"
    found = [_choice(balancer, key) for key in balancer.keys]
    return f"%REQ({MODEL})%:%CEL({' : '.join(found)} : '')%"


def keys_of(balancer: ConsistentHash) -> tuple[HeaderValue, ...]:
    """The conditions of which a request with a key meets one; none: every request has a key."""
    if balancer.keys:
        return tuple(_condition(balancer, key) for key in balancer.keys)
    if balancer.header:
        return (_condition(balancer, HEADER),)
    if balancer.cookie:
        # The proxy gives clients without a cookie one, if it has a lifetime.
        return () if balancer.cookie.ttl is not None else (_matching("cookie", _in_cookie(balancer.cookie.name)),)
    if balancer.query_parameter:
        return (_matching(":path", rf"[^?]*\?(.*&)?{re.escape(balancer.query_parameter)}=.*"),)
    return ()


def _condition(balancer: ConsistentHash, key: Key) -> HeaderValue:
    if balancer.header and key == HEADER:
        return _matching(balancer.header, ".+")
    return HeaderValue(header=_READ_BY_GATEWAY[key], kind="present")


def _choice(balancer: ConsistentHash, key: Key) -> str:
    """The part of the expression for requests with the key. What the gateway writes is never empty."""
    name = (balancer.header or "") if key == HEADER else _READ_BY_GATEWAY[key]
    value = f"request.headers['{name}']"
    not_empty = f" && {value} != ''" if key == HEADER else ""
    return f"'{name}' in request.headers{not_empty} ? {value}"


def _in_cookie(name: str) -> str:
    return rf"(.*;\s*)?{re.escape(name)}=[^;].*"


def _matching(header: str, pattern: str) -> HeaderValue:
    return HeaderValue(header=header, kind="regex", value=pattern)
