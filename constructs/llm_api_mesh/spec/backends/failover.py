"""Several backends in an order: the next one gets a request that the one before it can't serve."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from llm_api_mesh.spec.backends.base import Backend, Placement
from llm_api_mesh.spec.backends.kinds import AnyAnswering
from llm_api_mesh.spec.backends.provider_ref import DOMAIN
from llm_api_mesh.spec.base import List
from llm_api_mesh.spec.numbers import whole
from llm_api_mesh.spec.version import Version

_PORT = 80
_MOST_PER_MINUTE = 1_000_000


class Failover(Backend):
    """Backends in the order in which the gateway tries them for one request of a client.

    The next backend is tried if nothing was generated: a backend is full (429, 503 or its limit), has no replica left,
    can't be reached, or didn't start to answer in time. Once an answer has started, the request stays with its backend.

    It needs an `LlmGateway`, which has a slot for each backend.

    Becomes: a route to the gateway's list of slots, and for each backend routes in a `VirtualService` on its slot.
    """

    backends: List[AnyAnswering]
    """Two or more backends, each a `Pool`, a `ServiceRef`, a `ProviderRef`, an `InferencePool` or an
    `InferencePoolRef`. `routes` and `mirrors` refer to versions of the first. All replicas of each backend but the last
    may be ejected, unless its `Ejection` sets `max_percent` or `min_health_percent`. Becomes: `destination.host` of the
    route, `<gateway>-failover-<number>`."""
    spill_per_minute: Annotated[int, whole(1, _MOST_PER_MINUTE)] | None = None
    """Largest number of requests a minute that each backend after the first gets from each gateway pod; 1 to 1,000,000.
    Further requests go to the next backend. After the last one the client gets 429 with `Retry-After`. It must be one
    of `LlmGateway.spill_limits`. Default: no limit. Becomes: the header `x-llm-spill`, which the gateway reads."""

    @property
    def port(self) -> int:
        """Port of the list of slots."""
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
