"""How a request names a model, in the order in which the proxy compares: names, longer prefixes, patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from llm_api_mesh.plan.expressions import groups
from llm_api_mesh.plan.llm_gateway.headers import MODEL
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath
from llm_api_mesh.spec.re2 import LONGEST


@dataclass(frozen=True, kw_only=True)
class HeaderValue:
    """A condition on a header that a Match can't express."""

    header: str
    kind: Literal["exact", "prefix", "regex", "present"]
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class ModelMatch:
    """Conditions on the model that share a route."""

    target: Target
    name: str
    """Part of the route's name; empty for the model's names."""
    headers: tuple[HeaderValue, ...] = ()
    """The conditions on a header, any of which must be met."""
    path_prefixes: tuple[str, ...] = ()
    """Prefixes of the path, any of which comes before the backend's own path."""

    def outside(self, match: Match) -> Iterator[Match]:
        """Return what the client must send so that the backend gets a request that meets `match`."""
        if not self.path_prefixes:
            yield match
        for prefix in self.path_prefixes:
            yield Match(
                path=f"{prefix}{match.path}" if match.path else None,
                path_prefix=None if match.path else f"{prefix}{match.path_prefix or '/'}",
                method=match.method,
                headers=match.headers,
                query=match.query,
            )


def model_header(api: ApiSpec) -> str | None:
    """The header in which routes find the model; None: it is in the path."""
    if isinstance(api.model_from, ModelFromHeader):
        return api.model_from.name
    return MODEL if isinstance(api.model_from, ModelFromBody) else None


def model_matches(api: ApiSpec, targets: Sequence[Target]) -> Iterator[ModelMatch]:
    """Yield the conditions for all models of an API."""
    models = [(target, target.model) for target in targets if target.model]
    if isinstance(api.model_from, ModelFromPath):
        yield from _by_path(models, api.model_from.prefix)
    elif header := model_header(api):
        yield from _by_name(models, header)
        yield from _by_prefix(models, header)
        yield from _by_pattern(models, header)


def _by_path(models: Sequence[tuple[Target, Model]], prefix: str) -> Iterator[ModelMatch]:
    for target, model in models:
        # One expression removes the names of a route from the path.
        for number, names in enumerate(groups((f"{prefix}{name}" for name in model.names), LONGEST - len("^(?:)/"))):
            # The colon keeps it apart from the names of users' routes.
            yield ModelMatch(target=target, name=f"names-{number}:" if number else "", path_prefixes=names)


def _by_name(models: Sequence[tuple[Target, Model]], header: str) -> Iterator[ModelMatch]:
    for target, model in models:
        values = (HeaderValue(header=header, kind="exact", value=name) for name in model.names)
        yield ModelMatch(target=target, name="", headers=tuple(values))


def _by_prefix(models: Sequence[tuple[Target, Model]], header: str) -> Iterator[ModelMatch]:
    prefixes = [(prefix, target) for target, model in models for prefix in model.prefixes]
    for prefix, target in sorted(prefixes, key=lambda pair: (-len(pair[0]), pair[0])):
        value = HeaderValue(header=header, kind="prefix", value=prefix)
        yield ModelMatch(target=target, name=f"{prefix}*", headers=(value,))


def _by_pattern(models: Sequence[tuple[Target, Model]], header: str) -> Iterator[ModelMatch]:
    for target, model in models:
        if model.patterns:
            values = (HeaderValue(header=header, kind="regex", value=pattern) for pattern in model.patterns)
            yield ModelMatch(target=target, name="patterns", headers=tuple(values))
