"""The routes to a backend that all its callers have: by version, and separate ones for endpoints with short answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from llm_api_mesh.plan.public_paths import PublicPaths
from llm_api_mesh.plan.routing.access import Alternatives
from llm_api_mesh.plan.routing.destinations import Hashes, to_backend, to_version
from llm_api_mesh.plan.routing.http_route import Choice, Destination, HttpRoute, Spread
from llm_api_mesh.plan.routing.retry_policy import retry_policy
from llm_api_mesh.plan.routing.rewrite import Rewrite, rewrite_at_gateway
from llm_api_mesh.plan.routing.short_endpoints import to_short_endpoints
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.route import PRIMARY

_QUICK = "/quick"
"""End of the name of a route to short endpoints."""
_WITHOUT_KEY = "no-key"
"""End of the name of a route to a version for requests without a key."""
# A model server reports its load in the answer to each request that has this header. Only a load balancer needs it.
_LOAD_REPORT = "endpoint-load-metrics-format"


@dataclass(frozen=True, eq=False)
class BackendRoutes:
    """Derives the routes to any backend of one API."""

    settings: Settings
    public: PublicPaths
    spreads: Mapping[str, Spread]
    """The destinations of backends that have more than one, by host."""
    hashes: Mapping[str, Hashes]
    """The consistent hashes of backends, by host."""
    callers: Mapping[Target, Alternatives]
    """Who may use each target at the gateway."""

    def of_clients(self, target: Target, name: str, scope: Match) -> Iterator[HttpRoute]:
        """The routes in the gateway's proxy for clients who may use the target. No client gets reports of the load."""
        for route in self.of_gateway(target, name, scope):
            removed = (*route.rewrite.remove_headers, _LOAD_REPORT)
            rewrite = replace(route.rewrite, remove_headers=removed)
            yield replace(route, alternatives=self.callers[target], rewrite=rewrite)

    def of_gateway(self, target: Target, name: str, scope: Match) -> Iterator[HttpRoute]:
        """The routes in the gateway's proxy, for clients and for the second hop."""
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
                yield from self._to_version(target, f"{name}/{route.name}", route.version, match, rewrite)
        spread = self.spreads.get(target.host) or (self._with_key(target, to_backend(target)),)
        yield from self._with_deadlines(target, f"{name}/{PRIMARY}", scope, spread, rewrite)

    def _to_version(
        self, target: Target, name: str, version: str, match: Match, rewrite: Rewrite
    ) -> Iterator[HttpRoute]:
        """The routes to one version: for requests without a key, and for all others."""
        for choice in self.hashes[target.host].split(Choice(to=(to_version(target, version),))):
            own = f"{name}/{_WITHOUT_KEY}" if choice.without else name
            for route in self._with_deadlines(target, own, match, choice.to, rewrite):
                yield replace(route, without=choice.without)

    def _with_key(self, target: Target, to: Destination) -> Destination:
        """The destination, if every request has a key: failovers and backends of others have no hash."""
        hashes = self.hashes.get(target.host)
        return hashes.with_key(to) if hashes else to

    def _with_deadlines(
        self, target: Target, name: str, match: Match, to: tuple[Destination, ...] | Spread, rewrite: Rewrite
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
