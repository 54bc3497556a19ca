"""Conditions for requests that are outside of some paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_api_mesh.plan.public_paths import PublicPaths, one_of_texts
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import ModelFromPath


@dataclass(frozen=True, kw_only=True)
class Outside:
    """A request that has none of some paths, or none of some methods."""

    method: str | None = None
    """The request's method; None: any."""
    path: str = ""
    """RE2 expression for the paths, with the query, that it doesn't have; empty: any path."""
    methods: tuple[str, ...] = ()
    """The methods that it doesn't have."""


def outside_public_paths(mesh: Mesh, public: PublicPaths) -> Iterator[Outside]:
    """Give the conditions, any of which a request for a path that isn't public meets."""
    beginnings = _models_in_paths(mesh)
    for method in public.methods:
        if mesh.match.method in {None, method}:
            yield Outside(method=method, path=public.regex(method, beginnings))
    if mesh.match.method is None:
        yield Outside(methods=public.methods)


def outside_models_in_paths(mesh: Mesh) -> Outside:
    """Give the condition that a request meets whose path begins with no name of a model."""
    return Outside(path=f"{one_of_texts(_models_in_paths(mesh))}/.*")


def _models_in_paths(mesh: Mesh) -> tuple[str, ...]:
    if not isinstance(mesh.model_from, ModelFromPath):
        return ()
    return tuple(f"{mesh.model_from.prefix}{name}" for model in mesh.models for name in model.names)
