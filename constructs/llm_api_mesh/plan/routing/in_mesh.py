"""The routes for callers in the mesh, which call a backend's Service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.routing.backend_routes import BackendRoutes
from llm_api_mesh.plan.routing.drills import with_twins
from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match


def in_mesh_routes(
    routes: BackendRoutes, drills: Sequence[FaultDrill], target: LeafTarget, sharing: Sequence[LeafTarget]
) -> tuple[HttpRoute, ...]:
    """The routes to one backend. Its Service belongs to no other API, so the API's `match` doesn't apply.

    Callers don't name a model as clients of the gateway do. So routes of a model apply to them only if all models that
    share the backend have these routes.
    """
    if any(set(other.routes) != set(target.routes) for other in sharing):
        target = replace(target, routes=())
    name = object_names.route(target, object_names.IN_MESH, target.names.label)
    found = with_twins(drills, tuple(routes.of_sidecar(target, name, Match())))
    # The Service may have further ports, such as one for metrics, which belong to no API.
    return tuple(replace(route, port=target.backend.port) for route in found)
