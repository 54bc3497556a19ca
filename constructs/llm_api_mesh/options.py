"""The keywords of `LlmApiMesh`, written by `make options` from the fields of the specification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Required, TypedDict

from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.caller import Caller
from llm_api_mesh.spec.cors import Cors
from llm_api_mesh.spec.endpoint import Endpoint
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.gateway import Gateway, GatewayRef
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath
from llm_api_mesh.spec.outbound import Outbound
from llm_api_mesh.spec.presets import Preset
from llm_api_mesh.spec.public_path import PublicPath
from llm_api_mesh.spec.retries import Retries
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.token_holders import TokenHolders

if TYPE_CHECKING:
    from llm_api_mesh.llm_gateway import LlmGateway


class LlmApiMeshOptions(TypedDict, total=False):
    """Keywords of `LlmApiMesh`."""

    namespace: Required[str]
    """Namespace of all objects. Becomes: `metadata.namespace`."""
    hosts: Required[Sequence[str]]
    """Host names that clients use, without ports. `*.example.com` matches all subdomains, and `*` matches every host.
    Becomes: `VirtualService.spec.hosts` and `Gateway.spec.servers[].hosts`."""
    gateway: Required[Gateway | GatewayRef | LlmGateway | LlmGatewayRef]
    """The ingress gateway: `Gateway(...)` creates one, `GatewayRef(...)` uses an existing one, and an `LlmGateway` or
    an `LlmGatewayRef(...)` is a gateway for LLM APIs, which the platform's team declares. Becomes:
    `VirtualService.spec.gateways`."""
    backend: AnyBackend
    """Backend of all requests: a `Pool`, a `ServiceRef`, a `ProviderRef`, an `InferencePool`, an `InferencePoolRef`, or
    a `Failover`. With `models`, it is the backend of requests for any other model or for none. Default: none, which is
    only allowed with `models`. Then the gateway answers 404 for any other model. Becomes:
    `http[].route[].destination`."""
    routes: Sequence[Route]
    """Requests that go to one version, regardless of the weights. Default: none. Becomes: `VirtualService.spec.http[]`,
    before the weighted route."""
    mirrors: Sequence[Mirror]
    """Versions that get copies of requests, at most 10. A copy costs as much as the request. Default: none. Becomes:
    `http[].mirrors[]`."""
    drills: Sequence[FaultDrill]
    """Faults for requests that select them by a header. Default: none. Becomes: `http[].fault` of routes that come
    before all others to backends."""
    models: Sequence[Model]
    """Models that clients request by name, each with its backend. The gateway lists their names under `/v1/models`.
    Default: none. Becomes: `VirtualService.spec.http[]`, before the routes of `backend`."""
    model_from: ModelFromBody | ModelFromHeader | ModelFromPath
    """Where a request names its model: `ModelFromBody()`, `ModelFromHeader(...)` or `ModelFromPath(...)`. Default:
    `ModelFromBody()`, as in the OpenAI API. Becomes: conditions of `http[].match[]`."""
    endpoints: Sequence[Endpoint]
    """Paths with backends of their own, such as `/v1/audio/`, whatever model a request names. Default: none. Becomes:
    `VirtualService.spec.http[]`, before the routes of `models` and `backend`."""
    include_usage: bool
    """Whether streams of chat and text completions end with the number of tokens, even if the client doesn't request
    it: the gateway writes `stream_options.include_usage` into the body, which needs an `LlmGateway`. Default: False.
    Becomes: the header `x-llm-include-usage`, which the gateway reads."""
    access: Sequence[TokenHolders]
    """Who may use the API; others get 403. The `access` of a model or an endpoint replaces it. It needs an `LlmGateway`
    with `jwt_rules` or `api_keys`, and holds at the gateway: callers in the mesh that call a Service have neither a
    token nor a key. Default: every caller that the gateway lets in. Becomes: `http[].match[].headers` of all routes to
    backends, and a `directResponse`."""
    cors: Cors
    """Web pages of other origins that may call the API from a browser. Default: none. Becomes: `http[].corsPolicy`."""
    match: Match
    """The requests of the hosts that belong to this API, if several APIs share a host on one gateway. Default: all.
    Becomes: a condition of every `VirtualService.spec.http[].match`."""
    paths: Sequence[PublicPath]
    """Paths that clients may request, each with its methods; all other requests get 404. Default: `OPENAI_PATHS`, the
    paths of the OpenAI API and of Anthropic's Messages; for backends that speak gRPC, every method of every service.
    `[*OPENAI_PATHS, PublicPath(path="/v1/rerank")]` adds one, and `ALL_PATHS` is every path. Becomes:
    `VirtualService.spec.http[].directResponse` of a route that comes before all others."""
    preset: Preset
    """Kind of traffic: "agents", "chat", "completion-batch" or "embeddings". The defaults of `budget`, `retries`,
    ejections and `load_balancer` depend on it. "agents" and "chat" need an LLM gateway, which reads the keys of
    conversations. Default: none, for any traffic. Becomes: nothing by itself."""
    budget: Budget
    """How long answers may take. Default: that of the preset. Becomes: `http[].timeout`, `retries.perTryTimeout`,
    `connectionPool.tcp.connectTimeout` and `connectionPool.http.idleTimeout`."""
    retries: Retries
    """When the gateway sends a request again. Default: that of the preset. Becomes: `http[].retries` and
    `trafficPolicy.retryBudget`."""
    export_to: Sequence[str]
    """Namespaces whose pods follow this API's routes when they call a Service of the API: names, "." for the API's own
    namespace, or "*" for all. Pods of other namespaces reach the Service without the routes, weights and retries of
    this API. Default: ".". Becomes: `exportTo` of the VirtualServices for callers in the mesh."""
    callers: Sequence[Caller]
    """Pods that may call the API's pods past the gateway, such as `[Caller(namespace="agents")]`; `[]`: none. The
    gateway may always call them, and all others are refused. The pods need a sidecar or ambient mode, or nothing keeps
    callers out. `ALL_CALLERS`: everyone, with or without mutual TLS. At a plain Gateway, it needs the `service_account`
    of the Gateway. Default: the API's own namespace. Becomes: a `PeerAuthentication` and an `AuthorizationPolicy` for
    each `Pool`, none for `ALL_CALLERS`."""
    outbound: Outbound
    """What the pods may call, such as `Outbound(hosts=["huggingface.co"])`; their sidecars refuse everything else. The
    pods need a sidecar; ambient mode doesn't read the object. Default: none, and the pods may call everything that the
    mesh allows, because model servers download weights from hosts that only their team knows. Becomes: a `Sidecar` for
    each `Pool`, and a `ServiceEntry`."""
    argo_cd: bool
    """Whether Argo CD applies the objects: they are created and removed in an order in which no request fails, and each
    version has a DestinationRule of its own. Default: False, or the `argo_cd` of the `MeshApp` or the `Environment`.
    Becomes: the annotations `argocd.argoproj.io/sync-wave` and `argocd.argoproj.io/sync-options`."""
    cluster_domain: str
    """DNS domain of the cluster. Default: `cluster.local`, or that of the `Environment`. Becomes: the end of every
    `destination.host`."""
    istio: IstioRelease
    """Istio release of the cluster, as text: "1.31" or "1.30". Default: the newest, "1.31", or that of the
    `Environment`. Becomes: nothing by itself; fields that the release doesn't have are refused."""
