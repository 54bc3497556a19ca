"""Session affinity: requests with the same key go to the same replica."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from math import isqrt
from typing import Annotated, ClassVar, Self

from frozendict import frozendict
from pydantic import Tag, model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Rule, Spec, one_of, refused
from llm_api_mesh.spec.durations import between
from llm_api_mesh.spec.match import HEADER_PATTERN, HeaderName, request_path, token

NO_WARM_UP = "Use LeastRequest or RoundRobin, because Envoy warms up replicas only with these, or remove warmup."
_KEYS = ("header", "cookie", "source_ip", "query_parameter")
_SMALLEST_TABLE = 2
_LARGEST_TABLE = 5_000_011  # the bound of Envoy and Istio, itself a prime; Istio requires less
_LARGEST_RING = 8 * 1024 * 1024  # Envoy rejects a cluster with a larger ring


def _cookie_path(path: str) -> str:
    if ";" in path:
        raise refused(
            "path-invalid", allowed="a path without semicolons, because a semicolon ends a cookie's attribute"
        )
    return request_path(path)


def _parameter(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._~-]+", name):
        raise refused("field-invalid", allowed="a parameter name of letters, digits and . _ ~ -")
    return name


def _table_size(size: int) -> int:
    if not _SMALLEST_TABLE <= size < _LARGEST_TABLE or not _is_prime(size):
        bounded = min(max(size, _SMALLEST_TABLE), _LARGEST_TABLE - 1)
        near = next(number for number in range(bounded, 1, -1) if _is_prime(number))
        raise refused("hash-size", allowed=f"a prime number below {_LARGEST_TABLE}", fix=f"Write {near}.")
    return size


def _is_prime(number: int) -> bool:
    return all(number % factor for factor in range(2, isqrt(number) + 1))


def _ring_size(size: int) -> int:
    if not 1 <= size <= _LARGEST_RING:
        raise refused("hash-size", allowed=f"a whole number from 1 to {_LARGEST_RING}")
    return size


class Cookie(Spec):
    """A cookie as the key of a consistent hash. Becomes: `consistentHash.httpCookie`."""

    name: Annotated[str, Rule(token, pattern=HEADER_PATTERN)]
    """Name of the cookie. Becomes: `httpCookie.name`."""
    path: Annotated[str, Rule(_cookie_path, pattern=r"/[^;?#*\s]*")] | None = None
    """Path of a cookie that the proxy creates; only with `ttl`. Default: none. Becomes: `httpCookie.path`."""
    ttl: Annotated[timedelta, between(timedelta(seconds=1), timedelta(days=400), or_zero=True)] | None = None
    """Lifetime of a cookie that the proxy creates for clients without one; 1 s to 400 days. "0s": until the browser
    closes. Default: the proxy creates no cookie. Becomes: `httpCookie.ttl`."""

    @model_validator(mode="after")
    def _path_needs_ttl(self) -> Self:
        if self.path is not None and self.ttl is None:
            raise refused(
                "field-without-effect",
                given=f"path={show(self.path)} without ttl",
                allowed="path together with ttl, because without a ttl the proxy creates no cookie",
            )
        return self


class Maglev(Spec):
    """A table of fixed size. If a replica comes or goes, hardly any other key moves. Becomes: `maglev`."""

    # If one of eight replicas goes, Envoy's ring gives each of the others more points, which also moves 8 % of the
    # sessions of the replicas that stay. Maglev's table of this size, Envoy's default, moves 0.4 %.
    table_size: Annotated[int, Rule(_table_size, minimum=_SMALLEST_TABLE, exclusiveMaximum=_LARGEST_TABLE)] = 65537
    """Entries of the table: a prime number below 5,000,011, many times larger than the number of replicas. Default:
    65537. Becomes: `maglev.tableSize`."""


class RingHash(Spec):
    """Replicas on a ring, each at many points. Becomes: `ringHash`."""

    minimum_ring_size: Annotated[int, Rule(_ring_size, minimum=1, maximum=_LARGEST_RING)] = 1024
    """Smallest number of points on the ring, of all replicas together; 1 to 8,388,608. More points make the shares more
    even. Default: 1024. Becomes: `ringHash.minimumRingSize`."""


class ConsistentHash(Spec):
    """Send requests with the same key to the same version and replica. Give exactly one key.

    A key keeps its replica as long as the replica exists. If another replica comes or goes, less than one key in a
    hundred moves, apart from the keys of that replica. Requests without the key are spread at random.

    Becomes: `loadBalancer.consistentHash`.
    """

    no_effect: ClassVar[Mapping[str, str]] = frozendict(
        {
            "warmup": NO_WARM_UP,
            "minimum_ring_size": "Write algorithm=RingHash(minimum_ring_size=...): the default algorithm, Maglev, "
            "has no ring.",
            "table_size": "Write algorithm=Maglev(table_size=...).",
        }
    )

    header: HeaderName | None = None
    """Key: the value of a request header. Default: no header. Becomes: `consistentHash.httpHeaderName`."""
    cookie: Cookie | None = None
    """Key: the value of a cookie. Default: no cookie. Becomes: `consistentHash.httpCookie`."""
    source_ip: bool = False
    """Key: the address that the proxy sees. Behind another load balancer this is the address of that load balancer.
    Default: False. Becomes: `consistentHash.useSourceIp`."""
    query_parameter: Annotated[str, Rule(_parameter, pattern=r"[A-Za-z0-9._~-]+")] | None = None
    """Key: the value of a query parameter. Default: no parameter. Becomes: `consistentHash.httpQueryParameterName`."""
    algorithm: Annotated[
        Annotated[Maglev, Tag("Maglev")] | Annotated[RingHash, Tag("RingHash")], one_of(Maglev, RingHash)
    ] = Maglev()
    """How a key finds its replica: `Maglev(...)` or `RingHash(...)`. Default: `Maglev()`. Becomes:
    `consistentHash.maglev` or `consistentHash.ringHash`."""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self._given) != 1:
            raise refused(
                "hash-key",
                given=" and ".join(self._given) or "no key",
                allowed=f"exactly one of {', '.join(_KEYS)}",
                fix='For chat sessions, write ConsistentHash(header="x-session-id").',
            )
        return self

    @property
    def key(self) -> str:
        """The key as its user writes it."""
        (name,) = self._given
        return f"{name}={show(getattr(self, name))}"

    @property
    def _given(self) -> list[str]:
        return [key for key in _KEYS if getattr(self, key) not in {None, False}]

    def over(self, base: Spec) -> Self:
        """The same hash with the algorithm of `base` if it has none itself; a key replaces the key of `base`."""
        if isinstance(base, ConsistentHash) and "algorithm" not in self.model_fields_set:
            return self.model_copy(update={"algorithm": base.algorithm})
        return self
