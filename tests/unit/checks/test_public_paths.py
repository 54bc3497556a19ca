"""Conditions that no request for a public path can meet."""

from __future__ import annotations

import pytest

from llm_api_mesh import OPENAI_PATHS, Match, Model, ModelFromHeader, ModelFromPath, Pool, PublicPath, Route, Version
from support.apps import Emit, Refusal

PODS = {"app": "chat"}
TWO = Pool(selector=PODS, target_port=8080, versions=[Version(name="v1", weight=1), Version(name="v2", weight=0)])
GRPC = Pool(selector={"app": "grpc"}, target_port=8001, protocol="grpc")
BY_HEADER = ModelFromHeader(name="x-model")

SOME = "Allowed: conditions that some request for a public path can meet. [path-not-public]"

MIXED = "Allowed: the paths of the API, because some of its backends speak gRPC and others don't. [field-required]"

REFUSED = {
    "a route's path": (
        {"backend": TWO, "routes": [Route(name="a", path="/health", version="v2")]},
        f"routes[a]: got path='/health'. Add PublicPath(path=\"/health\") to paths. {SOME}",
    ),
    "a route's method": (
        {"backend": TWO, "routes": [Route(name="a", path="/x", method="GET", version="v2")]},
        f"routes[a]: got path='/x', method='GET'. Add PublicPath(path=\"/x\", methods=[\"GET\"]) to paths. {SOME}",
    ),
    "a route's prefix": (
        {"backend": TWO, "routes": [Route(name="a", path_prefix="/own/", version="v2")]},
        f"routes[a]: got path_prefix='/own/'. Add PublicPath(path=\"/own/{{**}}\") to paths. {SOME}",
    ),
    "a route's method alone": (
        {"backend": TWO, "routes": [Route(name="a", method="PUT", version="v2")]},
        f"routes[a]: got method='PUT'. {SOME}",
    ),
    "a route of a model": (
        {
            "backend": None,
            "models": [Model(name="m", backend=TWO, routes=[Route(name="a", path_prefix="/own", version="v2")])],
            "model_from": ModelFromPath(),
        },
        f"models[m].routes[a]: got path_prefix='/own'. {SOME}",
    ),
    "the API's match, once for all routes": (
        {"backend": TWO, "match": Match(path_prefix="/x/"), "routes": [Route(name="a", method="GET", version="v2")]},
        f"match: got path_prefix='/x/'. Add PublicPath(path=\"/x/{{**}}\") to paths. {SOME}",
    ),
    "gRPC and HTTP": (
        {"models": [Model(name="m", backend=GRPC)], "model_from": BY_HEADER},
        f"paths: missing. Add paths=[*OPENAI_PATHS, ...] with the methods of the gRPC services. {MIXED}",
    ),
}


@pytest.mark.parametrize(("given", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """The text says what to add."""
    assert refusal("chat", **{"paths": None, **given}) == [words]


ACCEPTED = {
    "an added path": {
        "backend": TWO,
        "routes": [Route(name="a", path="/v1/score", version="v2")],
        "paths": [*OPENAI_PATHS, PublicPath(path="/v1/score")],
    },
    "a model before the path": {
        "backend": None,
        "models": [Model(name="m", backend=TWO, routes=[Route(name="a", path="/v1/completions", version="v2")])],
        "model_from": ModelFromPath(),
        "match": Match(path_prefix="/models/"),
    },
    "gRPC and HTTP with paths": {
        "models": [Model(name="m", backend=GRPC)],
        "model_from": BY_HEADER,
        "paths": [*OPENAI_PATHS, PublicPath(path="/a.B/C")],
    },
}


@pytest.mark.parametrize("given", ACCEPTED.values(), ids=ACCEPTED)
def test_is_accepted(emit: Emit, given: dict[str, object]) -> None:
    """Some requests meet these conditions."""
    assert emit("VirtualService", "chat", **{"paths": None, **given})
