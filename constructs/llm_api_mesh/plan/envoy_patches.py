"""The values of the EnvoyFilters: settings of the gateway's proxy for which Istio's own resources have no field.

Each EnvoyFilter has an attribute with its name. If the attribute is empty, the API doesn't need the EnvoyFilter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from llm_api_mesh.plan.egress import INTERNAL_HEADERS, InternalHeaders, Provider
from llm_api_mesh.plan.failover import FailoverPlan, Leg
from llm_api_mesh.plan.local_replies import LocalReply
from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.plan.request_body import STREAM_HEADER, RequestBody
from llm_api_mesh.plan.routing.http_route import HttpRoute, Weighted
from llm_api_mesh.plan.routing.routes import Routes
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import BackendPolicies
from llm_api_mesh.releases import Since
from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.load_balancer import LeastRequest, Passthrough
from llm_api_mesh.spec.mesh import Mesh

_ENVOYS_CHOICES = 2

_MINUTE = 60

_SPILL_BODY = error_body(
    "All backends are busy, and as many requests as may be have gone to the last one. Try again later.",
    "rate_limit_error",
    code="spill_limit",
)

# The metadata server is on the gateway's own node. A request for which it gives no token is refused.
_TOKEN_TIMEOUT = timedelta(seconds=5)
# More than an API has providers, so that no token is fetched again before it expires.
_CACHED_TOKENS = 100

# A broken stream is passed on without the second that Envoy gives its clients to read the end of an answer.
_CLOSE_DELAY = timedelta(milliseconds=10)
# These filters have already run in the first hop. In the second hop a token would be missing, because Istio removes it
# from the request, and an authorization service would count each request twice.
_HAVE_RUN = ("envoy.filters.http.ext_authz", "envoy.filters.http.jwt_authn", "envoy.filters.http.rbac")

_REPLACING_LISTS = Since("1.31", "MERGE_AND_REPLACE_LIST")


@dataclass(frozen=True, kw_only=True)
class ChoiceCount:
    """The number of replicas that least request compares."""

    host: str
    subset: str | None
    """None: all subsets."""
    choices: int


@dataclass(frozen=True, kw_only=True)
class PassthroughBackend:
    """A backend with `Passthrough`: its clients choose the address; at the gateway that is the gateway's own."""

    host: str
    port: int


@dataclass(frozen=True, kw_only=True)
class GoogleTokens:
    """The access tokens of the gateway's Google identity."""

    hosts: tuple[str, ...]
    """Hosts that need such a token."""
    timeout: timedelta
    """Longest wait for a token."""
    cached: int
    """Number of tokens that are kept until they expire."""


@dataclass(frozen=True, kw_only=True)
class SecondHop:
    """The listeners of the backends of failovers. They trust the first hop, which is the same gateway."""

    listeners: tuple[str, ...]
    trusted_proxies: int
    """Number of proxies that are trusted about the client's address: the first hop, which has appended the address."""
    keeps_client_address: bool
    """Whether the list of addresses stays as the first hop has written it."""
    keeps_request_id: bool
    """Whether the request keeps the identifier that the first hop has given it."""
    close_delay: timedelta
    """How long a connection stays open after its last byte."""
    removed_filters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SpillLimit:
    """A limit of requests per minute for a backend after the first of a failover."""

    leg: Leg
    per_minute: int
    retry_after: int
    """Seconds after which a refused client may succeed."""
    body: str
    """The answer to a refused client."""


@dataclass(frozen=True, kw_only=True)
class RouteBody:
    """How a route treats the body of a request."""

    route: str
    longest: int
    """Bytes that are buffered."""
    read: bool
    """Whether the filters that read the body run."""
    removed_headers: tuple[str, ...]
    """The gateway's internal headers that are removed before the request goes to the backend."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EnvoyPatches:
    """The values of all EnvoyFilters of an API."""

    spec: Mesh
    backend_policies: Mapping[LeafTarget, BackendPolicies]
    """The policies of each backend."""
    failovers: tuple[FailoverPlan, ...]
    routes: Routes
    body: RequestBody
    provider_requests: tuple[Provider, ...]
    """Providers whose clusters add keys or signatures to requests."""
    openai_errors: tuple[LocalReply, ...]
    """The answers that replace the proxy's own errors."""
    internal_headers: InternalHeaders = INTERNAL_HEADERS
    """Headers that the clusters of providers remove from requests."""

    @cached_property
    def passthrough(self) -> tuple[PassthroughBackend, ...]:
        """Backends that the gateway balances itself."""
        if self.spec.llm_gateway:  # it has a DestinationRule for them
            return ()
        return tuple(
            PassthroughBackend(host=target.host, port=target.backend.port)
            for target in self.backend_policies
            if isinstance(target.backend.load_balancer, Passthrough)
        )

    @cached_property
    def least_request(self) -> tuple[ChoiceCount, ...]:
        """Backends and versions for which least request compares another number of replicas than Envoy's default."""
        return tuple(
            choice for target, policies in self.backend_policies.items() for choice in _choices(target.host, policies)
        )

    @cached_property
    def google_token(self) -> GoogleTokens | None:
        """The access tokens of the gateway's Google identity, if a provider needs them."""
        hosts = tuple(provider.host for provider in self.provider_requests if provider.takes_google_token)
        return GoogleTokens(hosts=hosts, timeout=_TOKEN_TIMEOUT, cached=_CACHED_TOKENS) if hosts else None

    @cached_property
    def return_time(self) -> Mapping[str, timedelta]:
        """Longest ejection by host, for pools after which another backend can take over."""
        if self.spec.llm_gateway:
            return {host: longest for host, longest in self._longest_ejections() if longest}
        times = {
            leg.target.host: [
                policy.ejection.base_time
                for policy in self.backend_policies[self._backends[leg.target.host]].in_force.values()
                if policy.ejection
            ]
            for failover in self.failovers
            for leg in failover.legs
            if not leg.last
        }
        # The patch applies to all versions, so the longest time must be at least each version's own.
        return {host: max(ejected) for host, ejected in times.items() if ejected}

    @cached_property
    def second_hop(self) -> SecondHop | None:
        """The listeners of the backends of failovers, if there are failovers."""
        listeners = tuple(leg.listener for failover in self.failovers for leg in failover.legs)
        if not listeners:
            return None
        return SecondHop(
            listeners=listeners,
            trusted_proxies=1,
            keeps_client_address=True,
            keeps_request_id=True,
            close_delay=_CLOSE_DELAY,
            removed_filters=_HAVE_RUN,
        )

    @cached_property
    def spill(self) -> tuple[SpillLimit, ...]:
        """Limits of the backends after the first of a failover."""
        return tuple(limit for failover in self.failovers for limit in _spill_limits(failover))

    @cached_property
    def next_backend(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Routes on which each attempt goes to the next backend, and statuses after which it does, beside Istio's."""
        return tuple(
            (route.name, route.retries.unregistered_statuses)
            for route in self.routes.gateway
            if route.retries.next_priority and not self.spec.llm_gateway
        )

    @cached_property
    def request_body(self) -> tuple[RouteBody, ...]:
        """Routes for which bodies are read, or have a longest length.

        These are all routes of the proxy but those of the list of models, because the proxy uses the route that a
        request has before its body has been read. The second hop gets the body and the headers from the first.
        """
        longest = self.body.longest
        if longest is None:
            return ()
        first = [
            RouteBody(
                route=route.name,
                longest=longest,
                read=bool(self.body.readings),
                removed_headers=tuple(self._removed_headers(route)),
            )
            for route in self.routes.gateway
            if not (route.response and route.response.lists)
        ]
        second = [
            RouteBody(route=route.name, longest=longest, read=False, removed_headers=())
            for route in self.routes.second_hop
        ]
        return (*first, *second)

    @cached_property
    def retry_after(self) -> tuple[tuple[str, timedelta], ...]:
        """Routes with long answers that honour `Retry-After`, and how long at most."""
        return tuple(
            (route.name, longest)
            for route in self.routes.proxy
            if route.generates and (longest := route.retries.longest_retry_after)
        )

    @cached_property
    def sticky_canary(self) -> tuple[tuple[str, ConsistentHash], ...]:
        """Routes on which the key of a consistent hash chooses the version."""
        return tuple(
            (route.name, route.to.key)
            for route in self.routes.proxy
            if isinstance(route.to, Weighted) and route.to.key and not self.spec.llm_gateway
        )

    @cached_property
    def replaces_lists(self) -> bool:
        """Whether a patch can replace a list; otherwise it adds to the list."""
        return not _REPLACING_LISTS.missing_in(self.spec.istio)

    @cached_property
    def stream_silence(self) -> tuple[tuple[str, timedelta], ...]:
        """Routes of streams, and how long a stream may be silent."""
        return tuple((route.name, route.silence) for route in self.routes.proxy if route.silence)

    @property
    def at_gateway(self) -> bool:
        """Whether an API at an LLM gateway has patches of its own."""
        return bool(self.least_request or self.retry_after or self.return_time or self.stream_silence)

    def _longest_ejections(self) -> Iterator[tuple[str, timedelta | None]]:
        for target, policies in self.backend_policies.items():
            times = [policy.ejection.max_time for policy in policies.in_force.values() if policy.ejection]
            yield target.host, max((time for time in times if time), default=None)

    @cached_property
    def _backends(self) -> Mapping[str, LeafTarget]:
        return {target.host: target for target in self.backend_policies}

    def _removed_headers(self, route: HttpRoute) -> Iterator[str]:
        """The backend gets the client's request unchanged; the second hop of a failover needs to know of streams."""
        for reading in self.body.readings:
            if not (route.retries.next_priority and reading.header == STREAM_HEADER):
                yield reading.header


def _choices(host: str, policies: BackendPolicies) -> Iterator[ChoiceCount]:
    choices = {
        subset: policy.load_balancer.choices if isinstance(policy.load_balancer, LeastRequest) else _ENVOYS_CHOICES
        for subset, policy in policies.in_force.items()
    }
    alike = len(set(choices.values())) == 1
    for subset, number in sorted(choices.items())[: 1 if alike else None]:
        if number != _ENVOYS_CHOICES:
            yield ChoiceCount(host=host, subset=None if alike else subset, choices=number)


def _spill_limits(failover: FailoverPlan) -> Iterator[SpillLimit]:
    per_minute = failover.spec.spill_per_minute
    if per_minute is not None:
        retry_after = math.ceil(_MINUTE / per_minute)
        for leg in failover.legs[1:]:
            yield SpillLimit(leg=leg, per_minute=per_minute, retry_after=retry_after, body=_SPILL_BODY)
