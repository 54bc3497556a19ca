"""Who reaches which models of a backend: what one target keeps from a caller, another one must not give away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from llm_api_mesh.plan.pod_access import share_pods
from llm_api_mesh.plan.routing.access import team_claim
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import InferencePool
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody
from llm_api_mesh.spec.token_holders import TokenHolders


@dataclass(frozen=True, eq=False)
class Reach:
    """The requests by which some callers of an API reach a backend."""

    api: ApiSpec
    target: LeafTarget

    def surpasses(self, other: Reach) -> bool:
        """Whether callers who may not make the other requests can make the same ones here."""
        mine, theirs = self.target.access, other.target.access
        admits_more = not is_within(mine, theirs, team_claim(self.api), team_claim(other.api))
        return admits_more and self._has_requests_of(other)

    def _has_requests_of(self, other: Reach) -> bool:
        if self._names is None:
            return other.target.model is not None or _paths(self.target).meets(_paths(other.target))
        return other._names is None or self._names.meet(other._names)

    @cached_property
    def _names(self) -> Names | None:
        """The models that the backend may read in the requests; None: any, or none."""
        model = self.target.model
        if model is None or not isinstance(self.api.model_from, ModelFromBody):
            return None
        served = self.target.backend.served_model
        return Names(names=(served,)) if served else Names.of(model)


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names of models: whole ones, beginnings, and expressions."""

    names: tuple[str, ...]
    prefixes: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    @classmethod
    def of(cls, model: Model) -> Names:
        """The names by which clients request a model."""
        return cls(names=model.names, prefixes=tuple(model.prefixes), patterns=tuple(model.patterns))

    def include(self, name: str) -> bool:
        """Whether a name is one of them."""
        return (
            name in self.names
            or any(name.startswith(prefix) for prefix in self.prefixes)
            or any(re.fullmatch(pattern, name) for pattern in self.patterns)
        )

    def meet(self, other: Names) -> bool:
        """Whether a name can be one of both. An expression may have a name in common with any other and any prefix."""
        if any(map(self.include, other.names)) or any(map(other.include, self.names)):
            return True
        if (self.patterns and (other.patterns or other.prefixes)) or (other.patterns and self.prefixes):
            return True
        pairs = ((one, two) for one in self.prefixes for two in other.prefixes)
        return any(one.startswith(two) or two.startswith(one) for one, two in pairs)


def is_within(
    access: Sequence[TokenHolders], wider: Sequence[TokenHolders], team: str = "", wider_team: str = ""
) -> bool:
    """Whether everyone with the first access has the second one, as far as the claims tell.

    `team` and `wider_team` are the claims of teams. By default, they are the same one.
    """
    if not wider:
        return True
    theirs = [one.conditions(wider_team) for one in wider]
    return bool(access) and all(any(_include(one, each.conditions(team)) for one in theirs) for each in access)


def selector_of(target: LeafTarget) -> Mapping[str, str]:
    """The labels of a backend's pods; none if the API doesn't know them."""
    if isinstance(target.backend, InferencePool):
        return target.backend.selector
    return target.pods.selector if target.pods else {}


def same_pods(one: LeafTarget, other: LeafTarget) -> bool:
    """Whether two backends of one namespace certainly have pods in common."""
    selectors = selector_of(one), selector_of(other)
    return one.host == other.host or (all(selectors) and share_pods(*selectors))


def _include(wider: Mapping[str, Sequence[str]], one: Mapping[str, Sequence[str]]) -> bool:
    return all(claim in one and set(one[claim]) <= set(values) for claim, values in wider.items())


def _paths(target: LeafTarget) -> Match:
    """The paths and the method of the requests. Clients write headers and queries as they like."""
    return Match(path=target.scope.path, path_prefix=target.scope.path_prefix, method=target.scope.method)
