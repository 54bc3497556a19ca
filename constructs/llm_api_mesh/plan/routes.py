"""All routes of a mesh, derived once: for the VirtualServices, and for the patches of these routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from llm_api_mesh.plan import drills, names
from llm_api_mesh.plan.backend_routes import backend_routes
from llm_api_mesh.plan.gateway_routes import gateway_routes
from llm_api_mesh.plan.http_route import HttpRoute
from llm_api_mesh.plan.legs import failovers
from llm_api_mesh.plan.second_hop import leg_routes
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.route import PRIMARY
from llm_api_mesh.spec.target import Target

from frozendict import frozendict


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The routes by the VirtualServices in which they stand, each in the order in which they are asked."""

    gateway: tuple[HttpRoute, ...]
    """Those of the requests that come in by the gateway."""
    legs: Mapping[str, tuple[HttpRoute, ...]]
    """Those of the gateway's second hop, by the names of the VirtualServices."""
    in_mesh: Mapping[str, tuple[HttpRoute, ...]]
    """Those of callers in the mesh, by the host that these ask for."""

    @property
    def second_hop(self) -> tuple[HttpRoute, ...]:
        """All from the gateway to the backends of failovers."""
        return tuple(route for leg in self.legs.values() for route in leg)

    @property
    def proxy(self) -> tuple[HttpRoute, ...]:
        """All of the gateway's proxy, of both hops."""
        return (*self.gateway, *self.second_hop)


def derive_routes(mesh: Mesh) -> Routes:
    """Derive them."""
    return Routes(
        gateway=tuple(gateway_routes(mesh)),
        legs=frozendict(
            {leg.object_name: tuple(leg_routes(mesh, leg)) for failover in failovers(mesh) for leg in failover.legs}
        ),
        in_mesh=frozendict(
            {target.host: tuple(_in_mesh(mesh, target)) for target in mesh.backends if target.service is not None}
        ),
    )


def _in_mesh(mesh: Mesh, target: Target) -> list[HttpRoute]:
    """The same for callers in the mesh, who ask for a backend by its own name, which is shared with nobody."""
    # Their own proxies have no patches: none of these routes is sticky.
    name = names.route(mesh, target, "/".join(filter(None, (names.IN_MESH, target.label))))
    return drills.with_twins(mesh, list(backend_routes(mesh, target, name, Match(), PRIMARY)))
