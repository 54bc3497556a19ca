"""Several backends in an order: a request that one of them can't serve goes to the next."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from llm_api_mesh.spec.backends.base import Backend, Placement
from llm_api_mesh.spec.backends.kinds import AnyAnswering
from llm_api_mesh.spec.backends.provider import DOMAIN
from llm_api_mesh.spec.base import List
from llm_api_mesh.spec.numbers import whole
from llm_api_mesh.spec.version import Version

_PORT = 80
_MOST_PER_MINUTE = 1_000_000


class Failover(Backend):
    """Backends in the order in which a request tries them, within the client's one request.

    The next one is asked where nothing was generated: a backend is full (429, 503, its limit), has no replica left, has
    none that can be reached, or didn't begin to answer in time. An answer that has begun stays where it is.

    Becomes: for each backend a `Gateway` and a `VirtualService` on the gateway pod's own loopback address; a
    `ServiceEntry` and a `DestinationRule` that put these in order; and `EnvoyFilter`s.
    """

    backends: List[AnyAnswering]
    """Two or more, each a `Pool` or a hosted provider; the mesh's `routes` name versions of the first. All replicas of
    those before the last may be ejected, unless their `Ejection` has a `max_percent` or `min_health_percent`. Becomes:
    `ServiceEntry.spec.endpoints[]`, and `failoverPriority` of its `DestinationRule`."""
    spill_per_minute: Annotated[int, whole(1, _MOST_PER_MINUTE)] | None = None
    """How many requests a minute each backend after the first may get, from each gateway pod; beyond that the next one
    is asked, and after the last one the client is told 429 with `Retry-After`. Default: no limit. Becomes:
    `local_ratelimit` in an `EnvoyFilter`."""

    @property
    def port(self) -> int:
        """Port of the ServiceEntry."""
        return _PORT

    @property
    def versions(self) -> tuple[Version, ...]:
        """None: its backends may have versions."""
        return ()

    @property
    def speaks_grpc(self) -> bool:
        """Whether any of the backends speaks gRPC, which is refused."""
        return any(backend.speaks_grpc for backend in self.backends)

    @cached_property
    def ordered(self) -> tuple[AnyAnswering, ...]:
        """The backends in their order; another backend can take over from all but the last."""
        return (*(backend.replaceable() for backend in self.backends[:-1]), *self.backends[-1:])

    def host(self, placement: Placement) -> str:
        """An internal name that no other API has."""
        return f"failover.{placement.name}.{placement.namespace}.{DOMAIN}"
