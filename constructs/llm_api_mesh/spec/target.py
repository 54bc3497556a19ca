"""A backend together with the requests that are for it: of a mesh, the default ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from llm_api_mesh.spec.backends import AnyBackend, Failover
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
    within: str = "backend"
    """The backend's own field, below `path`."""
    label: str = ""
    """Of a failover's backends: what tells it from the others; empty for the one without a name."""

    @property
    def field(self) -> str:
        """The backend's field, from the mesh downwards."""
        return f"{self.path}{self.within}"

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
        return "".join(f"-{part}" for part in (self.key, self.label) if part)

    @property
    def stem(self) -> str:
        """What the objects are called that belong to the backend and not to its Service."""
        return f"{self.name}-{self.label}" if self.label else self.name

    @property
    def failover(self) -> Failover | None:
        """The backend, if it is one, with what no other kind has."""
        return self.backend if isinstance(self.backend, Failover) else None

    @property
    def leg(self) -> str:
        """Its name among a failover's backends."""
        return self.label or "pool"

    @property
    def ways(self) -> tuple[Target, ...]:
        """What answers: the backend itself, or those of a failover in their order."""
        if self.backend.ordered is None:
            return (self,)
        return tuple(
            replace(
                self,
                backend=backend,
                within=f"{self.within}.backends[{backend.name or index}]",
                label=backend.label,
                # These name versions of the first.
                routes=() if index else self.routes,
                mirrors=() if index else self.mirrors,
            )
            for index, backend in enumerate(self.backend.ordered)
        )

    def routes_within(self, part: Match) -> list[tuple[Route, Match | None]]:
        """The routes in the order in which they are asked, each with its requests; None where it can't have any."""
        if self.backend.ordered is not None:
            return []  # those of its first backend
        routes = [(route, route.within(part)) for route in self.routes]
        return sorted(routes, key=lambda pair: ((pair[1] or pair[0]).precedence, pair[0].name))
