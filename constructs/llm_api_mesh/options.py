"""The keywords of `LlmApiMesh`, written by `make options` from the fields of the specification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.gateway import Gateway, GatewayRef
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath
from llm_api_mesh.spec.presets import Preset
from llm_api_mesh.spec.retries import Retries
from llm_api_mesh.spec.route import Route


class MeshOptions(TypedDict, total=False):
    """Keywords of `LlmApiMesh`."""

    namespace: Required[str]
    """Becomes: `metadata.namespace` of everything."""
    hosts: Required[Sequence[str]]
    """Names that clients call the API by, without ports; `*.example.com` is allowed, and `*` alone for every host.
    Becomes: `VirtualService.spec.hosts` and `Gateway.spec.servers[].hosts`."""
    backend: AnyBackend
    """What answers the requests, or, with models, those for any other model and without one. Default: none, which needs
    models: then the gateway answers 404 for any other model, and lists the models under `/v1/models`."""
    gateway: Gateway | GatewayRef
    """The way in: `Gateway(...)` or `GatewayRef(...)`. Default: a Gateway of the mesh's own. Becomes:
    `VirtualService.spec.gateways`."""
    routes: Sequence[Route]
    """Requests that go to one version, whatever the weights are. Default: none. Becomes: `VirtualService.spec.http[]`,
    before the weighted route."""
    mirrors: Sequence[Mirror]
    """Copies of requests to a version. Default: none. Becomes: `http[].mirrors[]`, beside the weights."""
    drills: Sequence[FaultDrill]
    """Faults for requests that ask for them by a header. Default: none. Becomes: `http[].fault`, on routes before all
    others."""
    models: Sequence[Model]
    """Models that clients ask for by name, each with its backend. Default: none. Becomes: `VirtualService.spec.http[]`,
    before the others."""
    model_from: ModelFromBody | ModelFromHeader | ModelFromPath
    """Where a request says which model it wants: `ModelFromBody()`, `ModelFromHeader(...)` or `ModelFromPath(...)`.
    Default: `ModelFromBody()`."""
    max_prompt_bytes: int
    """Longest body of a request that is read or signed, above which the answer is 413, or that can be sent again. The
    gateway keeps so much in its memory for each request under way. Default: 4 MiB where bodies are read, for a model or
    a `first_token`, or signed, or sent on by a `Failover`; else the gateway's own number, 1 MiB. Becomes:
    `request_body_buffer_limit` of the proxy's routes."""
    match: Match
    """The part of the hosts' requests that is this mesh's, where several meshes share a host on one gateway. Default:
    all. Becomes: a condition of every `VirtualService.spec.http[].match`."""
    preset: Preset
    """Kind of traffic, from which the defaults of `budget`, `retries` and ejections come: "chat", "completion-batch" or
    "embeddings". Default: "chat"."""
    budget: Budget
    """How long answers may take. Default: the preset's. Becomes: `http[].timeout`, `retries.perTryTimeout` and times of
    `connectionPool`."""
    retries: Retries
    """When a request is sent again. Default: the preset's. Becomes: `http[].retries` and `retryBudget`."""
    cluster_domain: str
    """DNS domain of the cluster. Becomes: the end of every `destination.host`."""
    istio: IstioRelease
    """Istio release of the cluster: "1.31" or "1.30". Default: the newest."""
