"""How requests are spread over a backend's replicas. Policies are whole: Istio replaces blocks, never merges them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from llm_api_mesh.plan.routing.affinity import keys_of
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.spec.backends.kinds import AnyAnswering
from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer
from llm_api_mesh.spec.locality import AnyLocality
from llm_api_mesh.spec.version import Version

# The proxy closes an idle connection this much earlier than the server does. A proxy that waits for the server to close
# it may send a request on the closing connection.
_EARLIER = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class TcpKeepAlive:
    """TCP keep-alive probes, which the proxy's kernel sends on silent connections."""

    time: timedelta
    """Silence before the first probe."""
    interval: timedelta
    probes: int
    """Number of unanswered probes after which the connection is broken."""


# A node that fails sends nothing on its open connections, and a NAT drops silent ones, some NATs after 4 minutes.
TCP_KEEP_ALIVE = TcpKeepAlive(time=timedelta(seconds=30), interval=timedelta(seconds=10), probes=3)

_HALF = 50
_ALL = 100


@dataclass(frozen=True, kw_only=True)
class TrafficPolicy:
    """The policy of a backend or of one of its versions."""

    of_version: bool
    """Whether it overrides the backend's policy: Istio then takes the fields that it leaves out from the backend's."""
    load_balancer: LoadBalancer
    server_name: str | None
    """Name that the certificate must have, for TLS to a provider; None: Istio's own TLS between pods."""
    locality: AnyLocality | None
    """None: not set. Only pools set it, because Istio prefers near replicas by default if there is an ejection."""
    connect_timeout: timedelta
    idle_timeout: timedelta | None
    """None: Envoy's default, an hour."""
    tcp_keep_alive: TcpKeepAlive
    http2_keep_alive: Http2KeepAlive | None
    max_requests_per_connection: int | None
    max_requests: int | None
    """Open requests of one proxy to all replicas together."""
    ejection: Ejection | None
    """Always has a `max_percent`."""
    retry_percent: int | None
    retry_minimum: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class BackendPolicies:
    """The policies of one backend."""

    whole: TrafficPolicy
    """The backend's own."""
    versions: tuple[tuple[Version, TrafficPolicy | None], ...]
    """The versions, each with its own policy if it overrides anything."""

    @cached_property
    def hashes(self) -> Mapping[str, ConsistentHash]:
        """The consistent hashes of the subsets, by name, as those in force."""
        return {
            name: policy.load_balancer
            for name, policy in self.in_force.items()
            if isinstance(policy.load_balancer, ConsistentHash)
        }

    def without_key(self, subset: str) -> TrafficPolicy | None:
        """The policy of a subset for requests without a key; None: it has no such requests."""
        if subset not in self.hashes or not keys_of(self.hashes[subset]):
            return None
        return replace(self.in_force[subset], of_version=True, load_balancer=LeastRequest())

    @cached_property
    def in_force(self) -> Mapping[str, TrafficPolicy]:
        """The policy in force in each subset, by name; under an empty name if there are no versions."""
        if not self.versions:
            return {"": self.whole}
        return {version.name: own or self.whole for version, own in self.versions}


def derive_policies(settings: Settings, backend: AnyAnswering) -> BackendPolicies:
    """Derive the policies of a backend and its versions."""
    whole = _whole(settings, backend)
    own = tuple((version, _of_version(settings, backend, version, whole)) for version in backend.versions)
    return BackendPolicies(whole=whole, versions=own)


def at_gateway(policy: TrafficPolicy) -> TrafficPolicy:
    """The policy of a `Passthrough` backend at the gateway: the address that its clients call is the gateway's own."""
    return replace(policy, load_balancer=LeastRequest())


def idle_timeout(settings: Settings, backend: AnyAnswering) -> timedelta:
    """How long the proxy keeps an idle connection to a backend."""
    return (backend.keep_alive or settings.budget.server_keep_alive) - _EARLIER


def _whole(settings: Settings, backend: AnyAnswering) -> TrafficPolicy:
    retries = settings.retries
    return TrafficPolicy(
        of_version=False,
        load_balancer=backend.load_balancer,
        server_name=None,
        connect_timeout=settings.connect_timeout,
        idle_timeout=None if _keeps_idle(settings, backend) else idle_timeout(settings, backend),
        tcp_keep_alive=TCP_KEEP_ALIVE,
        locality=backend.locality,
        http2_keep_alive=backend.http2_keep_alive,
        max_requests_per_connection=backend.max_requests_per_connection,
        max_requests=backend.max_requests,
        ejection=_with_max_percent(settings.ejection(backend.ejection), backend.locality),
        retry_percent=retries.budget_percent if retries.attempts else None,
        retry_minimum=retries.budget_minimum if retries.attempts else None,
    )


def _keeps_idle(settings: Settings, backend: AnyAnswering) -> bool:
    """Whether the server announces that it closes an idle connection: gRPC does, unless the user sets a time."""
    return backend.speaks_grpc and "server_keep_alive" not in settings.spec.budget.model_fields_set


def _of_version(
    settings: Settings, backend: AnyAnswering, version: Version, whole: TrafficPolicy
) -> TrafficPolicy | None:
    """The version's own policy: the backend's, with the fields that the version overrides."""
    if not version.overrides:
        return None
    balancer, locality = version.load_balancer, version.locality or backend.locality
    return replace(
        whole,
        of_version=True,
        load_balancer=balancer.over(backend.load_balancer) if balancer else backend.load_balancer,
        locality=locality,
        max_requests=backend.max_requests_of(version),
        ejection=_with_max_percent(settings.ejection(_ejection(backend, version)), locality),
    )


def _ejection(backend: AnyAnswering, version: Version) -> Ejection | None:
    if "ejection" not in version.model_fields_set:
        return backend.ejection
    return version.ejection.over(backend.ejection) if version.ejection and backend.ejection else version.ejection


def _with_max_percent(ejection: Ejection | None, locality: AnyLocality | None) -> Ejection | None:
    if ejection is None or ejection.max_percent is not None:
        return ejection
    takes_over = locality is not None and locality.takes_over
    return ejection.model_copy(update={"max_percent": _ALL if takes_over else _HALF})
