"""What browsers need of the routes at the gateway: a route for preflights, and headers in every answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.public_paths import PublicPaths
from llm_api_mesh.plan.routing.destinations import to_backend
from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy
from llm_api_mesh.plan.routing.rewrite import Rewrite
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.cors import ANY_ORIGIN, Cors
from llm_api_mesh.spec.match import Match

_ORIGIN = "origin"
_PREFLIGHT = "access-control-request-method"


def with_cors(
    api: ApiSpec, public: PublicPaths, targets: Sequence[Target], routes: Sequence[HttpRoute]
) -> tuple[HttpRoute, ...]:
    """Add what browsers need, if an API allows other origins."""
    cors = api.cors
    if cors is None:
        return tuple(routes)
    return (_preflight(api, public, targets, cors), *(one for route in routes for one in _allowed(cors, route)))


def _preflight(api: ApiSpec, public: PublicPaths, targets: Sequence[Target], cors: Cors) -> HttpRoute:
    """The route that the proxy needs to answer a preflight, which has neither a body nor the request's own headers."""
    path = Match(path=api.match.path, path_prefix=api.match.path_prefix)
    match = path.intersection(Match(method="OPTIONS"))
    # If one of these is empty, the proxy doesn't take the request for a preflight, and the backend would get it.
    conditions = tuple(HeaderValue(header=name, kind="regex", value=".+") for name in (_ORIGIN, _PREFLIGHT))
    return HttpRoute(
        name=f"{object_names.api_routes(api)}preflight:",
        matches=(match,) if match else (),
        conditions=conditions,
        to=(to_backend(targets[0]),),
        rewrite=Rewrite(),
        generates=False,
        timeout=None,
        retries=RetryPolicy(attempts=0),
        cors=cors,
        preflight=public.methods,
    )


def _allowed(cors: Cors, route: HttpRoute) -> Iterator[HttpRoute]:
    """Allow origins on a route. The proxy's own answers have no policy, so a twin has the headers for these origins."""
    if not route.response:
        yield replace(route, cors=cors)
        return
    origins = tuple(_origins(cors))
    yield replace(
        route,
        name=f"{route.name.rpartition('/')[0]}/cors:/{route.name.rpartition('/')[2]}",
        alternatives=tuple((*some, origin) for origin in origins for some in route.alternatives or ((),)),
        cors=cors,
    )
    yield route


def _origins(cors: Cors) -> Iterator[HeaderValue]:
    for origin in cors.allow_origins:
        if origin == ANY_ORIGIN:
            yield HeaderValue(header=_ORIGIN, kind="present")
        else:
            yield HeaderValue(header=_ORIGIN, kind="exact", value=origin)
