"""The construct: from typed keywords to the Kubernetes and Istio objects of one LLM API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, Unpack

from cdk8s import ApiObject, Chart
from constructs import Construct

from llm_api_mesh.claims.objects import same_file
from llm_api_mesh.described import Described, DescribedFile
from llm_api_mesh.enclosing_app import EnclosingApp, enclosing_app, misused
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.lazy_chart import LazyChart, tree
from llm_api_mesh.manifests.manifest import is_known
from llm_api_mesh.options import LlmApiMeshOptions
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.reading import read
from llm_api_mesh.reading.named_gateways import names_llm_gateway, with_named_gateway
from llm_api_mesh.resources import (
    destination_rule,
    envoy_filters,
    gateway,
    inference_pools,
    service,
    service_entry,
    sidecar,
    virtual_service,
)
from llm_api_mesh.resources.builders import (
    BUILDERS,
    Builder,
    build_authorization_policies,
    build_peer_authentications,
)
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.unsynthesized import Waiting

_Described = Mapping[Builder, Mapping[str, Described[ApiObject]]]
_Built = Mapping[Builder, Mapping[str, ApiObject]]


class BackendObjects(NamedTuple):
    """The objects of one backend."""

    service: ApiObject | None
    peer_authentication: ApiObject | None
    authorization_policy: ApiObject | None
    destination_rule: ApiObject | None
    version_rules: Mapping[str, ApiObject]
    versions_virtual_service: ApiObject | None
    in_mesh_virtual_service: ApiObject | None


class LlmApiMesh(LazyChart):
    """An LLM API behind Istio. It is a chart, and so one YAML file.

    Its attributes are the objects in the file. Use them to patch an object, or to refer to its name.
    """

    spec: ApiSpec
    """The checked specification, with the defaults filled in."""
    plan: Plan
    """The decisions that follow from the specification, and that the objects write as YAML."""
    service: ApiObject | None
    """The Kubernetes Service; None if the backend needs none."""
    peer_authentication: ApiObject | None
    """The Istio PeerAuthentication of the pods; None if the API keeps nobody from them."""
    authorization_policy: ApiObject | None
    """The Istio AuthorizationPolicy of the pods; None if the API keeps nobody from them."""
    gateway: ApiObject | None
    """The Istio Gateway; None if the API uses an existing one."""
    destination_rule: ApiObject
    """The Istio DestinationRule of the backend with its versions, or of the first backend of a failover. A
    `ProviderRef` has none, and neither has a `ServiceRef` of another namespace."""
    version_rules: Mapping[str, ApiObject]
    """The Istio DestinationRules of the versions, by the versions' names; only with `argo_cd`."""
    virtual_service: ApiObject
    """The Istio VirtualService for requests that come in through the gateway."""
    versions_virtual_service: ApiObject | None
    """The Istio VirtualService with the versions' weights, to which both others delegate; None for a single version."""
    in_mesh_virtual_service: ApiObject | None
    """The Istio VirtualService for callers in the mesh, which call the Service; None if there is no Service."""
    models: Mapping[str, BackendObjects]
    """The same objects for the backend of each model, by the model's name."""
    endpoints: Mapping[str, BackendObjects]
    """The same objects for the backend of each endpoint, by the endpoint's name."""
    slot_virtual_services: Mapping[str, ApiObject]
    """The VirtualServices with the routes to the backends of failovers, by their names."""
    inference_pools: Mapping[str, ApiObject]
    """The objects of inference pools and of their pickers, by kind and name, such as `HTTPRoute/chat`."""
    sidecars: Mapping[str, ApiObject]
    """The Istio Sidecars of the pods, by their names; none without `outbound`."""
    outbound_hosts: ApiObject | None
    """The Istio ServiceEntry of the hosts that the pods may call; None if `outbound` names none."""
    rules_at_gateway: Mapping[str, ApiObject]
    """The DestinationRules of backends that an LLM gateway balances in another way than their callers, by host."""
    at_gateway: Chart | None
    """The chart with the EnvoyFilters, a separate file for the team of the LLM gateway; None if none is needed."""
    envoy_filters: Mapping[str, ApiObject]
    """The Istio EnvoyFilters by their purposes, such as `retry-after`."""

    if not TYPE_CHECKING:  # type checkers see the parameters of __init__, and only these

        def __new__(cls, *positional: object, **keywords: object) -> Self:
            """Refuse other arguments than the app and the name by position."""
            if problem := misused(cls.__name__, positional, keywords):
                Waiting.end_all()
                raise MeshError([problem])
            return super().__new__(cls)

    def __init__(self, scope: Construct, id: str, **options: Unpack[LlmApiMeshOptions]) -> None:  # noqa: A002  # cdk8s' word
        """Declare an LLM API behind Istio. It is a chart, and so one YAML file.

        Args:
            scope: The app.
            id: Name of the API: a DNS label that starts with a letter. It is the construct's id. Becomes: the name of
                the file, of the VirtualService and of the DestinationRule, and of the Service and the Gateway if these
                have no name.
            namespace: Namespace of all objects. Becomes: `metadata.namespace`.
            hosts: Host names that clients use, without ports. `*.example.com` matches all subdomains, and `*` matches
                every host. Becomes: `VirtualService.spec.hosts` and `Gateway.spec.servers[].hosts`.
            gateway: The ingress gateway: `Gateway(...)` creates one, `GatewayRef(...)` uses an existing one, and an
                `LlmGateway` or an `LlmGatewayRef(...)` is a gateway for LLM APIs, which the platform's team declares.
                Becomes: `VirtualService.spec.gateways`.
            backend: Backend of all requests: a `Pool`, a `ServiceRef`, a `ProviderRef`, an `InferencePool`, an
                `InferencePoolRef`, or a `Failover`. With `models`, it is the backend of requests for any other model or
                for none. Default: none, which is only allowed with `models`. Then the gateway answers 404 for any other
                model. Becomes: `http[].route[].destination`.
            routes: Requests that go to one version, regardless of the weights. Default: none. Becomes:
                `VirtualService.spec.http[]`, before the weighted route.
            mirrors: Versions that get copies of requests, at most 10. A copy costs as much as the request. Default:
                none. Becomes: `http[].mirrors[]`.
            drills: Faults for requests that select them by a header. Default: none. Becomes: `http[].fault` of routes
                that come before all others to backends.
            models: Models that clients request by name, each with its backend. The gateway lists their names under
                `/v1/models`. Default: none. Becomes: `VirtualService.spec.http[]`, before the routes of `backend`.
            model_from: Where a request names its model: `ModelFromBody()`, `ModelFromHeader(...)` or
                `ModelFromPath(...)`. Default: `ModelFromBody()`, as in the OpenAI API. Becomes: conditions of
                `http[].match[]`.
            endpoints: Paths with backends of their own, such as `/v1/audio/`, whatever model a request names. Default:
                none. Becomes: `VirtualService.spec.http[]`, before the routes of `models` and `backend`.
            include_usage: Whether streams of chat and text completions end with the number of tokens, even if the
                client doesn't request it: the gateway writes `stream_options.include_usage` into the body, which needs
                an `LlmGateway`. Default: False. Becomes: the header `x-llm-include-usage`, which the gateway reads.
            access: Who may use the API; others get 403. The `access` of a model or an endpoint replaces it. It needs an
                `LlmGateway` with `jwt_rules` or `api_keys`, and holds at the gateway: callers in the mesh that call a
                Service have neither a token nor a key. Default: every caller that the gateway lets in. Becomes:
                `http[].match[].headers` of all routes to backends, and a `directResponse`.
            cors: Web pages of other origins that may call the API from a browser. Default: none. Becomes:
                `http[].corsPolicy`.
            match: The requests of the hosts that belong to this API, if several APIs share a host on one gateway.
                Default: all. Becomes: a condition of every `VirtualService.spec.http[].match`.
            paths: Paths that clients may request, each with its methods; all other requests get 404. Default:
                `OPENAI_PATHS`, the paths of the OpenAI API and of Anthropic's Messages; for backends that speak gRPC,
                every method of every service. `[*OPENAI_PATHS, PublicPath(path="/v1/rerank")]` adds one, and
                `ALL_PATHS` is every path. Becomes: `VirtualService.spec.http[].directResponse` of a route that comes
                before all others.
            preset: Kind of traffic: "agents", "chat", "completion-batch" or "embeddings". The defaults of `budget`,
                `retries`, ejections and `load_balancer` depend on it. "agents" and "chat" need an LLM gateway, which
                reads the keys of conversations. Default: none, for any traffic. Becomes: nothing by itself.
            budget: How long answers may take. Default: that of the preset. Becomes: `http[].timeout`,
                `retries.perTryTimeout`, `connectionPool.tcp.connectTimeout` and `connectionPool.http.idleTimeout`.
            retries: When the gateway sends a request again. Default: that of the preset. Becomes: `http[].retries` and
                `trafficPolicy.retryBudget`.
            export_to: Namespaces whose pods follow this API's routes when they call a Service of the API: names, "."
                for the API's own namespace, or "*" for all. Pods of other namespaces reach the Service without the
                routes, weights and retries of this API. Default: ".". Becomes: `exportTo` of the VirtualServices for
                callers in the mesh.
            callers: Pods that may call the API's pods past the gateway, such as `[Caller(namespace="agents")]`; `[]`:
                none. The gateway may always call them, and all others are refused. The pods need a sidecar or ambient
                mode, or nothing keeps callers out. `ALL_CALLERS`: everyone, with or without mutual TLS. At a plain
                Gateway, it needs the `service_account` of the Gateway. Default: the API's own namespace. Becomes: a
                `PeerAuthentication` and an `AuthorizationPolicy` for each `Pool`, none for `ALL_CALLERS`.
            outbound: What the pods may call, such as `Outbound(hosts=["huggingface.co"])`; their sidecars refuse
                everything else. The pods need a sidecar; ambient mode doesn't read the object. Default: none, and the
                pods may call everything that the mesh allows, because model servers download weights from hosts that
                only their team knows. Becomes: a `Sidecar` for each `Pool`, and a `ServiceEntry`.
            argo_cd: Whether Argo CD applies the objects: they are created and removed in an order in which no request
                fails, and each version has a DestinationRule of its own. Default: False, or the `argo_cd` of the
                `MeshApp` or the `Environment`. Becomes: the annotations `argocd.argoproj.io/sync-wave` and
                `argocd.argoproj.io/sync-options`.
            cluster_domain: DNS domain of the cluster. Default: `cluster.local`, or that of the `Environment`. Becomes:
                the end of every `destination.host`.
            istio: Istio release of the cluster, as text: "1.31" or "1.30". Default: the newest, "1.31", or that of the
                `Environment`. Becomes: nothing by itself; fields that the release doesn't have are refused.

        Raises:
            MeshError: Something is wrong with the API. It has all problems. A `MeshApp` raises it from `synth()`,
                together with the problems of all other APIs; in any other app the constructor raises it.
        """
        app = enclosing_app(scope)
        given, unclear = app.given(ApiSpec, id, options)
        known, unknown = _with_ref(id, given, app)
        plan, problems = read(id, known, plain=app.plain)
        problems = (*unclear, *unknown, *problems)
        if plan and not problems:
            problems = app.conflicts(plan) or self._join(scope, plan)
        if plan is None or problems:
            self._problems = problems
            app.refuse(problems)
            super().__init__(scope, _id_of_refused(self))  # never synthesized
            return

        self.spec = plan.spec
        self.plan = plan
        app.accept(self, plan)
        beside = _chart_at_gateway(scope, plan)
        self.at_gateway = beside
        if app.writes:
            self._describe(plan, beside, wait=app.lazy)
            app.finish(self, plan, beside)

    def _join(self, scope: Construct, plan: Plan) -> tuple[Problem, ...]:
        """Add the chart to the app, unless another chart has the same name."""
        name, namespace = plan.spec.name, plan.spec.namespace
        try:
            super().__init__(scope, name, namespace=namespace, labels=plan.labels, disable_resource_name_hashes=True)
        except RuntimeError:  # jsii raises it for any error of JavaScript
            if tree(scope).try_find_child(name) is None:
                raise
            return (same_file(name),)
        beside = object_names.at_gateway(name)
        return (same_file(beside),) if tree(scope).try_find_child(beside) else ()

    def _describe(self, plan: Plan, beside: LazyChart | None, *, wait: bool) -> None:
        """Describe the objects, and declare them unless they can wait."""
        described = {builder: builder(plan) for builder in BUILDERS}
        filters = envoy_filters.build(plan) if beside else {}
        declare = partial(self._declare, plan, described, filters)
        objects = [item for some in described.values() for item in some.values()]
        file = DescribedFile(plan.spec.name, plan.spec.namespace, plan.labels, objects)
        if not wait or not is_known(file):
            declare()
            return
        self.wait(file, declare)
        if beside:
            name, items = object_names.at_gateway(plan.spec.name), list(filters.values())
            # Each of these objects names the gateway's namespace itself.
            beside.wait(DescribedFile(name, plan.spec.namespace, plan.labels, items), self.declare_objects)

    def _declare(self, plan: Plan, described: _Described, filters: Mapping[str, Described[ApiObject]]) -> None:
        """Declare the objects, and make them attributes."""
        built = {
            builder: {key: item.declare(self) for key, item in objects.items()}
            for builder, objects in described.items()
        }
        self.gateway = next(iter(built[gateway.build].values()), None)
        at_gateway = {purpose: item.declare(self.at_gateway) for purpose, item in filters.items() if self.at_gateway}
        self.envoy_filters = MappingProxyType(at_gateway)
        (self.virtual_service,) = built[virtual_service.build].values()
        by_host = {target.host: _of_backend(target, built) for target in plan.backends}
        first = {target: by_host[target.leaves[0].host] for target in plan.targets}
        self.slot_virtual_services = MappingProxyType(built[virtual_service.build_legs])
        self.inference_pools = MappingProxyType(built[inference_pools.build])
        self.sidecars = MappingProxyType(built[sidecar.build])
        self.outbound_hosts = next(iter(built[service_entry.build].values()), None)
        self.rules_at_gateway = MappingProxyType(built[destination_rule.build_at_gateway])
        self.models = MappingProxyType({target.model.name: first[target] for target in plan.targets if target.model})
        self.endpoints = MappingProxyType(
            {target.endpoint.name: first[target] for target in plan.targets if target.endpoint}
        )
        for own in (first[target] for target in plan.targets if target.own):
            self.service = own.service
            self.peer_authentication = own.peer_authentication
            self.authorization_policy = own.authorization_policy
            if own.destination_rule:
                self.destination_rule = own.destination_rule
            self.version_rules = own.version_rules
            self.versions_virtual_service = own.versions_virtual_service
            self.in_mesh_virtual_service = own.in_mesh_virtual_service

    @property
    def checklist(self) -> tuple[str, ...]:
        """The settings that the gateway's owner has to make, with the numbers. `MeshApp.synth` prints them.

        Behind an LLM gateway, the owner is the platform's team.
        """
        return self.plan.checklist

    def __getattr__(self, name: str) -> object:
        if name in LlmApiMesh.__annotations__ and "_problems" in vars(self):
            raise MeshError(self._problems)
        if name in LlmApiMesh.__annotations__ and self.described is not None:
            self.declare_objects()
            return getattr(self, name)
        if name == "destination_rule" and "spec" in vars(self) and self.spec.backend:
            raise AttributeError("a ProviderRef and a ServiceRef of another namespace have no DestinationRule here")
        if name in BackendObjects._fields and "spec" in vars(self):
            raise AttributeError(f"the API has models but no backend, so it has no {name}: use models[...].{name}")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def _with_ref(
    name: object, options: Mapping[str, Any], app: EnclosingApp
) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    """Replace an `LlmGateway`, or its name in plain data, by what an API has to know of it."""
    if names_llm_gateway(options):
        return with_named_gateway(name, options, app.offered)
    found = getattr(options.get("gateway"), "ref", None)
    return {**options, "gateway": found} if isinstance(found, LlmGatewayRef) else options, ()


def _chart_at_gateway(scope: Construct, plan: Plan) -> LazyChart | None:
    """Add the chart for the team of the LLM gateway, if the API needs an EnvoyFilter."""
    if plan.spec.llm_gateway is None or not plan.patches.any:
        return None
    return LazyChart(
        scope,
        object_names.at_gateway(plan.spec.name),
        namespace=plan.spec.llm_gateway.namespace,
        labels=plan.labels,
        disable_resource_name_hashes=True,
    )


def _of_backend(target: LeafTarget, built: _Built) -> BackendObjects:
    rules = built[destination_rule.build_versions]
    names = {version.name: object_names.version(target, version.name) for version in target.backend.versions}
    versions = {version: rules[name] for version, name in names.items() if name in rules}
    return BackendObjects(
        service=built[service.build].get(target.host),
        peer_authentication=built[build_peer_authentications].get(target.host),
        authorization_policy=built[build_authorization_policies].get(target.host),
        destination_rule=built[destination_rule.build].get(target.host),
        version_rules=MappingProxyType(versions),
        versions_virtual_service=built[virtual_service.build_spreads].get(target.host),
        in_mesh_virtual_service=built[virtual_service.build_in_mesh].get(target.host),
    )


def _id_of_refused(api: LlmApiMesh) -> str:
    """Return an id that no other construct of the app has: an API's name has no colon."""
    return f"faulty:{id(api)}"
