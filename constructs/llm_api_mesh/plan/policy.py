"""How requests are spread over a backend's replicas: always whole, as Istio replaces blocks and never merges them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from llm_api_mesh.plan import settings
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LoadBalancer
from llm_api_mesh.spec.locality import AnyLocality
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.version import Version

# So much earlier the proxy gives up an idle connection than the server does: who waits until the server closes it
# sends requests into the closing connection.
_EARLIER = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class TcpKeepAlive:
    """When the kernel asks whether the other end of a silent connection is still there, and gives it up."""

    time: timedelta
    """Of silence, after which it asks."""
    interval: timedelta
    probes: int
    """So many without an answer, and the connection is broken."""


# A node that is gone says nothing on open connections; and a NAT on the way forgets silent ones, some after 4 minutes.
_TCP_KEEP_ALIVE = TcpKeepAlive(time=timedelta(seconds=30), interval=timedelta(seconds=10), probes=3)

_HALF = 50
_ALL = 100


@dataclass(frozen=True, kw_only=True)
class TrafficPolicy:
    """The policy of a backend or of one of its versions."""

    of_version: bool
    """Whether it stands in for the backend's: then what is left out would be the backend's."""
    load_balancer: LoadBalancer
    server_name: str | None
    """By TLS, and the name that the certificate must bear; None: as Istio does it between pods."""
    locality: AnyLocality | None
    """None: not said, as there is no ejection that would bring it."""
    connect_timeout: timedelta
    idle_timeout: timedelta | None
    """None: Envoy's own, an hour."""
    tcp_keep_alive: TcpKeepAlive
    http2_keep_alive: Http2KeepAlive | None
    max_requests: int | None
    """Open requests to all replicas together, for each proxy."""
    ejection: Ejection | None
    """With its `max_percent` settled."""
    retry_percent: int | None
    retry_minimum: int | None


def traffic_policy(mesh: Mesh, backend: AnyBackend) -> TrafficPolicy:
    """The policy of a backend."""
    retries = settings.retries(mesh)
    again = retries.attempts > 0
    external = backend.external_service
    return TrafficPolicy(
        of_version=False,
        load_balancer=backend.load_balancer,
        server_name=external.address if external else None,
        connect_timeout=settings.connect_timeout(mesh),
        idle_timeout=None if _keeps_idle(mesh, backend) else idle_timeout(mesh, backend),
        tcp_keep_alive=_TCP_KEEP_ALIVE,
        locality=backend.locality,
        http2_keep_alive=backend.http2_keep_alive,
        max_requests=backend.max_requests,
        ejection=_settled(settings.ejection(mesh, backend.ejection), backend.locality),
        retry_percent=retries.budget_percent if again else None,
        retry_minimum=retries.budget_minimum if again else None,
    )


def idle_timeout(mesh: Mesh, backend: AnyBackend) -> timedelta:
    """How long the proxy keeps an idle connection to a backend."""
    return (backend.keep_alive or settings.budget(mesh).server_keep_alive) - _EARLIER


def _keeps_idle(mesh: Mesh, backend: AnyBackend) -> bool:
    """Whether a server keeps idle connections, and announces it when it closes one, unless its user says otherwise."""
    return backend.speaks_grpc and "server_keep_alive" not in mesh.budget.model_fields_set


def version_policy(mesh: Mesh, backend: AnyBackend, version: Version) -> TrafficPolicy | None:
    """The policy of a version that has one of its own: all of the backend's, but for what the version says."""
    if not version.overrides:
        return None
    balancer, locality = version.load_balancer, version.locality or backend.locality
    return replace(
        traffic_policy(mesh, backend),
        of_version=True,
        load_balancer=balancer.over(backend.load_balancer) if balancer else backend.load_balancer,
        locality=locality,
        max_requests=backend.max_requests_of(version),
        ejection=_settled(settings.ejection(mesh, _ejection(backend, version)), locality),
    )


def policies(mesh: Mesh, backend: AnyBackend) -> dict[str, TrafficPolicy]:
    """What is in force in each subset; under an empty name where there are none."""
    whole = traffic_policy(mesh, backend)
    if not backend.versions:
        return {"": whole}
    return {version.name: version_policy(mesh, backend, version) or whole for version in backend.versions}


def _ejection(backend: AnyBackend, version: Version) -> Ejection | None:
    if "ejection" not in version.model_fields_set:
        return backend.ejection
    return version.ejection.over(backend.ejection) if version.ejection and backend.ejection else version.ejection


def _settled(ejection: Ejection | None, locality: AnyLocality | None) -> Ejection | None:
    if ejection is None or ejection.max_percent is not None:
        return ejection
    takes_over = locality is not None and locality.takes_over
    return ejection.model_copy(update={"max_percent": _ALL if takes_over else _HALF})
