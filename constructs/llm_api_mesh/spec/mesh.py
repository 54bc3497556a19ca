"""The whole of one mesh, as its user states it."""

from __future__ import annotations

from collections.abc import Mapping

from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import List, Spec
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.gateway import AnyGateway, Gateway, GatewayKey, GatewayRef
from llm_api_mesh.spec.hosts import Hosts
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.names import DnsLabel, Domain, ServiceName
from llm_api_mesh.spec.presets import Preset
from llm_api_mesh.spec.retries import Retries
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.target import Target


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
    mirrors: List[Mirror] = ()
    """Copies of requests to a version. Default: none. Becomes: `http[].mirrors[]`, beside the weights."""
    drills: List[FaultDrill] = ()
    """Faults for requests that ask for them by a header. Default: none. Becomes: `http[].fault`, on routes before all
    others."""
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

    @property
    def default(self) -> Target:
        """The mesh's own backend with the mesh's own routes."""
        return Target(
            path="",
            key="",
            name=self.name,
            namespace=self.namespace,
            cluster_domain=self.cluster_domain,
            backend=self.backend,
            routes=tuple(self.routes),
            mirrors=tuple(self.mirrors),
        )

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that requests may be for."""
        return (self.default,)

    @property
    def backends(self) -> tuple[Target, ...]:
        """The targets, of those with one backend only the first: one for each Service and its policy."""
        found: dict[str, Target] = {}
        for target in self.targets:
            found.setdefault(target.host, target)
        return tuple(found.values())
