"""A route of a VirtualService, and where its requests go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan.routing.direct_responses import DirectResponse
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy
from llm_api_mesh.plan.routing.rewrite import Rewrite
from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where a request may go."""

    host: str
    port: int
    subset: str | None = None
    weight: int | None = None


@dataclass(frozen=True, kw_only=True)
class Copies:
    """Where copies of requests go."""

    to: Destination
    percent: float


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """Destinations with weights. They stand in an object of their own, so that a canary's step is a small change."""

    name: str
    """Name of the object."""
    destinations: tuple[Destination, ...]
    copies: tuple[Copies, ...]
    key: ConsistentHash | None
    """The consistent hash whose key chooses among them; None: the choice is random."""


@dataclass(frozen=True, kw_only=True)
class HttpRoute:
    """A route of a VirtualService."""

    name: str
    """Unique in the whole cluster, so that a patch of this route can't match another team's."""
    matches: tuple[Match, ...]
    """The requests of any of these; none: all."""
    headers: tuple[HeaderValue, ...] = ()
    """Further conditions, any of these; none: any headers."""
    to: tuple[Destination, ...] | Weighted
    response: DirectResponse | None = None
    """What the gateway answers itself; if the route has a destination, no request gets there."""
    path_prefixes: tuple[str, ...] = ()
    """What is removed from the beginning of the path, any of these."""
    rewrite: Rewrite
    """How requests are changed on their way there."""
    generates: bool
    """Whether answers may be long."""
    timeout: timedelta | None
    """None: no timeout. Istio takes no `0s`, and without the field the proxy has no timeout."""
    retries: RetryPolicy
    silence: timedelta | None = None
    """Longest silence of a stream, before the first byte as well; None: no limit."""
    drill: FaultDrill | None = None
    """The fault drill for these requests."""
