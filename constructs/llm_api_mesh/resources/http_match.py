"""The conditions of a VirtualService's route."""

from __future__ import annotations

from functools import lru_cache

from llm_api_mesh.plan.routing.http_route import Choice, HttpRoute
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.outside import Outside
from llm_api_mesh.spec.match import Match
from llm_api_mesh_crds.io.istio import networking as istio

_Match = istio.VirtualServiceSpecHttpMatch
_Query = istio.VirtualServiceSpecHttpMatchQueryParams


_Header = istio.VirtualServiceSpecHttpMatchWithoutHeaders

_ANYWHERE = Outside()


def matches(route: HttpRoute) -> list[_Match]:
    """Write the conditions as alternatives."""
    alternatives = route.headers or (None,)
    plain = not (route.headers or route.conditions or route.without or route.alternatives or route.outside)
    if plain and route.port is None:
        return [_match(match) for match in route.matches]
    return [
        _match(
            match,
            (*route.conditions, *filter(None, (header,)), *some),
            without=route.without,
            outside=outside,
            port=route.port,
        )
        for some in route.alternatives or ((),)
        for header in alternatives
        for match in route.matches or (Match(),)
        for outside in route.outside or (_ANYWHERE,)
    ]


def of_choice(choice: Choice) -> _Match | None:
    """Write the conditions of a choice among destinations; None: it has none."""
    if not choice.conditions and not choice.without:
        return None
    return _match(Match(), choice.conditions, without=choice.without)


# Creating a struct checks all types, and routes share many structs. A struct is never changed.
@lru_cache(maxsize=128)
def _match(
    match: Match,
    conditions: tuple[HeaderValue, ...] = (),
    *,
    without: tuple[HeaderValue, ...] = (),
    outside: Outside = _ANYWHERE,
    port: int | None = None,
) -> _Match:
    uri = method = None
    if match.path or match.path_prefix:
        uri = istio.VirtualServiceSpecHttpMatchUri(exact=match.path, prefix=match.path_prefix)
    if exact := match.method or outside.method:
        method = istio.VirtualServiceSpecHttpMatchMethod(exact=exact)
    headers = {
        # Without a condition on the value, Istio requires that the header is present.
        name: istio.VirtualServiceSpecHttpMatchHeaders(exact=value or None)
        for name, value in match.headers.items()
    }
    for one in conditions:
        value = {} if one.kind == "present" else {one.kind: one.value}
        headers[one.header] = istio.VirtualServiceSpecHttpMatchHeaders(**value)
    if outside.among:
        headers[":path"] = istio.VirtualServiceSpecHttpMatchHeaders(regex=outside.among)
    query = {name: _Query(exact=value or None) for name, value in match.query.items()}
    return _Match(
        uri=uri,
        method=method,
        headers=headers or None,
        without_headers={**_without_headers(outside), **dict(map(_without, without))} or None,
        query_params=query or None,
        port=port,
    )


def _without(condition: HeaderValue) -> tuple[str, _Header]:
    value = {} if condition.kind == "present" else {condition.kind: condition.value}
    return condition.header, _Header(**value)


def _without_headers(outside: Outside) -> dict[str, _Header]:
    """Write what a request must not have. Istio has no other condition for this than one on a header."""
    found = {":method": "|".join(outside.methods), ":path": outside.path}
    return {name: _Header(regex=regex) for name, regex in found.items() if regex}
