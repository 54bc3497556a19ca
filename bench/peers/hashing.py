"""HAProxy with a hash of the session's header, and a bound for the load of a replica."""

from __future__ import annotations

from bench.measuring.prefix.workloads import SESSION_HEADER
from bench.peers.haproxy import HAProxy


class HashingHAProxy(HAProxy):
    """The header's hash, 1.25 times the mean load at most, and round robin for requests without the header."""

    name = "haproxy"
    balance = f"hdr({SESSION_HEADER})\n    hash-type consistent\n    hash-balance-factor 125"
