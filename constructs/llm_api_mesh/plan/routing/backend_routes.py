"""The routes to a backend that all its callers have: by version, and separate ones for endpoints with short answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from llm_api_mesh.plan.public_paths import PublicPaths
from llm_api_mesh.plan.routing.destinations import to_backend, to_version
from llm_api_mesh.plan.routing.http_route import Destination, HttpRoute, Weighted
from llm_api_mesh.plan.routing.retry_policy import retry_policy
from llm_api_mesh.plan.routing.rewrite import Rewrite, rewrite_at_gateway
from llm_api_mesh.plan.routing.short_endpoints import to_short_endpoints
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.route import PRIMARY

_QUICK = "/quick"
"""End of the name of a route to short endpoints."""


@dataclass(frozen=True, eq=False)
class BackendRoutes:
    """Derives the routes to any backend of one API."""

    settings: Settings
    public: PublicPaths
    weighted: Mapping[str, Weighted]
    """The weights of backends with several versions, by host."""

    def of_gateway(self, target: Target, name: str, scope: Match) -> Iterator[HttpRoute]:
        """The routes in the gateway's proxy."""
        for route in self._routes(target, name, scope, rewrite_at_gateway(self.settings.spec, target)):
            if not route.split_off:
                yield route
            elif matches := tuple(match for match in route.matches if self.public.meets(match)):
                yield replace(route, matches=matches)

    def of_sidecar(self, target: Target, name: str, scope: Match) -> Iterator[HttpRoute]:
        """The routes in the proxies of callers in the mesh, which tell no gateway anything."""
        return self._routes(target, name, scope, Rewrite())

    def _routes(self, target: Target, name: str, scope: Match, rewrite: Rewrite) -> Iterator[HttpRoute]:
        for route, match in target.ordered_routes(scope):
            if match:  # in a checked specification every route has requests
                to = (to_version(target, route.version),)
                yield from self._with_deadlines(target, f"{name}/{route.name}", match, to, rewrite)
        spread = self.weighted.get(target.host) or (to_backend(target),)
        yield from self._with_deadlines(target, f"{name}/{PRIMARY}", scope, spread, rewrite)

    def _with_deadlines(
        self, target: Target, name: str, match: Match, to: tuple[Destination, ...] | Weighted, rewrite: Rewrite
    ) -> Iterator[HttpRoute]:
        """Split off the endpoints whose answers are short."""
        budget = self.settings.budget
        retries = retry_policy(self.settings, target)
        one_deadline = target.backend.speaks_grpc or budget.quick in {None, budget.generation}
        short = () if one_deadline else to_short_endpoints(match)
        generates = match not in short
        if short and generates:
            yield HttpRoute(
                name=f"{name}{_QUICK}",
                matches=short,
                to=to,
                rewrite=rewrite,
                generates=False,
                split_off=True,
                timeout=budget.quick,
                retries=retries,
            )
        yield HttpRoute(
            name=name,
            matches=() if match == Match() else (match,),
            to=to,
            rewrite=rewrite,
            generates=generates,
            timeout=budget.generation if generates else budget.quick,
            retries=retries,
        )
