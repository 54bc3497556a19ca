"""The backends of an API together with the requests that each of them gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from llm_api_mesh.plan.llm_gateway import names as gateway_names
from llm_api_mesh.plan.llm_gateway.headers import API_ROUTES
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import AnyBackend, Failover
from llm_api_mesh.spec.backends.base import KubernetesService, Placement, Pods
from llm_api_mesh.spec.backends.kinds import AnyAnswering
from llm_api_mesh.spec.endpoint import Endpoint
from llm_api_mesh.spec.load_balancer import LoadBalancer
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromPath
from llm_api_mesh.spec.presets import PRESETS
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.token_holders import TokenHolders

_UNNAMED = "pool"


@dataclass(frozen=True, kw_only=True)
class TargetNames:
    """The names of a target."""

    label: str = ""
    """Name among the backends of a failover; empty for the unnamed one, and without a failover."""
    slug: str
    """Slug of its model, or name of its endpoint; empty for the API's own backend."""
    routes: str
    """The beginning of the names of its routes."""
    failover: str
    """Name of its failover, if it has one, which no other API's failover has."""
    owner: str
    """Field of the specification that has its backend, routes and mirrors: `models[x].`, `endpoints[x].`, or empty for
    the API."""
    field: str
    """Field of its backend, such as `models[x].backend`."""

    @property
    def id_suffix(self) -> str:
        """End of the ids of its constructs."""
        return "".join(f"-{name}" for name in (self.slug, self.label) if name)

    @property
    def leg(self) -> str:
        """Name among the backends of a failover, never empty."""
        return self.label or _UNNAMED


@dataclass(frozen=True, kw_only=True, eq=False)
class Target:
    """A backend and its requests: those for one model, those for one endpoint, or all others."""

    names: TargetNames
    placement: Placement
    scope: Match
    """The conditions that select the API's part of its hosts' requests, as they appear in the target's routes."""
    backend: AnyBackend
    load_balancer: LoadBalancer
    """That of backends whose user sets none."""
    routes: tuple[Route, ...]
    mirrors: tuple[Mirror, ...] = ()
    model: Model | None = None
    endpoint: Endpoint | None = None
    access: tuple[TokenHolders, ...] = ()
    """Who may use it at the gateway; none: every caller."""

    @property
    def own(self) -> bool:
        """Whether it is the API's own backend, for all requests that are for no model and no endpoint."""
        return self.model is None and self.endpoint is None

    @cached_property
    def host(self) -> str:
        """Fully qualified name of the backend in Istio's service registry."""
        return self.backend.host(self.placement)

    @cached_property
    def destination(self) -> str:
        """The host that routes send to: the backend's own, a failover's list of slots, or the gateway of pools."""
        gateway, domain = self.placement.gateway, self.placement.cluster_domain
        if self.failover and gateway:
            return gateway_names.list_host(gateway, len(self.failover.backends), domain)
        if self.backend.picked and gateway:
            return gateway_names.pools_host(gateway, domain)
        return self.host

    @property
    def objects(self) -> str:
        """The beginning of the names of the objects that are for its backend alone."""
        return self.backend.objects(self.placement)

    def pool_host(self, version: str | None) -> str | None:
        """The host of the backend, or of one of its versions, at the gateway of inference pools; None: none."""
        gateway = self.placement.gateway
        if not self.backend.picked or gateway is None:
            return None
        name = f"{self.objects}-{version}" if version else self.objects
        return f"{name}.{gateway_names.pool_domain(gateway, self.placement.namespace)}"

    @property
    def failover(self) -> Failover | None:
        """The backend, if it is a failover."""
        return self.backend if isinstance(self.backend, Failover) else None

    @cached_property
    def leaves(self) -> tuple[LeafTarget, ...]:
        """The target for each backend that answers by itself: one, or those of a failover in their order."""
        if not isinstance(self.backend, Failover):
            return (self._leaf(self.backend, self.names),)
        return tuple(
            self._leaf(
                backend,
                replace(
                    self.names,
                    field=f"{self.names.field}.backends[{backend.name or index}]",
                    label=backend.label,
                ),
                first=index == 0,
            )
            for index, backend in enumerate(self.backend.ordered)
        )

    def ordered_routes(self, scope: Match) -> list[tuple[Route, Match | None]]:
        """The routes in the order in which the proxy tries them, each with its requests; None: no request can match."""
        if self.failover:
            return []  # the first backend has the routes
        routes = [(route, route.intersection(scope)) for route in self.routes]
        return sorted(routes, key=lambda pair: ((pair[1] or pair[0]).precedence, pair[0].name))

    def _leaf(self, backend: AnyAnswering, names: TargetNames, *, first: bool = True) -> LeafTarget:
        return LeafTarget(
            names=names,
            placement=self.placement,
            scope=self.scope,
            # A field that is set would be refused without a policy.
            backend=backend.balanced(self.load_balancer) if backend.has_policy(self.placement) else backend,
            load_balancer=self.load_balancer,
            # These name versions of the first backend.
            routes=self.routes if first else (),
            mirrors=self.mirrors if first else (),
            model=self.model,
            endpoint=self.endpoint,
            access=self.access,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class LeafTarget(Target):
    """A target whose backend answers by itself."""

    backend: AnyAnswering

    @cached_property
    def service(self) -> KubernetesService | None:
        """The Kubernetes Service that the backend needs, if any."""
        return self.backend.service(self.placement)

    @property
    def pods(self) -> Pods | None:
        """The pods of the backend, as far as the API knows their labels."""
        return self.backend.pods

    @cached_property
    def service_name(self) -> str | None:
        """The Service in the API's namespace whose callers have the API's routes, if any."""
        return self.backend.service_name(self.placement)

    @property
    def has_policy(self) -> bool:
        """Whether the API sets the backend's policy."""
        return self.backend.has_policy(self.placement)


def derive_targets(api: ApiSpec) -> tuple[Target, ...]:
    """Return the API's own backend, if it has one, and those of the models and the endpoints, each in their order."""
    targets = [] if api.backend is None else [_target(api, api.backend)]
    targets += [_target(api, model.backend, model=model) for model in sorted(api.models, key=lambda model: model.key)]
    targets += [_target(api, endpoint.backend, endpoint=endpoint) for endpoint in _in_order(api)]
    return tuple(targets)


def unique_backends(leaves: Iterable[LeafTarget]) -> tuple[LeafTarget, ...]:
    """Return the first target of each backend, because each backend has one Service and one policy."""
    first: dict[str, LeafTarget] = {}
    for leaf in leaves:
        first.setdefault(leaf.host, leaf)
    return tuple(first.values())


def _in_order(api: ApiSpec) -> list[Endpoint]:
    """The endpoints in the order in which the proxy tries them."""
    return sorted(api.endpoints, key=lambda endpoint: (_scope(api, endpoint).precedence, endpoint.name))


def _scope(api: ApiSpec, endpoint: Endpoint) -> Match:
    """The API's requests for an endpoint; in a checked specification there are some."""
    return endpoint.intersection(api.match) or api.match


def _target(
    api: ApiSpec, backend: AnyBackend, *, model: Model | None = None, endpoint: Endpoint | None = None
) -> Target:
    slug, owner = "", ""
    if model:
        slug, owner = model.key, f"models[{model.name}]."
    elif endpoint:
        slug, owner = endpoint.name, f"endpoints[{endpoint.name}]."
    own = f"{api.namespace}/{api.name}"
    path = f"{own}/{slug}" if slug else own
    shared = backend == api.backend
    scope = _scope(api, endpoint) if endpoint else api.match
    if model and isinstance(api.model_from, ModelFromPath):
        # The path of such a request begins with the model; routes match only the rest.
        scope = Match()
    handled = model or endpoint or api
    return Target(
        names=TargetNames(
            slug=slug,
            routes=f"{API_ROUTES}{path}",
            failover=own if shared else path,
            owner=owner,
            field=f"{owner}backend",
        ),
        placement=Placement(
            api=api.name,
            name=api.name if shared or not slug else f"{api.name}-{slug}",
            namespace=api.namespace,
            cluster_domain=api.cluster_domain,
            gateway=api.gateway_key if api.llm_gateway else None,
        ),
        scope=scope,
        backend=backend,
        load_balancer=PRESETS[api.preset].load_balancer,
        routes=tuple(handled.routes),
        mirrors=tuple(handled.mirrors),
        model=model,
        endpoint=endpoint,
        access=tuple(handled.access or api.access or ()),
    )
