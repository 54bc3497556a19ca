"""Load balancing algorithms of a DestinationRule, one class each, so that a mix can't be written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, ClassVar, Self

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Spec, one_of, refused
from llm_api_mesh.spec.durations import at_least
from llm_api_mesh.spec.match import header_name, request_path, token

from frozendict import frozendict
from pydantic import AfterValidator, Tag, model_validator

_NO_WARMUP = "Envoy warms replicas up under LeastRequest and RoundRobin only: take one of these, or leave warmup out."
_FEWEST_CHOICES = 2  # Envoy takes no less
_MOST_CHOICES = 64
_KEYS = ("header", "cookie", "source_ip", "query_parameter")


def _cookie_path(path: str) -> str:
    if ";" in path:
        raise refused("path-invalid", allowed="a path without semicolons: they end a cookie's attribute")
    return request_path(path)


def _parameter(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._~-]+", name):
        raise refused("field-invalid", allowed="letters, digits and . _ ~ - as a parameter's name")
    return name


WarmUp = Annotated[timedelta, AfterValidator(at_least(timedelta(seconds=1)))]


def _choices(choices: int) -> int:
    if not _FEWEST_CHOICES <= choices <= _MOST_CHOICES:
        raise refused("field-invalid", allowed=f"a whole number from {_FEWEST_CHOICES} to {_MOST_CHOICES}")
    return choices


class LeastRequest(Spec):
    """Send each request to the replica that has the fewest open ones, of some that are picked at random.

    The default: generations differ in length by orders of magnitude, and only a count of what is still running
    keeps a slow replica from getting the same share as a fast one.

    Becomes: `loadBalancer.simple: LEAST_REQUEST`.
    """

    choices: Annotated[int, AfterValidator(_choices)] = 8
    """How many replicas are picked. Envoy's own 2 leaves a slow replica of eight three times the wait that 8 do.
    Default: 8. Becomes: `least_request_lb_config.choice_count` of the gateway's cluster, by an EnvoyFilter; with 2
    there is none."""

    warmup: WarmUp | None = None
    """How long a new replica's share grows to the full one; 1 s or more. Default: the full share at once.
    Becomes: `loadBalancer.warmup.duration`."""


class RoundRobin(Spec):
    """Send requests to the replicas in turn. Becomes: `loadBalancer.simple: ROUND_ROBIN`."""

    warmup: WarmUp | None = None
    """How long a new replica's share grows to the full one; 1 s or more. Default: the full share at once.
    Becomes: `loadBalancer.warmup.duration`."""


class Random(Spec):
    """Send each request to a replica picked at random. Becomes: `loadBalancer.simple: RANDOM`."""

    no_effect: ClassVar[Mapping[str, str]] = frozendict({"warmup": _NO_WARMUP})


class Cookie(Spec):
    """A cookie to hash on. Becomes: `consistentHash.httpCookie`."""

    name: Annotated[str, AfterValidator(token)]
    """Name of the cookie. Becomes: `httpCookie.name`."""
    path: Annotated[str, AfterValidator(_cookie_path)] | None = None
    """Path of a cookie that the proxy makes. Default: none. Becomes: `httpCookie.path`."""
    ttl: Annotated[timedelta, AfterValidator(at_least(timedelta(0)))] | None = None
    """Life of a cookie that the proxy makes for clients that bring none; 0: until the browser closes. Default: the
    proxy makes none. Becomes: `httpCookie.ttl`."""

    @model_validator(mode="after")
    def _path_of_a_made_cookie(self) -> Self:
        if self.path is not None and self.ttl is None:
            raise refused(
                "field-without-effect",
                given=f"path={show(self.path)} without ttl",
                allowed="path together with ttl: without a ttl the proxy makes no cookie that could have a path",
            )
        return self


class ConsistentHash(Spec):
    """Send requests with one key to one replica of their version; give exactly one key.

    A key keeps its replica for as long as that is there; when another one comes or goes, less than one key in a hundred
    moves beside those of that replica. Requests without the key are spread at random. Becomes:
    `loadBalancer.consistentHash`, with `maglev`.
    """

    no_effect: ClassVar[Mapping[str, str]] = frozendict({"warmup": _NO_WARMUP})

    header: Annotated[str, AfterValidator(header_name)] | None = None
    """A request header. Becomes: `consistentHash.httpHeaderName`."""
    cookie: Cookie | None = None
    """A cookie. Becomes: `consistentHash.httpCookie`."""
    source_ip: bool = False
    """The address that the proxy sees: behind another load balancer, that one's. Becomes:
    `consistentHash.useSourceIp`."""
    query_parameter: Annotated[str, AfterValidator(_parameter)] | None = None
    """A query parameter. Becomes: `consistentHash.httpQueryParameterName`."""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        given = [key for key in _KEYS if getattr(self, key) not in {None, False}]
        if len(given) != 1:
            raise refused(
                "hash-key",
                given=" and ".join(given) or "no key",
                allowed=f"exactly one of {', '.join(_KEYS)}",
                fix='For chat sessions: ConsistentHash(header="x-session-id").',
            )
        return self


LoadBalancer = Annotated[
    Annotated[LeastRequest, Tag("LeastRequest")]
    | Annotated[RoundRobin, Tag("RoundRobin")]
    | Annotated[Random, Tag("Random")]
    | Annotated[ConsistentHash, Tag("ConsistentHash")],
    one_of(LeastRequest, RoundRobin, Random, ConsistentHash),
]
