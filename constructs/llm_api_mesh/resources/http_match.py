"""The conditions of a VirtualService's route."""

from __future__ import annotations

from functools import lru_cache

from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.spec.match import Match
from llm_api_mesh_crds.io.istio import networking as istio

_Match = istio.VirtualServiceSpecHttpMatch
_Query = istio.VirtualServiceSpecHttpMatchQueryParams


def matches(route: HttpRoute) -> list[_Match]:
    """Write the conditions as alternatives."""
    alternatives = route.headers or (None,)
    if not route.headers and not route.conditions and route.port is None:
        return [_match(match) for match in route.matches]
    return [
        _match(match, *route.conditions, *filter(None, (header,)), port=route.port)
        for header in alternatives
        for match in route.matches or (Match(),)
    ]


def of_condition(condition: HeaderValue) -> _Match:
    """Write one condition on a header."""
    return _match(Match(), condition)


# Creating a struct checks all types, and routes share many structs. A struct is never changed.
@lru_cache(maxsize=128)
def _match(match: Match, *conditions: HeaderValue, port: int | None = None) -> _Match:
    uri = method = None
    if match.path or match.path_prefix:
        uri = istio.VirtualServiceSpecHttpMatchUri(exact=match.path, prefix=match.path_prefix)
    if match.method:
        method = istio.VirtualServiceSpecHttpMatchMethod(exact=match.method)
    headers = {
        # Without a condition on the value, Istio requires that the header is present.
        name: istio.VirtualServiceSpecHttpMatchHeaders(exact=value or None)
        for name, value in match.headers.items()
    }
    for one in conditions:
        value = {} if one.kind == "present" else {one.kind: one.value}
        headers[one.header] = istio.VirtualServiceSpecHttpMatchHeaders(**value)
    query = {name: _Query(exact=value or None) for name, value in match.query.items()}
    return _Match(uri=uri, method=method, headers=headers or None, query_params=query or None, port=port)
