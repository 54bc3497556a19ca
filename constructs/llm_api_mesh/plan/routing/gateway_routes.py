"""The routes of the requests that come in through the gateway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.routing.backend_routes import BackendRoutes
from llm_api_mesh.plan.routing.destinations import to_backend
from llm_api_mesh.plan.routing.direct_responses import REFUSED, DirectResponse, refused_model
from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.plan.routing.model_match import ModelMatch, model_matches
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy
from llm_api_mesh.plan.routing.rewrite import Rewrite
from llm_api_mesh.plan.routing.short_endpoints import can_have_body
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.model_source import ModelFromBody


def routes_to_models(api: ApiSpec, targets: Sequence[Target], routes: BackendRoutes) -> Iterator[HttpRoute]:
    """Give the routes to the models, each with the answer to callers who may not use it."""
    for model in model_matches(api, targets):
        name = object_names.route(model.target, model.name)
        for route in routes.of_clients(model.target, name, model.target.scope):
            if (for_model := _for_model(api, route, model)) is not None:
                yield for_model
        # A model whose prefix the name has must not serve them either.
        refused = _for_model(api, _answered(f"{name}/", targets, refused_model(api)), model)
        if model.target.access and refused is not None:
            yield refused


def routes_to_backend(
    targets: Sequence[Target], routes: BackendRoutes, listed: Sequence[DirectResponse]
) -> Iterator[HttpRoute]:
    """Give the routes to the API's own backend, which come after the list of the models."""
    for target in targets:
        if target.own:
            for route in routes.of_clients(target, object_names.route(target), target.scope):
                if (unanswered := _unanswered(listed, route)) is not None:
                    yield unanswered
            yield from refused_callers(targets, target)


def refused_callers(targets: Sequence[Target], target: Target) -> Iterator[HttpRoute]:
    """Give the answer to callers who may not use an endpoint or the API's own backend, if there are any."""
    if target.access:
        response = replace(REFUSED, match=target.scope)
        yield _answered(f"{object_names.route(target)}/", targets, response)


def direct_response_routes(
    api: ApiSpec, targets: Sequence[Target], responses: Iterable[DirectResponse]
) -> Iterator[HttpRoute]:
    """Yield the routes of the answers that the gateway gives itself."""
    for response in responses:
        yield _answered(object_names.api_routes(api), targets, response)


def _answered(name: str, targets: Sequence[Target], response: DirectResponse) -> HttpRoute:
    return HttpRoute(
        name=f"{name}{response.name}",
        matches=() if response.match == Match() else (response.match,),
        headers=(response.header,) if response.header else (),
        alternatives=response.alternatives,
        outside=response.outside,
        # The proxy applies a route's buffer limit only if the route has a destination.
        to=(to_backend(targets[0]),) if response.awaits_body else (),
        response=response,
        rewrite=Rewrite(),
        generates=False,
        timeout=None,
        retries=RetryPolicy(attempts=0),
    )


def _for_model(api: ApiSpec, route: HttpRoute, model: ModelMatch) -> HttpRoute | None:
    """The route for requests that name the model; None: no request can match."""
    inner = route.matches or (Match(),)
    if route.split_off and isinstance(api.model_from, ModelFromBody):
        # A request without a body names no model.
        inner = tuple(match for match in inner if can_have_body(match))
    outside = [outer.intersection(api.match) for match in inner for outer in model.outside(match)]
    if not any(outside):
        return None
    matches = tuple(match for match in outside if match and match != Match())
    return replace(route, matches=matches, headers=model.headers, path_prefixes=model.path_prefixes)


def _unanswered(listed: Sequence[DirectResponse], route: HttpRoute) -> HttpRoute | None:
    """The route for requests that the list of the models doesn't answer; None: the list answers all of them."""
    if not route.split_off:
        return route
    matches = (
        match
        for match in route.matches
        if not any(response.match.covers(match) for response in listed if not response.alternatives)
    )
    return replace(route, matches=left) if (left := tuple(matches)) else None
