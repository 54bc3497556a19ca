"""The construct: from typed keywords to the objects of an LLM gateway of the platform's team."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Self, Unpack

from cdk8s import ApiObject, Chart
from constructs import Construct

from llm_api_mesh.claims.objects import same_file
from llm_api_mesh.enclosing_app import enclosing_app, misused
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.gateway_options import LlmGatewayOptions
from llm_api_mesh.lazy_chart import tree
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.reading import read_gateway
from llm_api_mesh.reading.named_gateways import ref_of_refused
from llm_api_mesh.resources.llm_gateway import (
    admission,
    argo_cd,
    argo_cd_projects,
    authorization_policy,
    authorizer,
    cluster_patches,
    egress,
    gateways,
    kubernetes_gateway,
    listener_filters,
    overload,
    pools_gateway,
    provider_hosts,
    provider_requests,
    request_authentication,
    route_patches,
    slot_lists,
)
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.unsynthesized import Waiting


class LlmGateway(Chart):
    """A gateway for LLM APIs. It is a chart, and so one YAML file, which doesn't grow with the number of APIs.

    Its attributes are the objects in the file. Use them to patch an object, or to refer to its name.
    """

    spec: LlmGatewaySpec
    """The checked specification, with the defaults filled in."""
    plan: GatewayPlan
    """The decisions that follow from the specification, and that the objects write as YAML."""
    authorization_policy: ApiObject
    """The AuthorizationPolicy that refuses headers which only the gateway may write."""
    request_authentication: ApiObject | None
    """The RequestAuthentication that verifies tokens; None without `jwt_rules`."""
    authorizer: Mapping[str, ApiObject]
    """The objects of the authorizer that checks API keys, by kind; none without `api_keys`."""
    caller_policy: ApiObject | None
    """The AuthorizationPolicy by which a token or a key is required; None without `jwt_rules` and `api_keys`."""
    listener_filters: ApiObject
    """The EnvoyFilter with the filters of all listeners."""
    route_patches: Mapping[str, ApiObject]
    """The EnvoyFilters of routes, by their names: one, or on shared pods some for each namespace."""
    cluster_patches: ApiObject
    """The EnvoyFilter of all clusters."""
    provider_requests: Mapping[str, ApiObject]
    """The EnvoyFilters of hosted providers, by the providers' names."""
    service_entries: Mapping[str, ApiObject]
    """The ServiceEntries of hosted providers, by their own names."""
    destination_rules: Mapping[str, ApiObject]
    """The DestinationRules of hosted providers, by their own names."""
    egress: Mapping[str, ApiObject]
    """The objects of the way to providers by an egress gateway or a forward proxy, by kind and name; else none."""
    egress_chart: Chart | None
    """The chart with these objects, a separate file for the egress gateway's namespace; None without
    `egress_gateway`."""
    slot_lists: Mapping[str, ApiObject]
    """The Services, WorkloadEntries and DestinationRules of the lists for failovers, by kind and name."""
    slot_gateways: Mapping[str, ApiObject]
    """The Istio Gateways of the slots for failovers, by their names."""
    pools_gateway: Mapping[str, ApiObject]
    """The objects of the gateway of inference pools, by kind and name; none without `inference_pools`."""
    redirect: ApiObject | None
    """The VirtualService that leads plain HTTP to HTTPS; None without `RedirectToHttps`."""
    certificates: Mapping[str, ApiObject]
    """The Certificates of cert-manager, by their names."""
    gateway: ApiObject
    """The Istio Gateway that the VirtualServices of APIs attach to."""
    config_map: ApiObject | None
    """What deployed pods need; None for existing pods."""
    overload: ApiObject | None
    """What the proxy of deployed pods does before its memory is full, a ConfigMap; None for existing pods."""
    kubernetes_gateway: ApiObject | None
    """The Gateway of the Gateway API, from which istiod deploys the pods; None for existing pods."""
    admission: Chart | None
    """The chart with what the API server refuses to the teams, a separate file; None without `admission_policy`."""
    admission_policies: Mapping[str, ApiObject]
    """The policies in it and their bindings, by kind and name."""
    argo_cd_charts: Mapping[str, Chart]
    """The charts with Argo CD's projects, a separate file for each owner, by the names of the files; none without
    `argo_cd_projects`."""
    argo_cd_objects: Mapping[str, ApiObject]
    """The projects and Applications in them, by kind and name."""

    if not TYPE_CHECKING:  # type checkers see the parameters of __init__, and only these

        def __new__(cls, *positional: object, **keywords: object) -> Self:
            """Refuse other arguments than the app and the name by position."""
            if problem := misused(cls.__name__, positional, keywords):
                Waiting.end_all()
                raise MeshError([problem])
            return super().__new__(cls)

    def __init__(self, scope: Construct, id: str, **options: Unpack[LlmGatewayOptions]) -> None:  # noqa: A002  # cdk8s' word
        """Declare a gateway for LLM APIs. It is a chart, and so one YAML file.

        Args:
            scope: The app.
            id: The construct's id. Becomes: the name of the file and of the Gateway, and what other names begin with.
            namespace: The gateway's own namespace, in which its pods run. Becomes: `metadata.namespace` of everything.
            hosts: The hosts that each namespace may serve, `*.ai.example.com` included. Becomes: `servers[].hosts` of
                the Gateways, as `<namespace>/<host>`.
            certificates: Certificates for HTTPS. Each host has the first certificate that covers it. Default: none,
                which needs `http=PlainHttp()`. Becomes: a server for each host, because a longer list of hosts would
                end a server's streams.
            min_tls_version: Oldest version of TLS that clients may use, "1.2" or "1.3". Default: "1.2", which is
                Istio's own. Becomes: `servers[].tls.minProtocolVersion`, if it is "1.3".
            client_certificates: Certificates that clients must have. Default: none, and clients need no certificate.
                Becomes: `servers[].tls.mode` and `servers[].tls.caCertCredentialName`.
            http: Plain HTTP: `PlainHttp()` or `RedirectToHttps()`. Default: none, and the gateway serves HTTPS only.
                Becomes: a server with protocol HTTP.
            https_port: Port of HTTPS. Default: 443. Becomes: `servers[].port.number` of the HTTPS servers.
            pods: The gateway's pods: `DeployedPods(...)` or `ExistingPods(...)`. Default: `DeployedPods()`. Becomes: a
                Gateway API `Gateway` with its `ConfigMap`, or only the selectors of the other objects.
            jwt_rules: The issuers whose tokens the gateway accepts; for pods that serve only LLM APIs. With rules,
                requests without a valid token get 401, except CORS preflights and requests for `anonymous_hosts`.
                Backends get the token's subject in `x-llm-subject`, its team in `x-llm-team`, and the request's model
                in `x-llm-model`; requests that bring these headers get 403. Default: none, and no request needs a
                token. Becomes: a `RequestAuthentication` and an `AuthorizationPolicy`.
            api_keys: API keys by which the gateway knows its callers, instead of `jwt_rules`; for pods that serve only
                LLM APIs. A request without a valid key gets 401, with the same exceptions, and 503 while no key can be
                checked. Backends get the same headers. It needs an extension provider in Istio's `MeshConfig`, which
                the checklist contains; without it, every request that needs a key gets 503. Default: none, and no
                request needs a key. Becomes: an `AuthorizationPolicy` with action `CUSTOM`, and the objects of the
                authorizer.
            anonymous: Whether everyone who reaches the gateway may use all of its APIs, and what their providers charge
                for. A gateway without `jwt_rules`, `api_keys` and certificates that all clients need must say so.
                Default: False, and such a gateway is refused. Becomes: nothing by itself.
            anonymous_hosts: Single hosts that need no token or key, no wildcards. A request may name the host alone, or
                with one of the gateway's ports, 80 or 443; with another port it needs a token or a key. A token that a
                request for them has must be valid; a key isn't checked, and reaches the backend. Default: none.
                Becomes: `notHosts` of the `AuthorizationPolicy`.
            team_claim: The claim with the caller's team, such as `team`, or `org.team` for a claim within another one.
                Its own name has no dot, because the proxy can't write such a claim into a header. Default: `team`.
                Becomes: `jwtRules[].outputClaimToHeaders`, or a setting of the authorizer, and the claim that
                `TokenHolders(teams=...)` means.
            max_request_bytes: Longest body of a request; a longer one gets 413. Default: 4 MiB. Becomes:
                `request_body_buffer_limit` of the proxy's virtual hosts, and `per_connection_buffer_limit_bytes` of its
                clusters.
            session_headers: Headers with the key of a session, in their order of precedence. Default: `x-session-id`.
                Becomes: the header `x-llm-gateway-bucket`, by which sticky versions are chosen.
            opening_characters: How much of a system prompt and of the tools, or of a plain completion's prompt, is the
                key `opening` of a `ConsistentHash`; 64 to 65,536 bytes of the JSON. It should be more than what all
                requests share, and less than the system prompts that only some requests have. Default: 4,096. Becomes:
                the header `x-llm-gateway-opening`.
            max_load: How much more than the average a replica may have of the open requests before the others get
                requests whose key belongs to it; 1.05 to 10, with at most two decimals. For all APIs, and for pods that
                serve only LLM APIs. None: no bound, for pods with clusters that have a `load_balancing_policy`, which
                Envoy refuses beside a bound; then each API sets `ConsistentHash.max_load`. Default: 1.25. Becomes:
                `hash_balance_factor` of the proxy's clusters.
            failover_backends: Largest number of backends of a failover. Default: 3. Becomes: that many Gateways on
                loopback addresses.
            spill_limits: The limits of requests a minute of which a failover may choose one. Default: 10, 60 and 600.
                Becomes: `descriptors` of a rate limit on the loopback listeners.
            choices: How many replicas least request compares, for all APIs; for pods that serve only LLM APIs. Default:
                2, Envoy's own number. Becomes: `choice_count` of the proxy's clusters.
            providers: Hosted providers by their names. Default: none. Becomes: a `ServiceEntry`, a `DestinationRule`
                and an `EnvoyFilter` each.
            egress_gateway: Pods of another gateway through which requests to hosted providers leave. Default: none, and
                they leave from the gateway's own pods. Becomes: `ServiceEntry.spec.endpoints` of the providers, and the
                objects in the file `<gateway>-egress.k8s.yaml`.
            forward_proxy: Proxy of the company that connects to hosted providers, by CONNECT. With an `egress_gateway`,
                its pods connect to the proxy. Default: none. Becomes:
                `DestinationRule.spec.subsets[].trafficPolicy.tunnel`.
            inference_pools: Namespaces whose APIs may have inference pools, at most 64, which a second Gateway serves.
                istiod deploys its pods with what `pods` says if these are `DeployedPods`, or else with the defaults,
                and with a Service of type `ClusterIP`. Each namespace is in `hosts`, unless the pods are shared.
                Default: none, and there is no second Gateway. Becomes: `listeners[]` of a Gateway API `Gateway`, and
                `subsets[]` of a `DestinationRule`.
            pool_users: The other namespaces whose VirtualServices may lead to the Services of a namespace, such as
                `{"research": ["ai"]}`. A namespace may always use its own Services, and the gateway's namespace may use
                all. Requests of other VirtualServices get 403 and don't leave the gateway, and so do requests to hosts
                that are neither Services nor providers. `ALL_POOL_USERS`: all namespaces may use all Services and
                hosts. Each user is in `hosts`, unless the pods are shared. On shared pods, hosts that are neither
                Services nor providers, and the Services of namespaces that are neither in `hosts` nor in `pool_users`,
                stay open to all. Default: none, and each namespace may use only its own Services. Becomes: a list in
                the script on the way to all clusters, and rules of the admission policy.
            admission_policy: Whether the Kubernetes API server refuses what the gateway can't prevent, in the
                namespaces of `hosts` and `pool_users`. Unless these are `ALL_POOL_USERS`, it also refuses Services of
                type `ExternalName`, Endpoints, EndpointSlices and WorkloadEntries of all users but Kubernetes' own
                controllers. Rules about hosts of providers, large rings of DestinationRules and HTTPRoutes at the
                gateway hold for all namespaces. It needs Kubernetes 1.30. Default: False, because its objects belong to
                the cluster. Becomes: `ValidatingAdmissionPolicy` and `ValidatingAdmissionPolicyBinding` objects in the
                file `<gateway>-admission.k8s.yaml`.
            num_trusted_proxies: Number of proxies in front of the gateway whose `x-forwarded-for` it trusts. Default:
                0. Becomes: `gatewayTopology.numTrustedProxies` of deployed pods, and `xff_num_trusted_hops` of the
                loopback listeners.
            argo_cd: Whether Argo CD applies the objects: what protects a Gateway is created before it and removed after
                it. Default: False, or the `argo_cd` of the `MeshApp` or the `Environment`. Becomes: the annotations
                `argocd.argoproj.io/sync-wave` and `argocd.argoproj.io/sync-options`.
            argo_cd_projects: The projects and Applications by which Argo CD applies the gateway, and the APIs of the
                teams. They need `argo_cd`. Default: none, and you write your own. Becomes: `AppProject` and
                `Application` objects in files of their own, `<gateway>-argo-cd.k8s.yaml` and
                `<gateway>-argo-cd-<team>.k8s.yaml`.
            cluster_domain: DNS domain of the cluster. Default: "cluster.local", or that of the `Environment`. Becomes:
                the end of the hosts of Services.
            istio: Istio release of the cluster: "1.31" or "1.30". Default: the newest, or that of the `Environment`.
                Becomes: nothing; fields that the release lacks are refused.

        Raises:
            MeshError: Something is wrong with the gateway. It has all problems. A `MeshApp` raises it from `synth()`,
                together with all other problems; in any other app the constructor raises it.
        """
        app = enclosing_app(scope)
        given, unclear = app.given(LlmGatewaySpec, id, options)
        plan, problems = read_gateway(id, given, plain=app.plain)
        problems = (*unclear, *problems)
        if plan and not problems:
            problems = app.gateway_conflicts(plan) or self._join(scope, plan)
        if plan is None or problems:
            self._problems = problems
            self._ref = ref_of_refused(id, given)
            app.refuse_gateway(self._ref, problems)
            super().__init__(scope, f"faulty-{len(tree(scope).children)}")  # never synthesized
            return

        self.spec = plan.spec
        self.plan = plan
        app.accept_gateway(self, plan)
        self._build(plan)
        self._build_admission(scope, plan)
        self._build_egress_chart(scope, plan)
        self._build_argo_cd(scope, plan)
        app.finish_gateway(self, plan)

    def _join(self, scope: Construct, plan: GatewayPlan) -> tuple[Problem, ...]:
        """Become a chart of the app, unless another chart has the name."""
        name, namespace = plan.spec.name, plan.spec.namespace
        try:
            super().__init__(scope, name, namespace=namespace, labels=plan.labels, disable_resource_name_hashes=True)
        except RuntimeError:  # jsii raises it for any error of JavaScript
            if tree(scope).try_find_child(name) is None:
                raise
            return (same_file(name),)
        return tuple(same_file(file) for file in plan.files_beside if tree(scope).try_find_child(file))

    def _build(self, plan: GatewayPlan) -> None:
        """Add the objects in the order in which `kubectl apply` takes them: what protects a Gateway comes before it."""
        self.authorization_policy = authorization_policy.build(self, plan)
        self.request_authentication = request_authentication.build(self, plan)
        self.authorizer = MappingProxyType(authorizer.build(self, plan))
        self.caller_policy = authorization_policy.build_callers(self, plan)
        self.listener_filters = listener_filters.build(self, plan)
        self.route_patches = MappingProxyType(route_patches.build(self, plan))
        self.cluster_patches = cluster_patches.build(self, plan)
        self.provider_requests = MappingProxyType(provider_requests.build(self, plan))
        self.service_entries = MappingProxyType(provider_hosts.build_entries(self, plan))
        self.destination_rules = MappingProxyType(provider_hosts.build_rules(self, plan))
        own = plan.egress if plan.egress and plan.egress.own else None
        self.egress = MappingProxyType(egress.build(self, own) if own else {})
        self.slot_lists = MappingProxyType(slot_lists.build(self, plan))
        self.slot_gateways = MappingProxyType(gateways.build_slots(self, plan))
        around = pools_gateway.build(self, plan)
        bound = overload.build_pools(self, plan)
        self.pools_gateway = MappingProxyType({**around, **bound, **kubernetes_gateway.build_pools(self, plan)})
        self.redirect = next(iter(gateways.build_redirect(self, plan).values()), None)
        self.certificates = MappingProxyType(_certificates(self, plan))
        (self.gateway,) = gateways.build(self, plan).values()
        self.config_map = kubernetes_gateway.build_config(self, plan)
        self.overload = overload.build(self, plan)
        self.kubernetes_gateway = kubernetes_gateway.build(self, plan)
        argo_cd.annotate(self, plan)

    def _build_admission(self, scope: Construct, plan: GatewayPlan) -> None:
        """Add the chart of the cluster's objects, which have no namespace."""
        self.admission = None
        self.admission_policies = MappingProxyType({})
        if file := plan.admission_file:
            self.admission = Chart(scope, file, labels=plan.labels, disable_resource_name_hashes=True)
            self.admission_policies = MappingProxyType(admission.build(self.admission, plan))
            argo_cd.annotate(self.admission, plan)

    def _build_egress_chart(self, scope: Construct, plan: GatewayPlan) -> None:
        """Add the chart of the objects in the namespace of the egress gateway."""
        self.egress_chart = None
        if plan.egress and (file := plan.egress_file):
            namespace = plan.egress.namespace
            self.egress_chart = Chart(
                scope, file, namespace=namespace, labels=plan.labels, disable_resource_name_hashes=True
            )
            self.egress = MappingProxyType(egress.build(self.egress_chart, plan.egress))
            argo_cd.annotate(self.egress_chart, plan)

    def _build_argo_cd(self, scope: Construct, plan: GatewayPlan) -> None:
        """Add a chart for each owner of files that Argo CD applies."""
        charts: dict[str, Chart] = {}
        found: dict[str, ApiObject] = {}
        for file in plan.argo_cd_files:
            charts[file.name] = Chart(
                scope, file.name, namespace=file.namespace, labels=plan.labels, disable_resource_name_hashes=True
            )
            found |= argo_cd_projects.build(charts[file.name], file)
        self.argo_cd_charts = MappingProxyType(charts)
        self.argo_cd_objects = MappingProxyType(found)

    @property
    def ref(self) -> LlmGatewayRef:
        """What an API has to know of the gateway: `LlmApiMesh(gateway=...)` takes it, and the gateway itself."""
        return self._ref if "_problems" in vars(self) else self.spec.ref

    @property
    def checklist(self) -> tuple[str, ...]:
        """What the platform's team has to see to, with the numbers: `MeshApp.synth` prints it."""
        return self.plan.checklist

    def __getattr__(self, name: str) -> object:
        if name in LlmGateway.__annotations__ and "_problems" in vars(self):
            raise MeshError(self._problems)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def _certificates(scope: Construct, plan: GatewayPlan) -> Mapping[str, ApiObject]:
    """Add the Certificates of cert-manager. Only a gateway that has some loads their classes."""
    if not plan.issued_certificates:
        return {}
    module = import_module("llm_api_mesh.resources.llm_gateway.certificates")
    built: Mapping[str, ApiObject] = module.build(scope, plan)
    return built
