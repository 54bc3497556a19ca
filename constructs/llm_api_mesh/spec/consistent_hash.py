"""Session affinity: requests with the same key go to the same replica."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import isqrt
from typing import Annotated, ClassVar, Literal, Self

from frozendict import frozendict
from pydantic import Tag, model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import List, Rule, Spec, one_of, refused
from llm_api_mesh.spec.durations import between
from llm_api_mesh.spec.match import HEADER_PATTERN, HeaderName, request_path, token

NO_WARM_UP = "Use LeastRequest or RoundRobin, because Envoy warms up replicas only with these, or remove warmup."
_KEYS = ("header", "cookie", "source_ip", "query_parameter", "keys")

_LEAST_LOAD = 1.05
_MOST_LOAD = 10.0
_PERCENT = 100

Key = Literal["header", "prompt_cache_key", "agent_session", "opening"]
"""`header`: the one of `ConsistentHash.header`. `prompt_cache_key`: the body's. `agent_session`: the session that a
coding agent names in a header. `opening`: what a conversation begins with."""
HEADER: Key = "header"
"""The key whose name the API's team chooses. All others are those of an LLM gateway."""
_HEADER_IN_EXPRESSION = r"[a-z0-9._-]+"
_SMALLEST_TABLE = 2
_LONGEST_NAME = 256
# Envoy and Istio allow 5,000,010 entries and 8,388,608 points, with which one API would take the memory of all: see
# plan/llm_gateway/admission/.
LARGEST_TABLE = 655_373
"""The largest table, itself a prime: with eight replicas 0.4 MiB of each gateway pod for each version."""
LARGEST_RING = 65_536
"""The largest number of points on a ring that may be asked for: 1.6 MiB of each gateway pod for each version."""


def _shown(value: object) -> str:
    return f"[{', '.join(map(show, value))}]" if isinstance(value, tuple) else show(value)


def _cookie_path(path: str) -> str:
    if ";" in path:
        raise refused(
            "path-invalid", allowed="a path without semicolons, because a semicolon ends a cookie's attribute"
        )
    return request_path(path)


def _cookie_name(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        raise refused("header-name", given=f"{len(name)} characters", allowed=f"at most {_LONGEST_NAME} characters")
    return token(name)


def _parameter(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._~-]+", name) or len(name) > _LONGEST_NAME:
        allowed = f"a parameter name of 1 to {_LONGEST_NAME} letters, digits and . _ ~ -"
        raise refused("field-invalid", allowed=allowed)
    return name


def _table_size(size: int) -> int:
    if not _SMALLEST_TABLE <= size <= LARGEST_TABLE or not _is_prime(size):
        bounded = min(max(size, _SMALLEST_TABLE), LARGEST_TABLE)
        near = next(number for number in range(bounded, 1, -1) if _is_prime(number))
        raise refused("hash-size", allowed=f"a prime number up to {LARGEST_TABLE}", fix=f"Write {near}.")
    return size


def _is_prime(number: int) -> bool:
    return all(number % factor for factor in range(2, isqrt(number) + 1))


def _ring_size(size: int) -> int:
    if not 1 <= size <= LARGEST_RING:
        raise refused("hash-size", allowed=f"a whole number from 1 to {LARGEST_RING}")
    return size


def _distinct(keys: Sequence[Key]) -> tuple[Key, ...]:
    if not keys or len(set(keys)) < len(keys):
        raise refused("hash-key", allowed="at least one key, and each key once")
    return tuple(keys)


def _load(load: float) -> float:
    if not _LEAST_LOAD <= load <= _MOST_LOAD or round(load, 2) != load:
        allowed = f"a number from {_LEAST_LOAD} to {_MOST_LOAD:g}, with at most two decimals"
        raise refused("field-invalid", allowed=allowed)
    return load


def load_percent(load: float | None) -> int | None:
    """Return the largest load of a replica in percent of the average; None: there is no bound."""
    return None if load is None else round(load * _PERCENT)


MaxLoad = Annotated[float, Rule(_load, minimum=_LEAST_LOAD, maximum=_MOST_LOAD)]
"""How much more than the average a replica may have of the open requests."""
MAX_LOAD = 1.25


class Cookie(Spec):
    """A cookie as the key of a consistent hash. Becomes: `consistentHash.httpCookie`."""

    name: Annotated[str, Rule(_cookie_name, pattern=HEADER_PATTERN, maxLength=_LONGEST_NAME)]
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
    table_size: Annotated[int, Rule(_table_size, minimum=_SMALLEST_TABLE, maximum=LARGEST_TABLE)] = 65537
    """Entries of the table: a prime number up to 655,373, and many times larger than the number of replicas. Default:
    65537. Becomes: `maglev.tableSize`."""


class RingHash(Spec):
    """Replicas on a ring, each at many points. Becomes: `ringHash`."""

    minimum_ring_size: Annotated[int, Rule(_ring_size, minimum=1, maximum=LARGEST_RING)] = 1024
    """Smallest number of points on the ring, of all replicas together; 1 to 65,536. More points make the shares more
    even, and take memory of the gateway. Default: 1024. Becomes: `ringHash.minimumRingSize`."""


class ConsistentHash(Spec):
    """Send requests with the same key to the same replica, which has their beginning in its prefix cache.

    Give one key, or several in `keys`. A key keeps its replica as long as the replica exists. If another replica comes
    or goes, less than one key in a hundred moves, apart from the keys of that replica; with `RingHash`, one in ten.
    Requests without a key go to the least busy of two replicas, as with `LeastRequest`.

    Behind an LLM gateway, the load of each replica is bounded, whatever the key is. A header, a cookie, a query
    parameter and an address have no bound at a plain gateway, and for callers with a sidecar: there, a key that many
    requests share fills its replica. On shared pods and behind a gateway with `max_load=None`, they have one only if
    the hash sets `max_load`. The keys that the gateway reads are refused without a bound.

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
    keys: Annotated[List[Key], Rule(_distinct)] | None = None
    """The keys in their order of preference: a request has the first of them that it contains. Behind an LLM gateway,
    whose filter reads them: `prompt_cache_key` of the body; `agent_session`, from the headers
    `x-claude-code-session-id`, `session-id` and `x-session-affinity`; `opening`: the system prompt and the tools up to
    `LlmGateway.opening_characters`; if they are shorter, or once an assistant has spoken, the whole system prompt and
    the first message of the user. The model is a part of each of them. `header` stands for the field of this name. A
    cookie can't be one of several keys, because Istio refuses an expression that reads it. Default: none. Becomes: the
    header `x-llm-affinity`, by `http[].route[].headers.request.set` and `consistentHash.httpHeaderName`."""
    cookie: Cookie | None = None
    """Key: the value of a cookie. Default: no cookie. Becomes: `consistentHash.httpCookie`."""
    source_ip: bool = False
    """Key: the address that the proxy sees. Behind another load balancer this is the address of that load balancer.
    Default: False. Becomes: `consistentHash.useSourceIp`."""
    query_parameter: Annotated[str, Rule(_parameter, pattern=r"[A-Za-z0-9._~-]+", maxLength=_LONGEST_NAME)] | None = (
        None
    )
    """Key: the value of a query parameter. Default: no parameter. Becomes: `consistentHash.httpQueryParameterName`."""
    max_load: MaxLoad | None = None
    """How much more than the average a replica may have of the open requests before the others get requests whose key
    belongs to it; 1.05 to 10, with at most two decimals. It needs an LLM gateway. Default: the bound of the LLM
    gateway, 1.25 unless the platform's team sets another; none on shared pods. Becomes: `hash_balance_factor` of the
    gateway's cluster, by an EnvoyFilter; nothing if the gateway has the bound already."""
    algorithm: Annotated[
        Annotated[Maglev, Tag("Maglev")] | Annotated[RingHash, Tag("RingHash")], one_of(Maglev, RingHash)
    ] = Maglev()
    """How a key finds its replica: `Maglev(...)` or `RingHash(...)`. Default: `Maglev()`. Becomes:
    `consistentHash.maglev` or `consistentHash.ringHash`."""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        given = self._given
        if self.keys and HEADER in self.keys:
            self._require_readable()
            given.remove(HEADER)
        elif self.keys and self.header:
            keys = ", ".join(map(show, (HEADER, *self.keys)))
            raise refused(
                "hash-key",
                given='header without "header" in keys',
                allowed="the place of the header in keys",
                fix=f"Write keys=[{keys}] if the header comes first.",
            )
        if len(given) != 1:
            raise refused(
                "hash-key",
                given=" and ".join(given) or "no key",
                allowed=f"exactly one of {', '.join(_KEYS)}",
                fix='For chat sessions, write ConsistentHash(header="x-session-id").',
            )
        return self

    def _require_readable(self) -> None:
        """Raise unless the header has a name that an expression of the proxy can contain."""
        if self.header is None:
            raise refused(
                "hash-key",
                given='"header" in keys without header',
                allowed="the name of the header",
                fix='Add header="x-session-id".',
            )
        if not re.fullmatch(_HEADER_IN_EXPRESSION, self.header):
            raise refused(
                "header-name", given=show(self.header), allowed="letters, digits and . _ - in the name of a key"
            )

    @property
    def key(self) -> str:
        """The key as its user writes it."""
        return ", ".join(f"{name}={_shown(getattr(self, name))}" for name in self._given)

    @property
    def identity(self) -> tuple[object, ...]:
        """What two hashes have in common if one request has the same key in both."""
        return tuple(getattr(self, name) for name in _KEYS)

    @property
    def read_by_gateway(self) -> tuple[Key, ...]:
        """The keys that only an LLM gateway finds."""
        return tuple(key for key in self.keys or () if key != HEADER)

    @property
    def _given(self) -> list[str]:
        return [key for key in _KEYS if getattr(self, key) not in {None, False}]

    def over(self, base: Spec) -> Self:
        """The same hash with the algorithm and the bound of `base`, if it has none; a key replaces that of `base`."""
        if not isinstance(base, ConsistentHash):
            return self
        inherited = {"algorithm", "max_load"} & base.model_fields_set - self.model_fields_set
        return self.model_copy(update={name: getattr(base, name) for name in sorted(inherited)}) if inherited else self
