"""A route of a VirtualService, and where its requests go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan.answers import Answer
from llm_api_mesh.plan.asked import HeaderValue
from llm_api_mesh.plan.retry_policy import RetryPolicy
from llm_api_mesh.spec.backends.base import Reach
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
    """Destinations with weights, which stand in one place: so a canary's step is a small change."""

    name: str
    """Name of the object that holds them."""
    destinations: tuple[Destination, ...]
    copies: tuple[Copies, ...]
    key: ConsistentHash | None
    """Whose key chooses among them; None: chance does."""


@dataclass(frozen=True, kw_only=True)
class HttpRoute:
    """A route of a VirtualService."""

    name: str
    """Unique in the whole cluster, so that a patch of this route can't hit another team's."""
    matches: tuple[Match, ...]
    """The requests of any of these; none: all."""
    headers: tuple[HeaderValue, ...] = ()
    """Any of these, too; none: whatever the headers."""
    to: tuple[Destination, ...] | Weighted
    answer: Answer | None = None
    """What the gateway answers itself; where the route leads somewhere, nothing gets there."""
    folders: tuple[str, ...] = ()
    """What is cut off in front of the path, any of these."""
    reach: Reach
    """What is changed in the requests on their way there."""
    generates: bool
    """Whether long answers come from here."""
    timeout: timedelta | None
    """None: none at all. Istio takes no `0s`, and without the field the proxy has no timeout."""
    retries: RetryPolicy
    silence: timedelta | None = None
    """Longest silence, before the first byte, too; None: no limit."""
    drill: FaultDrill | None = None
    """The fault that these requests ask for."""
