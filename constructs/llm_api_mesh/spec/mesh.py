"""The whole of one mesh, as its user states it."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.gateway import AnyGateway, Gateway, GatewayKey, GatewayRef
from llm_api_mesh.spec.hosts import Hosts
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import AnyModelSource, ModelFromBody
from llm_api_mesh.spec.names import DnsLabel, Domain, ServiceName
from llm_api_mesh.spec.presets import Preset
from llm_api_mesh.spec.retries import Retries
from llm_api_mesh.spec.route import Route

# The listeners' own number, unless they are told another: the proxy goes by the larger of the two.
_LEAST_PROMPT = 1024**2
_MOST_PROMPT = 1024**3  # a gateway's memory, not a field, ends it


def _prompt_bytes(count: int) -> int:
    if not _LEAST_PROMPT <= count <= _MOST_PROMPT:
        raise refused(
            "field-invalid",
            allowed=f"a number of bytes from {_LEAST_PROMPT} (1 MiB) to {_MOST_PROMPT} (1 GiB)",
        )
    return count


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
    backend: AnyBackend | None = None
    """What answers the requests, or, with models, those for any other model and without one. Default: none, which needs
    models: then the gateway answers 404 for any other model, and lists the models under `/v1/models`."""
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
    models: List[Model] = ()
    """Models that clients ask for by name, each with its backend. Default: none. Becomes: `VirtualService.spec.http[]`,
    before the others."""
    model_from: AnyModelSource = ModelFromBody()
    """Where a request says which model it wants: `ModelFromBody()`, `ModelFromHeader(...)` or `ModelFromPath(...)`.
    Default: `ModelFromBody()`."""
    max_prompt_bytes: Annotated[int, Rule(_prompt_bytes, minimum=_LEAST_PROMPT, maximum=_MOST_PROMPT)] | None = None
    """Longest body of a request that is read or signed, above which the answer is 413, or that can be sent again. The
    gateway keeps so much in its memory for each request under way. Default: 4 MiB where bodies are read, for a model or
    a `first_token`, or signed, or sent on by a `Failover`; else the gateway's own number, 1 MiB. Becomes:
    `request_body_buffer_limit` of the proxy's routes."""
    match: Match = Match()
    """The part of the hosts' requests that is this mesh's, where several meshes share a host on one gateway. Default:
    all. Becomes: a condition of every `VirtualService.spec.http[].match`."""
    preset: Preset = "chat"
    """Kind of traffic, from which the defaults of `budget`, `retries` and ejections come: "chat",
    "completion-batch" or "embeddings". Default: "chat"."""
    budget: Budget = Budget()
    """How long answers may take. Default: the preset's. Becomes: `http[].timeout`, `retries.perTryTimeout`
    and times of `connectionPool`."""
    retries: Retries = Retries()
    """When a request is sent again. Default: the preset's. Becomes: `http[].retries` and `retryBudget`."""
    cluster_domain: Domain = "cluster.local"
    """DNS domain of the cluster. Becomes: the end of every `destination.host`."""
    istio: IstioRelease = NEWEST
    """Istio release of the cluster: "1.31" or "1.30". Default: the newest."""

    @property
    def gateway_key(self) -> GatewayKey:
        """The gateway in use."""
        if isinstance(self.gateway, GatewayRef):
            return GatewayKey(self.gateway.namespace, self.gateway.name)
        return GatewayKey(self.namespace, self.gateway.name or self.name)
