"""A backend together with the requests that are for it: of a mesh, the default ones."""

from __future__ import annotations

from dataclasses import dataclass

from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.backends.base import KubernetesService
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.route import Route


@dataclass(frozen=True, kw_only=True)
class Target:
    """A backend, what its objects are called after, and its own routes; it is the backend's home."""

    path: str
    """The field that says it, from the mesh downwards, with a dot at its end: empty for the mesh's own backend."""
    key: str
    """What tells it from the mesh's other targets, a DNS label: empty for the mesh's own backend."""
    name: str
    """What its objects are called, where the backend has no name."""
    namespace: str
    cluster_domain: str
    backend: AnyBackend
    routes: tuple[Route, ...]
    mirrors: tuple[Mirror, ...] = ()
    model: Model | None = None
    """The model that it is for."""

    @property
    def host(self) -> str:
        """The name under which Istio's service registry knows the backend, in full."""
        return self.backend.host(self)

    @property
    def service(self) -> KubernetesService | None:
        """The Service that the backend needs, if any."""
        return self.backend.service(self)

    @property
    def construct(self) -> str:
        """What the ids of its constructs end with."""
        return f"-{self.key}" if self.key else ""

    def routes_within(self, part: Match) -> list[tuple[Route, Match | None]]:
        """The routes in the order in which they are asked, each with its requests; None where it can't have any."""
        routes = [(route, route.within(part)) for route in self.routes]
        return sorted(routes, key=lambda pair: ((pair[1] or pair[0]).precedence, pair[0].name))
