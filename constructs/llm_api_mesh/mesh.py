"""The construct: from typed keywords to the Kubernetes and Istio objects of one LLM API."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Unpack

from llm_api_mesh.enclosing_app import enclosing_app
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.options import MeshOptions
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.reading import read
from llm_api_mesh.resources import destination_rule, envoy_filters, gateway, service, service_entry, virtual_service
from llm_api_mesh.resources.builders import BUILDERS, Builder
from llm_api_mesh.spec.mesh import Mesh

from cdk8s import ApiObject, Chart
from constructs import Construct

_Built = Mapping[Builder, Mapping[str, ApiObject]]


class BackendObjects(NamedTuple):
    """The objects of one backend."""

    service: ApiObject | None
    destination_rule: ApiObject
    version_rules: Mapping[str, ApiObject]
    versions_virtual_service: ApiObject | None
    in_mesh_virtual_service: ApiObject | None


class LegObjects(NamedTuple):
    """The objects of one backend of a failover, and of the gateway's second hop to it."""

    gateway: ApiObject
    virtual_service: ApiObject
    backend: BackendObjects


class LlmApiMesh(Chart):
    """An LLM API behind Istio. It is a chart, and so one YAML file.

    Its attributes are the objects in the file. Use them to patch an object, or to refer to its name.
    """

    spec: Mesh
    """The checked specification, with the defaults filled in."""
    plan: Plan
    """The decisions that follow from the specification, and that the objects write as YAML."""
    service: ApiObject | None
    """The Kubernetes Service; None if the backend needs none."""
    gateway: ApiObject | None
    """The Istio Gateway; None if the API uses an existing one."""
    service_entries: Mapping[str, ApiObject]
    """The Istio ServiceEntries of hosted providers and of failovers, by their names."""
    destination_rule: ApiObject
    """The Istio DestinationRule of the backend, or of the first backend of a failover."""
    version_rules: Mapping[str, ApiObject]
    """The Istio DestinationRules of the versions, by the versions' names."""
    virtual_service: ApiObject
    """The Istio VirtualService for requests that come in through the gateway."""
    versions_virtual_service: ApiObject | None
    """The Istio VirtualService with the versions' weights, to which both others delegate; None for a single version."""
    in_mesh_virtual_service: ApiObject | None
    """The Istio VirtualService for callers in the mesh, which call the Service; None if there is no Service."""
    models: Mapping[str, BackendObjects]
    """The same objects for the backend of each model, by the model's name."""
    failover_rules: Mapping[str, ApiObject]
    """The DestinationRules that put the backends of a failover in order, by their names."""
    legs: Mapping[str, LegObjects]
    """The objects of each backend of a failover, by the name of its Gateway and VirtualService."""
    envoy_filters: Mapping[str, ApiObject]
    """The Istio EnvoyFilters by their purposes, such as `retry-after`."""

    def __init__(self, scope: Construct, id: str, **options: Unpack[MeshOptions]) -> None:  # noqa: A002  # cdk8s' word
        """Declare an LLM API behind Istio. It is a chart, and so one YAML file.

        Args:
            scope: The app.
            id: The construct's id. Becomes: the name of the file, the VirtualService and the DestinationRule, and of
                the Service and the Gateway where these aren't named.
            namespace: Becomes: `metadata.namespace` of everything.
            hosts: Names that clients call the API by, without ports; `*.example.com` is allowed, and `*` alone for
                every host. Becomes: `VirtualService.spec.hosts` and `Gateway.spec.servers[].hosts`.
            backend: What answers the requests, or, with models, those for any other model and without one. Default:
                none, which needs models: then the gateway answers 404 for any other model, and lists the models under
                `/v1/models`.
            gateway: The way in: `Gateway(...)` or `GatewayRef(...)`. Default: a Gateway of the mesh's own. Becomes:
                `VirtualService.spec.gateways`.
            routes: Requests that go to one version, whatever the weights are. Default: none. Becomes:
                `VirtualService.spec.http[]`, before the weighted route.
            mirrors: Copies of requests to a version. Default: none. Becomes: `http[].mirrors[]`, beside the weights.
            drills: Faults for requests that ask for them by a header. Default: none. Becomes: `http[].fault`, on routes
                before all others.
            models: Models that clients ask for by name, each with its backend. Default: none. Becomes:
                `VirtualService.spec.http[]`, before the others.
            model_from: Where a request says which model it wants: `ModelFromBody()`, `ModelFromHeader(...)` or
                `ModelFromPath(...)`. Default: `ModelFromBody()`.
            max_prompt_bytes: Longest body of a request that is read or signed, above which the answer is 413, or that
                can be sent again. The gateway keeps so much in its memory for each request under way. Default: 4 MiB
                where bodies are read, for a model or a `first_token`, or signed, or sent on by a `Failover`; else the
                gateway's own number, 1 MiB. Becomes: `request_body_buffer_limit` of the proxy's routes.
            match: The part of the hosts' requests that is this mesh's, where several meshes share a host on one
                gateway. Default: all. Becomes: a condition of every `VirtualService.spec.http[].match`.
            preset: Kind of traffic, from which the defaults of `budget`, `retries` and ejections come: "chat",
                "completion-batch" or "embeddings". Default: "chat".
            budget: How long answers may take. Default: the preset's. Becomes: `http[].timeout`, `retries.perTryTimeout`
                and times of `connectionPool`.
            retries: When a request is sent again. Default: the preset's. Becomes: `http[].retries` and `retryBudget`.
            cluster_domain: DNS domain of the cluster. Becomes: the end of every `destination.host`.
            istio: Istio release of the cluster: "1.31" or "1.30". Default: the newest.

        Raises:
            MeshError: Something is wrong with the API. It has all problems. A `MeshApp` raises it from `synth()`,
                together with the problems of all other APIs; in any other app the constructor raises it.
        """
        app = enclosing_app(scope)
        plan, problems = read(id, options)
        if plan:
            problems = app.conflicts(plan) or self._join(scope, plan)
        if plan is None or problems:
            self._problems = problems
            app.refuse(self, problems)
            super().__init__(scope, f"faulty-{len(scope.node.children)}")  # never synthesized
            return

        self.spec = plan.spec
        self.plan = plan
        app.accept(self, plan)
        self._build(plan)
        app.finish(self, plan)

    def _join(self, scope: Construct, plan: Plan) -> tuple[Problem, ...]:
        """Become a chart of the app, unless another chart has the name."""
        name, namespace = plan.spec.name, plan.spec.namespace
        try:
            super().__init__(scope, name, namespace=namespace, labels=plan.labels, disable_resource_name_hashes=True)
        except RuntimeError:  # jsii raises it for any error of JavaScript
            if scope.node.try_find_child(name) is None:
                raise
            return (_duplicate(name),)
        return ()

    def _build(self, plan: Plan) -> None:
        """Add the objects, and make them attributes."""
        built = {builder: builder(self, plan) for builder in BUILDERS}
        self.gateway = next(iter(built[gateway.build].values()), None)
        self.service_entries = MappingProxyType(built[service_entry.build])
        self.failover_rules = MappingProxyType(built[destination_rule.build_failovers])
        self.envoy_filters = MappingProxyType({**built[envoy_filters.build_before_rules], **built[envoy_filters.build]})
        (self.virtual_service,) = built[virtual_service.build].values()
        by_host = {target.host: _of_backend(target, built) for target in plan.backends}
        first = {target: by_host[target.leaves[0].host] for target in plan.targets}
        self.models = MappingProxyType({target.model.name: first[target] for target in plan.targets if target.model})
        self.legs = MappingProxyType(
            {
                leg.object_name: LegObjects(
                    built[gateway.build_legs][leg.object_name],
                    built[virtual_service.build_legs][leg.object_name],
                    by_host[leg.target.host],
                )
                for leg in plan.legs
            }
        )
        for own in (first[target] for target in plan.targets if target.model is None):
            self.service = own.service
            self.destination_rule = own.destination_rule
            self.version_rules = own.version_rules
            self.versions_virtual_service = own.versions_virtual_service
            self.in_mesh_virtual_service = own.in_mesh_virtual_service

    @property
    def checklist(self) -> tuple[str, ...]:
        """What the gateway's administrator has to see to, with the numbers: `MeshApp.synth` prints it."""
        return self.plan.checklist

    def __getattr__(self, name: str) -> object:
        if name in LlmApiMesh.__annotations__ and "_problems" in vars(self):
            raise MeshError(self._problems)
        if name in BackendObjects._fields and "spec" in vars(self):
            raise AttributeError(f"the API has no backend of its own, and so no {name}: use models[...].{name}")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def _of_backend(target: LeafTarget, built: _Built) -> BackendObjects:
    rules = built[destination_rule.build_versions]
    versions = {version.name: rules[object_names.version(target, version)] for version in target.backend.versions}
    return BackendObjects(
        service=built[service.build].get(target.host),
        destination_rule=built[destination_rule.build][target.host],
        version_rules=MappingProxyType(versions),
        versions_virtual_service=built[virtual_service.build_weighted].get(target.host),
        in_mesh_virtual_service=built[virtual_service.build_in_mesh].get(target.host),
    )


def _duplicate(name: str) -> Problem:
    return Problem(
        mesh=name,
        path="name",
        code="mesh-duplicate",
        given=f'"{name}", which another chart of the app has',
        allowed="a name that no other chart has, because it is also the name of the file",
    )
