"""The routes to endpoints at the gateway, and what they leave to the routes behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.routing.backend_routes import BackendRoutes
from llm_api_mesh.plan.routing.gateway_routes import refused_callers
from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.plan.target import Target


def routes_to_endpoints(targets: Sequence[Target], routes: BackendRoutes) -> Iterator[HttpRoute]:
    """Give the routes to the endpoints, which come before those to models."""
    for target in targets:
        if target.endpoint:
            yield from routes.of_clients(target, object_names.route(target), target.scope)
            yield from refused_callers(targets, target)


def behind_endpoints(targets: Sequence[Target], routes: Iterable[HttpRoute]) -> Iterator[HttpRoute]:
    """Give the routes that come after those to endpoints, with the requests that no endpoint takes."""
    scopes = [target.scope for target in targets if target.endpoint]
    for route in routes:
        left = tuple(match for match in route.matches if not any(scope.covers(match) for scope in scopes))
        if left or not route.matches:
            yield replace(route, matches=left)
