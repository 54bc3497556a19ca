"""Which header a consistent hash reads, and how a route tells requests that have none of its keys."""

from __future__ import annotations

import re

from llm_api_mesh.plan.llm_gateway.headers import AFFINITY, AGENT, CACHE_KEY, MODEL, OPENING
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.spec.consistent_hash import HEADER, ConsistentHash

_NO_KEY = "no-key"
_READ_BY_GATEWAY = {"prompt_cache_key": CACHE_KEY, "agent_session": AGENT, "opening": OPENING}


def keyless_subset(version: str | None) -> str:
    """The subset that gets requests without a key: of a version, or of a backend without versions."""
    return f"{version}-{_NO_KEY}" if version else _NO_KEY


def hashed_header(balancer: ConsistentHash) -> str | None:
    """The header whose value is hashed; None: the key isn't in a header."""
    return AFFINITY if balancer.keys else balancer.header


def affinity(balancer: ConsistentHash) -> str | None:
    """The value of the header for the first key that a request has; None: a client's own header is hashed as it is.

    The model is in what the gateway has read. It is here for the client's own header.
    """
    if not balancer.keys:
        return None
    headers = _headers(balancer)
    if len(headers) == 1 and HEADER not in balancer.keys:
        return f"%REQ({headers[0]})%"
    found = [f"{_has(balancer, name)} ? request.headers['{name}']" for name in headers]
    return f"%REQ({MODEL})%:%CEL({' : '.join(found)} : '')%"


def keys_of(balancer: ConsistentHash) -> tuple[HeaderValue, ...]:
    """The conditions of which a request with a key meets one; none: every request has a key."""
    if balancer.cookie:
        # The proxy gives clients without a cookie one, if it has a lifetime.
        return () if balancer.cookie.ttl is not None else (_matching("cookie", _in_cookie(balancer.cookie.name)),)
    if balancer.query_parameter:
        return (_matching(":path", rf"[^?]*\?(.*&)?{re.escape(balancer.query_parameter)}=.*"),)
    return tuple(
        _matching(name, ".+") if name == balancer.header else HeaderValue(header=name, kind="present")
        for name in _headers(balancer)
    )


def _headers(balancer: ConsistentHash) -> tuple[str, ...]:
    """The headers with the keys, in their order."""
    own = (balancer.header,) if balancer.header else ()
    if balancer.keys is None:
        return own
    return tuple(name for key in balancer.keys for name in (own if key == HEADER else (_READ_BY_GATEWAY[key],)))


def _has(balancer: ConsistentHash, name: str) -> str:
    # What the gateway writes is never empty.
    filled = f" && request.headers['{name}'] != ''" if name == balancer.header else ""
    return f"'{name}' in request.headers{filled}"


def _in_cookie(name: str) -> str:
    return rf"(.*;\s*)?{re.escape(name)}=[^;].*"


def _matching(header: str, pattern: str) -> HeaderValue:
    return HeaderValue(header=header, kind="regex", value=pattern)
