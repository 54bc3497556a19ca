"""Requests: matches, routes, mirrors and fault drills."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st

from llm_api_mesh import FaultDrill, Match, Mirror, PublicPath, Route
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.match import Method
from support.strategies.words import RESERVED, Keywords, built, either, headers, labels, paths, percents, queries, some

_methods = st.none() | st.sampled_from(get_args(Method))


def matches() -> st.SearchStrategy[Match]:
    """The requests that an API serves."""
    rest: Keywords = {
        "method": st.sampled_from([None, *get_args(Method)]),
        "headers": st.sampled_from([{}, {"x-tenant": "a"}, {"x-tenant": "", "x-stage": "test"}]),
        "query": st.sampled_from([{}, {"tenant": "a"}, {"tenant": "", "stage": "test"}]),
    }
    places: list[Keywords] = [
        {},
        {"path": st.sampled_from([None, "/v1/chat/completions", "/v1/models"])},
        {"path_prefix": st.sampled_from([None, "/", "/v1/", "/v1/chat"])},
    ]
    return either(*(built(Match, place, **rest) for place in places))


def public_paths() -> st.SearchStrategy[list[PublicPath]]:
    """Some paths of an API, each with some methods."""
    templates = st.sampled_from(["/", "/v1/{*}", "/v1/{*}/content", "/v1/a.b+c", "/v1/models/{**}", "/{**}"])
    methods = st.lists(st.sampled_from(get_args(Method)), min_size=1, max_size=3)
    return st.lists(built(PublicPath, {"path": templates}, methods=methods), min_size=1, max_size=3)


def places(path: str) -> st.SearchStrategy[Keywords]:
    """Keywords of an endpoint: a path or a beginning of paths, and other conditions."""
    rest: Keywords = {"method": _methods, "headers": headers, "query": queries}
    return either(some({"path": st.just(path)}, **rest), some({"path_prefix": st.just(path)}, **rest))


@st.composite
def handled(draw: st.DrawFn, backend: AnyBackend, scope: Match) -> Keywords:
    """Keywords of routes and mirrors, for requests to such a backend."""
    given = draw(some(routes=routes(backend, scope), mirrors=st.just([])))
    return {**given, "mirrors": draw(mirrors(backend))} if draw(st.booleans()) else given


@st.composite
def routes(draw: st.DrawFn, backend: AnyBackend, scope: Match) -> list[Route]:
    """Routes to a backend's versions, each with a condition that no other route has."""
    if not backend.versions:
        return []
    names = draw(
        st.lists(
            labels.filter(lambda name: name not in RESERVED), min_size=draw(st.integers(0, 1)), max_size=4, unique=True
        )
    )
    known = [version.name for version in backend.versions]
    found = [
        Route(name=name, version=draw(st.sampled_from(known)), **draw(_conditions(index)))
        for index, name in enumerate(names)
    ]
    return [route for route in found if route.meets(scope)]


@st.composite
def _conditions(draw: st.DrawFn, index: int) -> Keywords:
    """Conditions, one of which no other route has."""
    given = draw(some(method=_methods, headers=headers, query=queries))
    own = draw(st.sampled_from(["headers", "query", "path", "path_prefix"]))
    if own.startswith("path"):
        return {**given, own: f"/v1/chat/{index}"}
    given[own] = {**given.get(own, {}), "x-route": str(index)}
    return {**given, **draw(some(path=st.none() | paths) | some(path_prefix=st.none() | paths))}


@st.composite
def mirrors(draw: st.DrawFn, backend: AnyBackend) -> list[Mirror]:
    """Mirrors to some of several versions."""
    if len(backend.versions) <= 1 or backend.picked:
        return []
    names = draw(
        st.lists(st.sampled_from([version.name for version in backend.versions]), min_size=1, max_size=2, unique=True)
    )
    return [Mirror(version=name, percent=draw(percents)) for name in names]


@st.composite
def drills(draw: st.DrawFn) -> list[FaultDrill]:
    """Fault drills, each with a different header value."""
    faults: st.SearchStrategy[Keywords] = st.sampled_from(
        [
            {"delay": timedelta(seconds=1)},
            {"abort_status": 503},
            {"delay": timedelta(milliseconds=1500), "abort_status": 429},
        ]
    )
    names = draw(st.lists(labels, max_size=2, unique=True))
    return [
        FaultDrill(name=name, headers={"x.drill": name}, **draw(faults), **draw(some(percent=percents)))
        for name in names
    ]
