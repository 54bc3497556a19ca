"""A route of a VirtualService, and where its requests go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan.routing.access import Alternatives
from llm_api_mesh.plan.routing.direct_responses import DirectResponse
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.outside import Outside
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy
from llm_api_mesh.plan.routing.rewrite import Rewrite
from llm_api_mesh.spec.cors import Cors
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match

WEIGHTS_SET_BY = "llm-api-mesh/weights-set-by"
"""The annotation of an object whose weights somebody sets in the cluster."""


@dataclass(frozen=True, kw_only=True)
class Destination:
    """A destination of requests."""

    host: str
    port: int
    subset: str | None = None
    weight: int | None = None
    affinity: str | None = None
    """Value of the header that is hashed, if the route has to set it."""
    authority: str | None = None
    """The host that the request has on its way there; None: the client's."""


@dataclass(frozen=True, kw_only=True)
class Copies:
    """A destination of copies of requests."""

    to: Destination
    percent: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Destinations of the requests that meet some conditions."""

    conditions: tuple[HeaderValue, ...] = ()
    """Conditions, all of which must be met."""
    without: tuple[HeaderValue, ...] = ()
    """Conditions, none of which may be met."""
    to: tuple[Destination, ...]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How the requests for a backend are spread over its versions, and over clusters with and without a hash.

    It is in a separate object, so that a canary's step is a small change, and all routes to the backend share it.
    """

    name: str
    """Name of the object."""
    choices: tuple[Choice, ...]
    """The destinations, in the order in which the proxy tries them. The last ones are for all other requests."""
    copies: tuple[Copies, ...] = ()
    weights_set_by: str | None = None
    """Who sets the weights in the cluster; None: nobody."""

    @property
    def annotations(self) -> Mapping[str, str]:
        """The annotations by which readers of the object know that its weights aren't those in force."""
        return {WEIGHTS_SET_BY: self.weights_set_by} if self.weights_set_by else {}


@dataclass(frozen=True, kw_only=True)
class HttpRoute:
    """A route of a VirtualService."""

    name: str
    """Unique in the whole cluster, so that a patch of this route can't match another team's route."""
    matches: tuple[Match, ...]
    """The requests that meet any of these; none: all requests."""
    headers: tuple[HeaderValue, ...] = ()
    """Further conditions, any of which must be met; none: any headers."""
    conditions: tuple[HeaderValue, ...] = ()
    """Further conditions, all of which must be met."""
    without: tuple[HeaderValue, ...] = ()
    """Further conditions, none of which may be met."""
    alternatives: Alternatives = ()
    """Sets of further conditions, of which all of one set must be met; none: any request."""
    outside: tuple[Outside, ...] = ()
    """Further conditions, any of which must be met; none: any path."""
    port: int | None = None
    """The port that requests are for; None: any."""
    to: tuple[Destination, ...] | Spread
    response: DirectResponse | None = None
    """The gateway's own answer. If the route also has a destination, no request gets there."""
    path_prefixes: tuple[str, ...] = ()
    """The prefixes of the path, any of which is removed."""
    rewrite: Rewrite
    """The changes to requests on their way to the destination."""
    generates: bool
    """Whether answers may be long."""
    split_off: bool = False
    """Whether it has the requests of another route that are for endpoints with short answers."""
    timeout: timedelta | None
    """None: no timeout. Istio doesn't accept `0s`; without the field the proxy has no timeout."""
    retries: RetryPolicy
    cors: Cors | None = None
    """The pages that may call it from a browser."""
    preflight: tuple[str, ...] = ()
    """The methods that answers to preflights allow; none: it isn't for preflights."""
    silence: timedelta | None = None
    """Longest silence of a stream, before the first byte as well; None: no limit."""
    drill: FaultDrill | None = None
    """The fault drill for these requests."""
