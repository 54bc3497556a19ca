"""Public paths as their users write them."""

from __future__ import annotations

from typing import get_args

import pytest

from llm_api_mesh import ALL_PATHS, OPENAI_PATHS, PublicPath
from llm_api_mesh.spec.base import Faulty
from llm_api_mesh.spec.match import Method
from support.apps import Refusal


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("v1/rerank", 'Write "/v1/rerank".'),
        ("/v1/files/*", 'Write "/v1/files/{**}". Allowed: {*} for one segment, and {**} for the rest of the path'),
        ("/v1/files*", 'Write "/v1/{**}".'),
        ("/v1/{id}/content", "Allowed: no braces except {*} and {**}"),
        ("/v1/{**}/content", "Allowed: {**} as the last segment"),
        ("/v1/{**}{**}", "Allowed: {**} as the last segment"),
        ("/v1/file-{*}", "Allowed: {*} as a whole segment"),
        ("/v1/file-{**}", "Allowed: {**} as the last segment"),
        ("/v1/../metrics", "Allowed: a path without . and .. segments"),
        ("/v1/a?b", 'Write "/v1/a".'),
        ("/v1/a b", "Allowed: printable ASCII without spaces"),
    ],
)
def test_a_faulty_path_is_refused(refusal: Refusal, path: str, words: str) -> None:
    """The text says what to write."""
    (problem,) = refusal("chat", paths=[PublicPath(path=path)])
    assert problem.startswith("paths[0].path: ")
    assert words in problem
    assert problem.endswith("[path-invalid]")


@pytest.mark.parametrize(
    "path", ["/", "/v1/rerank", "/v1/{*}", "/{*}/{*}", "/{**}", "/a/{**}", "/.well-known/x", "/a/"]
)
def test_a_path_is_accepted(path: str) -> None:
    """A literal path, and one with segments in place of which there may be others."""
    assert PublicPath(path=path).path == path


def test_the_default_method_is_post() -> None:
    """A request that generates something is a POST."""
    assert PublicPath(path="/v1/rerank").methods == ("POST",)


def test_methods_are_sorted_and_unique() -> None:
    """Their order has no meaning."""
    assert PublicPath(path="/v1/x", methods=["POST", "GET", "POST"]).methods == ("GET", "POST")


def test_no_method_is_refused(refusal: Refusal) -> None:
    """A path without a method would be no path."""
    (problem,) = refusal("chat", paths=[PublicPath(path="/v1/x", methods=[])])
    assert problem == "paths[0].methods: got []. Allowed: at least one method. [field-invalid]"


def test_an_api_without_paths_is_refused(refusal: Refusal) -> None:
    """It would answer nothing."""
    (problem,) = refusal("chat", paths=[])
    assert problem == "paths: got []. For all paths, write ALL_PATHS. Allowed: at least one path. [field-invalid]"


def test_the_constants_are_sound() -> None:
    """Each path stands there once."""
    paths = [*OPENAI_PATHS, *ALL_PATHS]
    assert not [path for path in paths if isinstance(path, Faulty)]
    assert len({path.path for path in paths}) == len(paths)
    assert {method for path in ALL_PATHS for method in path.methods} == set(get_args(Method))


def test_a_path_reads_like_its_documentation() -> None:
    """The plan and the documentation write it in one form."""
    assert PublicPath(path="/v1/x/{*}", methods=["GET", "DELETE"]).conditions == "DELETE|GET /v1/x/{*}"
