"""All routes of an API, by the VirtualServices that contain them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from llm_api_mesh.plan.routing.http_route import HttpRoute


@dataclass(frozen=True, kw_only=True, eq=False)
class Routes:
    """The routes, in the order in which the proxy tries those of each VirtualService."""

    gateway: tuple[HttpRoute, ...]
    """The routes of requests that come in through the gateway."""
    legs: Mapping[str, tuple[HttpRoute, ...]]
    """The routes of the gateway's second hop, by the names of the VirtualServices."""
    in_mesh: Mapping[str, tuple[HttpRoute, ...]]
    """The routes of callers in the mesh, by the host that they call."""

    @property
    def second_hop(self) -> tuple[HttpRoute, ...]:
        """All routes from the gateway to the backends of failovers."""
        return tuple(route for leg in self.legs.values() for route in leg)

    @property
    def proxy(self) -> tuple[HttpRoute, ...]:
        """All routes of the gateway's proxy, of both hops."""
        return (*self.gateway, *self.second_hop)
