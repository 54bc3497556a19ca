"""The whole of one mesh, as its user states it."""

from __future__ import annotations

from collections.abc import Mapping

from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import List, Spec
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.gateway import AnyGateway, Gateway, GatewayKey, GatewayRef
from llm_api_mesh.spec.hosts import Hosts
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.names import DnsLabel, Domain, ServiceName
from llm_api_mesh.spec.presets import Preset
from llm_api_mesh.spec.retries import Retries
from llm_api_mesh.spec.route import Route


class Mesh(Spec):
    """An LLM API: the hosts it is called by, the way in, the backend, and what goes where."""

    name: ServiceName
    """The construct's id. Becomes: the name of the file, the VirtualService and the DestinationRule, and of the
    Service and the Gateway where these aren't named."""
    namespace: DnsLabel
    """Becomes: `metadata.namespace` of everything."""
    hosts: Hosts
    """Names that clients call the API by, without ports; `*.example.com` is allowed, and `*` alone for every host.
    Becomes: `VirtualService.spec.hosts` and `Gateway.spec.servers[].hosts`."""
    backend: AnyBackend
    """What answers the requests."""
    gateway: AnyGateway = Gateway()
    """The way in: `Gateway(...)` or `GatewayRef(...)`. Default: a Gateway of the mesh's own. Becomes:
    `VirtualService.spec.gateways`."""
    routes: List[Route] = ()
    """Requests that go to one version, whatever the weights are. Default: none. Becomes:
    `VirtualService.spec.http[]`, before the weighted route."""
    match: Match = Match()
    """The part of the hosts' requests that is this mesh's, where several meshes share a host on one gateway. Default:
    all. Becomes: a condition of every `VirtualService.spec.http[].match`."""
    preset: Preset = "chat"
    """Kind of traffic, from which the defaults of `budget` and `retries` come: "chat", "completion-batch" or
    "embeddings". Default: "chat"."""
    budget: Budget = Budget()
    """How long answers may take. Default: the preset's. Becomes: `http[].timeout` and `connectionPool.http`."""
    retries: Retries = Retries()
    """When a request is sent again. Default: the preset's. Becomes: `http[].retries` and `retryBudget`."""
    cluster_domain: Domain = "cluster.local"
    """DNS domain of the cluster. Becomes: the end of every `destination.host`."""
    istio: IstioRelease = NEWEST
    """Istio release of the cluster: "1.31" or "1.30". Default: the newest."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Labels of every object."""
        # Not app.kubernetes.io/instance: Argo CD may track what it owns by that label.
        return {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": self.name}

    @property
    def gateway_key(self) -> GatewayKey:
        """The gateway in use."""
        if isinstance(self.gateway, GatewayRef):
            return GatewayKey(self.gateway.namespace, self.gateway.name)
        return GatewayKey(self.namespace, self.gateway.name or self.name)

    def routes_within(self, part: Match) -> list[tuple[Route, Match | None]]:
        """The routes in the order in which they are asked, each with its requests; None where it can't have any."""
        routes = [(route, route.within(part)) for route in self.routes]
        return sorted(routes, key=lambda pair: ((pair[1] or pair[0]).precedence, pair[0].name))
