"""The LLM gateway of the platform's team: its pods, its hosts, and what all LLM APIs behind it share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import Tag, model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.spec.addresses import Cidr
from llm_api_mesh.spec.api_keys import ApiKeys
from llm_api_mesh.spec.argo_cd import ArgoCdProjects
from llm_api_mesh.spec.base import List, Rule, Spec, one_of, refused
from llm_api_mesh.spec.consistent_hash import MAX_LOAD, MaxLoad, load_percent
from llm_api_mesh.spec.cpu import CpuQuantity, cores
from llm_api_mesh.spec.credentials import ApiKey, KeyFromFile
from llm_api_mesh.spec.durations import between
from llm_api_mesh.spec.egress import EgressGateway, ForwardProxy
from llm_api_mesh.spec.gateway import AUTHORITIES, Certificate
from llm_api_mesh.spec.hosts import Hosts
from llm_api_mesh.spec.http import AnyHttp
from llm_api_mesh.spec.jwt_rule import JwtRule
from llm_api_mesh.spec.llm_gateway_ref import (
    ALL_POOL_USERS,
    FAILOVER_BACKENDS,
    SESSION_HEADERS,
    SPILL_LIMITS,
    FailoverBackends,
    GatewayName,
    HostsByNamespace,
    LlmGatewayRef,
    Namespaces,
    PoolNamespaces,
    PoolUsers,
    SessionHeaders,
    SpillLimits,
    deployed_account,
    deployed_pods,
)
from llm_api_mesh.spec.load_balancer import ENVOYS_CHOICES, Choices
from llm_api_mesh.spec.names import (
    Annotations,
    DnsLabel,
    DnsName,
    Domain,
    Labels,
    Port,
    QualifiedName,
    Selector,
)
from llm_api_mesh.spec.numbers import Count, WholePercent, whole
from llm_api_mesh.spec.providers import PROVIDERS, AnyProvider
from llm_api_mesh.spec.token_holders import TEAM, TeamClaim

# The listeners' own number: the proxy goes by the larger of the two.
_LEAST_REQUEST_BYTES = 1024**2
_MOST_REQUEST_BYTES = 1024**3

_MOST_PROXIES = 9
_SHORTEST_OPENING = 64
_LONGEST_OPENING = 64 * 1024

# By these labels istiod and Services find the pods, telemetry names them, and no sidecar is injected into them.
_LABELS_OF_ISTIOD = (
    "gateway.istio.io/",
    "gateway.networking.k8s.io/",
    "service.istio.io/canonical-",
    "sidecar.istio.io/",
)


def _request_bytes(count: int) -> int:
    if not _LEAST_REQUEST_BYTES <= count <= _MOST_REQUEST_BYTES:
        raise refused(
            "field-invalid",
            allowed=f"a number of bytes from {_LEAST_REQUEST_BYTES} (1 MiB) to {_MOST_REQUEST_BYTES} (1 GiB)",
        )
    return count


def _by_issuer(rules: Sequence[JwtRule]) -> tuple[JwtRule, ...]:
    """Accept one rule for each issuer, in the order in which Istio has them."""
    issuers = [rule.issuer for rule in rules]
    for issuer in issuers:
        if issuers.count(issuer) > 1:
            raise refused("field-invalid", given=f"two rules for {show(issuer)}", allowed="one rule for each issuer")
    return tuple(sorted(rules, key=lambda rule: rule.issuer))


def _sorted_providers(providers: Mapping[str, GatewayProvider]) -> Mapping[str, GatewayProvider]:
    return frozendict(dict(sorted(providers.items())))


class DeployedPods(Spec):
    """Gateway pods that istiod deploys, for LLM APIs only.

    Becomes: a Gateway API `Gateway` of class `istio`, and the `ConfigMap` in its `infrastructure.parametersRef`.
    """

    longest_generation: Annotated[timedelta, between(timedelta(seconds=1), timedelta(hours=12))] = timedelta(hours=1)
    """Longest duration of an answer, 1 s to 12 h. A pod that shuts down, or a listener that changes, serves open
    streams for this time. A pod that shuts down ends earlier if no connection is open, after 20 s at the earliest.
    Default: 1 hour. Becomes: `drainDuration` of the proxy, and `terminationGracePeriodSeconds`."""
    concurrent_generations: Count = 200
    """Number of generations that one pod serves at a time, with the longest bodies. If bodies take more memory, new
    requests get 503. Default: 200. Becomes, with `max_request_bytes`: memory in `resources.requests` and
    `resources.limits`, as the proxy holds each body until the answer ends, twice with a failover, and the
    `overload_manager` of the proxy's bootstrap."""
    min_replicas: Count = 2
    """Smallest number of pods. Default: 2. Becomes: `minReplicas` of the `HorizontalPodAutoscaler`."""
    max_replicas: Count = 6
    """Largest number of pods. Default: 6. Becomes: `maxReplicas` of the `HorizontalPodAutoscaler`."""
    target_cpu_utilization_percentage: WholePercent = 80
    """CPU that the pods use on average, in percent of `cpu_request`. Above it, the autoscaler adds pods. Default: 80.
    Becomes: a metric of the `HorizontalPodAutoscaler`."""
    target_memory_utilization_percentage: WholePercent = 80
    """Memory that the pods use on average, in percent of their request. Above it, the autoscaler adds pods. Memory
    shows generations that wait for a model, which take no CPU. Default: 80. Becomes: a metric of the
    `HorizontalPodAutoscaler`."""
    cpu_request: CpuQuantity = "1"
    """CPU that a node reserves for one pod, in cores or millicores, such as "2" or "500m". The autoscaler measures by
    it. Default: "1", because with Istio's "100m" the autoscaler would add pods at 0.08 cores. Becomes: cpu in
    `resources.requests`."""
    cpu_limit: CpuQuantity = "2"
    """Most CPU that one pod may use, not less than `cpu_request`. Rounded up, it is the number of the proxy's threads,
    each of which balances and counts on its own. Default: "2", as in Istio. Becomes: cpu in `resources.limits`."""
    pod_labels: Labels = frozendict({})
    """More labels of the pods, such as `azure.workload.identity/use`. A change replaces the pods. Default: none.
    Becomes: `spec.template.metadata.labels` of the `Deployment`."""
    service_account_annotations: Annotations = frozendict({})
    """Annotations of the pods' ServiceAccount, such as `eks.amazonaws.com/role-arn`. Clouds read from them the identity
    of the pods, which Bedrock and Vertex AI need. Default: none. Becomes: `metadata.annotations` of the
    `ServiceAccount`."""
    service_type: Literal["ClusterIP", "LoadBalancer", "NodePort"] = "LoadBalancer"
    """Type of the pods' Service: "ClusterIP", "LoadBalancer" or "NodePort". Default: "LoadBalancer". Becomes: `type` of
    the `Service`."""
    service_annotations: Annotations = frozendict({})
    """Annotations of the pods' Service, which clouds read for their load balancers. A change replaces no pod. Default:
    none. Becomes: `metadata.annotations` of the `Service`."""
    external_traffic_policy: Literal["Cluster", "Local"] = "Cluster"
    """Which pods a node leads connections to: those of all nodes, "Cluster", or only its own, "Local". With
    "Local", the gateway sees the clients' own addresses, for example for `ConsistentHash(source_ip=True)`. It
    doesn't need "Local" behind proxies that `num_trusted_proxies` counts, because they write the addresses into
    `x-forwarded-for`. "Local" has a price: the load balancer shares connections among nodes instead of pods, and
    when the last pod of a node ends, connections to this node fail until the load balancer has noticed. Default:
    "Cluster". Becomes: `externalTrafficPolicy` of the `Service`, unless its type is "ClusterIP"."""
    load_balancer_class: QualifiedName | None = None
    """Class of the load balancer, such as `service.k8s.aws/nlb`. Kubernetes refuses a change of it. Default: the
    cluster's own. Becomes: `loadBalancerClass` of the `Service`."""
    load_balancer_source_ranges: List[Cidr] = ()
    """Addresses of clients from which the load balancer accepts connections, such as "10.0.0.0/8". Default: all.
    Becomes: `loadBalancerSourceRanges` of the `Service`."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_replicas > self.max_replicas:
            raise refused(
                "field-invalid",
                given=f"min_replicas={self.min_replicas} and max_replicas={self.max_replicas}",
                allowed="a min_replicas that isn't larger than max_replicas",
            )
        if cores(self.cpu_request) > cores(self.cpu_limit):
            raise refused(
                "field-invalid",
                given=f'cpu_request="{self.cpu_request}" and cpu_limit="{self.cpu_limit}"',
                allowed="a cpu_request that isn't larger than cpu_limit",
            )
        return self

    @model_validator(mode="after")
    def _only_own_labels(self) -> Self:
        for key in self.pod_labels:
            if key.startswith(_LABELS_OF_ISTIOD):
                raise refused(
                    "label-invalid", given=f"pod_labels with {key}", allowed="labels that istiod doesn't set itself"
                )
        return self

    @model_validator(mode="after")
    def _of_the_service(self) -> Self:
        idle = {
            "external_traffic_policy": self.service_type == "ClusterIP",
            "load_balancer_class": self.service_type != "LoadBalancer",
            "load_balancer_source_ranges": self.service_type != "LoadBalancer",
        }
        for name, without_effect in idle.items():
            if without_effect and name in self.model_fields_set:
                raise refused(
                    "field-without-effect",
                    given=f'{name} with service_type="{self.service_type}"',
                    allowed='service_type="LoadBalancer"'
                    + (' or "NodePort"' if name == "external_traffic_policy" else ""),
                )
        return self


class ExistingPods(Spec):
    """Gateway pods that are there already, such as those of Istio's gateway chart.

    Their owner must set what `DeployedPods` would set. The checklist that `synth()` prints has the numbers.

    Becomes: `Gateway.spec.selector` and `EnvoyFilter.spec.workloadSelector`.
    """

    selector: Selector
    """Labels of the pods. Becomes: `Gateway.spec.selector` and `EnvoyFilter.spec.workloadSelector.labels`."""
    service_account: DnsName
    """Service account of the pods, by which the pods of APIs know the gateway. No default, because the pods of all APIs
    would refuse another one. Becomes: `AuthorizationPolicy.spec.rules[].from[].source.serviceAccounts` of the APIs."""
    shared: bool = False
    """Whether these pods serve hosts that aren't LLM APIs as well. If so, the filters act on the listed hosts only.
    Default: False. Becomes: the matches of the patches."""


AnyPods = Annotated[
    Annotated[DeployedPods, Tag("DeployedPods")] | Annotated[ExistingPods, Tag("ExistingPods")],
    one_of(DeployedPods, ExistingPods),
]


class GatewayProvider(Spec):
    """A hosted provider, and the namespaces whose APIs may use it.

    Becomes: a `ServiceEntry`, a `DestinationRule` and an `EnvoyFilter`.
    """

    provider: Annotated[AnyProvider, one_of(*PROVIDERS)]
    """The provider, such as `OpenAI(...)`. Becomes: `ServiceEntry.spec.endpoints` and
    `DestinationRule.spec.trafficPolicy`."""
    namespaces: Namespaces
    """Namespaces whose VirtualServices may send requests to the provider. Requests of all others get 403 and don't
    leave the gateway. Each of them is in `hosts`, unless the pods are shared. Becomes: a list in the script of the
    provider's cluster."""
    secret: DnsName | None = None
    """Secret in the gateway's namespace with the key's file. Default: none, which is only possible with `ExistingPods`
    or without a key. Becomes: a volume of the pods, mounted at the file's folder."""

    @model_validator(mode="after")
    def _secret_needs_key(self) -> Self:
        if self.secret and self.key_file is None:
            raise refused(
                "field-without-effect", given="secret without a key in a file", allowed="a secret beside KeyFromFile"
            )
        return self

    @property
    def key_file(self) -> KeyFromFile | None:
        """The file with the key, if there is a key."""
        credential = self.provider.credential
        return credential.key if isinstance(credential, ApiKey) else None


def _authorities(name: str) -> str:
    if not name.endswith(AUTHORITIES):
        raise refused(
            "name-invalid",
            allowed=f"a name that ends with {AUTHORITIES}, because istiod reads authorities from such a Secret only",
            fix=f'Write "{name}{AUTHORITIES}", and rename the Secret.',
        )
    return name


TlsVersion = Literal["1.2", "1.3"]
"""A version of TLS."""


class ClientCertificates(Spec):
    """Certificates by which the gateway knows its clients, for all of its hosts.

    A client without a certificate, or with one that isn't valid, gets a TLS error and no answer of HTTP.

    Becomes: `servers[].tls` with mode MUTUAL.
    """

    credential_name: Annotated[DnsName, Rule(_authorities, pattern=f".*{AUTHORITIES}")]
    """Secret in the gateway's namespace with the certificates of the authorities in `ca.crt`, and with their lists of
    revoked certificates in `ca.crl`. Its name ends with `-cacert`. Without `ca.crl` no certificate is revoked. With it,
    each authority must have a list that hasn't expired, or all of its clients are refused. Becomes:
    `servers[].tls.caCertCredentialName`."""
    required: bool = True
    """Whether each client needs a certificate. False: a client without one is served as well, but not one with a wrong
    one. Default: True. Becomes: `servers[].tls.mode`, MUTUAL or OPTIONAL_MUTUAL."""


class LlmGatewaySpec(Spec):
    """The gateway of the platform's team for LLM APIs: its hosts, its pods, and what all APIs behind it share."""

    name: GatewayName
    """The construct's id. Becomes: the name of the file and of the Gateway, and what other names begin with."""
    namespace: DnsLabel
    """The gateway's own namespace, in which its pods run. Becomes: `metadata.namespace` of everything."""
    hosts: HostsByNamespace
    """The hosts that each namespace may serve, `*.ai.example.com` included. Becomes: `servers[].hosts` of the Gateways,
    as `<namespace>/<host>`."""
    certificates: List[Certificate] = ()
    """Certificates for HTTPS. Each host has the first certificate that covers it. Default: none, which needs
    `http=PlainHttp()`. Becomes: a server for each host, because a longer list of hosts would end a server's streams."""
    min_tls_version: TlsVersion = "1.2"
    """Oldest version of TLS that clients may use, "1.2" or "1.3". Default: "1.2", which is Istio's own. Becomes:
    `servers[].tls.minProtocolVersion`, if it is "1.3"."""
    client_certificates: ClientCertificates | None = None
    """Certificates that clients must have. Default: none, and clients need no certificate. Becomes:
    `servers[].tls.mode` and `servers[].tls.caCertCredentialName`."""
    http: AnyHttp | None = None
    """Plain HTTP: `PlainHttp()` or `RedirectToHttps()`. Default: none, and the gateway serves HTTPS only. Becomes: a
    server with protocol HTTP."""
    https_port: Port = 443
    """Port of HTTPS. Default: 443. Becomes: `servers[].port.number` of the HTTPS servers."""
    pods: AnyPods = DeployedPods()
    """The gateway's pods: `DeployedPods(...)` or `ExistingPods(...)`. Default: `DeployedPods()`. Becomes: a Gateway API
    `Gateway` with its `ConfigMap`, or only the selectors of the other objects."""
    jwt_rules: Annotated[List[JwtRule], Rule(_by_issuer)] = ()
    """The issuers whose tokens the gateway accepts; for pods that serve only LLM APIs. With rules, requests without a
    valid token get 401, except CORS preflights and requests for `anonymous_hosts`. Backends get the token's subject in
    `x-llm-subject`, its team in `x-llm-team`, and the request's model in `x-llm-model`; requests that bring these
    headers get 403. Default: none, and no request needs a token. Becomes: a `RequestAuthentication` and an
    `AuthorizationPolicy`."""
    api_keys: ApiKeys | None = None
    """API keys by which the gateway knows its callers, instead of `jwt_rules`; for pods that serve only LLM APIs. A
    request without a valid key gets 401, with the same exceptions, and 503 while no key can be checked. Backends get
    the same headers. It needs an extension provider in Istio's `MeshConfig`, which the checklist contains; without it,
    every request that needs a key gets 503. Default: none, and no request needs a key. Becomes: an
    `AuthorizationPolicy` with action `CUSTOM`, and the objects of the authorizer."""
    anonymous: bool = False
    """Whether everyone who reaches the gateway may use all of its APIs, and what their providers charge for. A gateway
    without `jwt_rules`, `api_keys` and certificates that all clients need must say so. Default: False, and such a
    gateway is refused. Becomes: nothing by itself."""
    anonymous_hosts: Hosts | None = None
    """Single hosts that need no token or key, no wildcards. A request may name the host alone, or with one of the
    gateway's ports, 80 or 443; with another port it needs a token or a key. A token that a request for them has must be
    valid; a key isn't checked, and reaches the backend. Default: none. Becomes: `notHosts` of the
    `AuthorizationPolicy`."""
    team_claim: TeamClaim = TEAM
    """The claim with the caller's team, such as `team`, or `org.team` for a claim within another one. Its own name has
    no dot, because the proxy can't write such a claim into a header. Default: `team`. Becomes:
    `jwtRules[].outputClaimToHeaders`, or a setting of the authorizer, and the claim that `TokenHolders(teams=...)`
    means."""
    max_request_bytes: Annotated[
        int, Rule(_request_bytes, minimum=_LEAST_REQUEST_BYTES, maximum=_MOST_REQUEST_BYTES)
    ] = 4 * 1024**2
    """Longest body of a request; a longer one gets 413. Default: 4 MiB. Becomes: `request_body_buffer_limit` of the
    proxy's virtual hosts, and `per_connection_buffer_limit_bytes` of its clusters."""
    session_headers: SessionHeaders = SESSION_HEADERS
    """Headers with the key of a session, in their order of precedence. Default: `x-session-id`. Becomes: the header
    `x-llm-gateway-bucket`, by which sticky versions are chosen."""
    opening_characters: Annotated[int, whole(_SHORTEST_OPENING, _LONGEST_OPENING)] = 4096
    """How much of a system prompt and of the tools, or of a plain completion's prompt, is the key `opening` of a
    `ConsistentHash`; 64 to 65,536 bytes of the JSON. It should be more than what all requests share, and less than
    the system prompts that only some requests have. Default: 4,096. Becomes: the header `x-llm-gateway-opening`."""
    max_load: MaxLoad | None = MAX_LOAD
    """How much more than the average a replica may have of the open requests before the others get requests whose key
    belongs to it; 1.05 to 10, with at most two decimals. For all APIs, and for pods that serve only LLM APIs. None: no
    bound, for pods with clusters that have a `load_balancing_policy`, which Envoy refuses beside a bound; then each API
    sets `ConsistentHash.max_load`. Default: 1.25. Becomes: `hash_balance_factor` of the proxy's
    clusters."""
    failover_backends: FailoverBackends = FAILOVER_BACKENDS
    """Largest number of backends of a failover. Default: 3. Becomes: that many Gateways on loopback addresses."""
    spill_limits: SpillLimits = SPILL_LIMITS
    """The limits of requests a minute of which a failover may choose one. Default: 10, 60 and 600. Becomes:
    `descriptors` of a rate limit on the loopback listeners."""
    choices: Choices = ENVOYS_CHOICES
    """How many replicas least request compares, for all APIs; for pods that serve only LLM APIs. Default: 2, Envoy's
    own number. Becomes: `choice_count` of the proxy's clusters."""
    providers: Annotated[Mapping[DnsLabel, GatewayProvider], Rule(_sorted_providers)] = frozendict({})
    """Hosted providers by their names. Default: none. Becomes: a `ServiceEntry`, a `DestinationRule` and an
    `EnvoyFilter` each."""
    egress_gateway: EgressGateway | None = None
    """Pods of another gateway through which requests to hosted providers leave. Default: none, and they leave from the
    gateway's own pods. Becomes: `ServiceEntry.spec.endpoints` of the providers, and the objects in the file
    `<gateway>-egress.k8s.yaml`."""
    forward_proxy: ForwardProxy | None = None
    """Proxy of the company that connects to hosted providers, by CONNECT. With an `egress_gateway`, its pods connect to
    the proxy. Default: none. Becomes: `DestinationRule.spec.subsets[].trafficPolicy.tunnel`."""
    inference_pools: PoolNamespaces = ()
    """Namespaces whose APIs may have inference pools, at most 64, which a second Gateway serves. istiod deploys its
    pods with what `pods` says if these are `DeployedPods`, or else with the defaults, and with a Service of type
    `ClusterIP`. Each namespace is in `hosts`, unless the pods are shared. Default: none, and there is no second
    Gateway. Becomes: `listeners[]` of a Gateway API `Gateway`, and `subsets[]` of a `DestinationRule`."""
    pool_users: PoolUsers = frozendict({})
    """The other namespaces whose VirtualServices may lead to the Services of a namespace, such as
    `{"research": ["ai"]}`. A namespace may always use its own Services, and the gateway's namespace may use all.
    Requests of other VirtualServices get 403 and don't leave the gateway, and so do requests to hosts that are neither
    Services nor providers. `ALL_POOL_USERS`: all namespaces may use all Services and hosts. Each user is in `hosts`,
    unless the pods are shared. On shared pods, hosts that are neither Services nor providers, and the Services of
    namespaces that are neither in `hosts` nor in `pool_users`, stay open to all. Default: none, and each namespace may
    use only its own Services. Becomes: a list in the script on the way to all clusters, and rules of the admission
    policy."""
    admission_policy: bool = False
    """Whether the Kubernetes API server refuses what the gateway can't prevent, in the namespaces of `hosts` and
    `pool_users`. Unless these are `ALL_POOL_USERS`, it also refuses Services of type `ExternalName`, Endpoints,
    EndpointSlices and WorkloadEntries of all users but Kubernetes' own controllers. Rules about hosts of providers,
    large rings of DestinationRules and HTTPRoutes at the gateway hold for all namespaces. It needs Kubernetes 1.30.
    Default: False, because its objects belong to the cluster. Becomes: `ValidatingAdmissionPolicy` and
    `ValidatingAdmissionPolicyBinding` objects in the file `<gateway>-admission.k8s.yaml`."""
    num_trusted_proxies: Annotated[int, whole(0, _MOST_PROXIES)] = 0
    """Number of proxies in front of the gateway whose `x-forwarded-for` it trusts. Default: 0. Becomes:
    `gatewayTopology.numTrustedProxies` of deployed pods, and `xff_num_trusted_hops` of the loopback listeners."""
    argo_cd: bool = False
    """Whether Argo CD applies the objects: what protects a Gateway is created before it and removed after it. Default:
    False, or the `argo_cd` of the `MeshApp` or the `Environment`. Becomes: the annotations
    `argocd.argoproj.io/sync-wave` and `argocd.argoproj.io/sync-options`."""
    argo_cd_projects: ArgoCdProjects | None = None
    """The projects and Applications by which Argo CD applies the gateway, and the APIs of the teams. They need
    `argo_cd`. Default: none, and you write your own. Becomes: `AppProject` and `Application` objects in files of their
    own, `<gateway>-argo-cd.k8s.yaml` and `<gateway>-argo-cd-<team>.k8s.yaml`."""
    cluster_domain: Domain = "cluster.local"
    """DNS domain of the cluster. Default: "cluster.local", or that of the `Environment`. Becomes: the end of the hosts
    of Services."""
    istio: IstioRelease = NEWEST
    """Istio release of the cluster: "1.31" or "1.30". Default: the newest, or that of the `Environment`. Becomes:
    nothing; fields that the release lacks are refused."""

    @property
    def selector(self) -> Mapping[str, str]:
        """Labels of the gateway's pods."""
        if isinstance(self.pods, ExistingPods):
            return self.pods.selector
        return deployed_pods(self.name)

    @property
    def service_account(self) -> str:
        """Service account of the gateway's pods."""
        return self.pods.service_account if isinstance(self.pods, ExistingPods) else deployed_account(self.name)

    @property
    def max_load_percent(self) -> int | None:
        """The largest load of a replica in percent of the average; None: there is no bound."""
        return None if self.shared else load_percent(self.max_load)

    @property
    def ref(self) -> LlmGatewayRef:
        """What an API has to know of the gateway."""
        return LlmGatewayRef(
            namespace=self.namespace,
            name=self.name,
            hosts=self.hosts,
            providers={name: one.namespaces for name, one in self.providers.items()},
            inference_pools=self.inference_pools,
            pool_users=self.pool_users,
            knows_callers=bool(self.jwt_rules or self.api_keys),
            team_claim=self.team_claim,
            session_headers=self.session_headers,
            failover_backends=self.failover_backends,
            spill_limits=self.spill_limits,
            choices=self.choices,
            max_load=None if self.shared else self.max_load,
            cluster_domain=self.cluster_domain,
            selector=self.selector,
            service_account=self.service_account,
        )

    @property
    def pools_open(self) -> bool:
        """Whether the VirtualServices of every namespace may lead to everything."""
        return self.pool_users == ALL_POOL_USERS

    @property
    def shared(self) -> bool:
        """Whether hosts that aren't LLM APIs are served by the same pods."""
        return isinstance(self.pods, ExistingPods) and self.pods.shared
