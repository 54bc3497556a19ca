"""Conditions for requests that are outside of some paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm_api_mesh.plan.expressions import Path, one_of_texts, others
from llm_api_mesh.plan.public_paths import PublicPaths, paths_regex
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.model_source import ModelFromPath
from llm_api_mesh.spec.public_path import REST


@dataclass(frozen=True, kw_only=True)
class Outside:
    """A request that has none of some paths, or none of some methods."""

    method: str | None = None
    """The request's method; None: any."""
    among: str = ""
    """RE2 expression for the paths, with the query, that it has; empty: any path."""
    path: str = ""
    """RE2 expression for the paths, with the query, that it doesn't have; empty: any path."""
    methods: tuple[str, ...] = ()
    """The methods that it doesn't have."""


def outside_public_paths(api: ApiSpec, public: PublicPaths) -> Iterator[Outside]:
    """Give the conditions, any of which a request for a path that isn't public meets."""
    texts = ("", *models_in_paths(api))
    for method in public.methods:
        if api.match.method in {None, method}:
            paths = [(text, template) for text in texts for template in public.templates(method)]
            for one in others(paths, paths_regex):
                yield Outside(method=method, among=one.among, path=one.path)
    if api.match.method is None:
        yield Outside(methods=public.methods)


def outside_models_in_paths(api: ApiSpec) -> Iterator[Outside]:
    """Give the conditions, any of which a request meets whose path begins with no name of a model."""
    for one in others([(text, f"/{REST}") for text in models_in_paths(api)], _any_behind):
        yield Outside(among=one.among, path=one.path)


def _any_behind(paths: Iterable[Path]) -> str:
    return f"{one_of_texts(text for text, _ in paths)}/.*"


def models_in_paths(api: ApiSpec) -> tuple[str, ...]:
    """The beginnings of the paths that name a model."""
    if not isinstance(api.model_from, ModelFromPath):
        return ()
    return tuple(f"{api.model_from.prefix}{name}" for model in api.models for name in model.names)
