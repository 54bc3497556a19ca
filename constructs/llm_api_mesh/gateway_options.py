"""The keywords of `LlmGateway`, written by `make options` from the fields of the specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Required, TypedDict

from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.api_keys import ApiKeys
from llm_api_mesh.spec.argo_cd import ArgoCdProjects
from llm_api_mesh.spec.egress import EgressGateway, ForwardProxy
from llm_api_mesh.spec.gateway import Certificate
from llm_api_mesh.spec.http import PlainHttp, RedirectToHttps
from llm_api_mesh.spec.jwt_rule import JwtRule
from llm_api_mesh.spec.llm_gateway import ClientCertificates, DeployedPods, ExistingPods, GatewayProvider, TlsVersion


class LlmGatewayOptions(TypedDict, total=False):
    """Keywords of `LlmGateway`."""

    namespace: Required[str]
    """The gateway's own namespace, in which its pods run. Becomes: `metadata.namespace` of everything."""
    hosts: Required[Mapping[str, Sequence[str]]]
    """The hosts that each namespace may serve, `*.ai.example.com` included. Becomes: `servers[].hosts` of the Gateways,
    as `<namespace>/<host>`."""
    certificates: Sequence[Certificate]
    """Certificates for HTTPS. Each host has the first certificate that covers it. Default: none, which needs
    `http=PlainHttp()`. Becomes: a server for each host, because a longer list of hosts would end a server's streams."""
    min_tls_version: TlsVersion
    """Oldest version of TLS that clients may use, "1.2" or "1.3". Default: "1.2", which is Istio's own. Becomes:
    `servers[].tls.minProtocolVersion`, if it is "1.3"."""
    client_certificates: ClientCertificates
    """Certificates that clients must have. Default: none, and clients need no certificate. Becomes:
    `servers[].tls.mode` and `servers[].tls.caCertCredentialName`."""
    http: PlainHttp | RedirectToHttps
    """Plain HTTP: `PlainHttp()` or `RedirectToHttps()`. Default: none, and the gateway serves HTTPS only. Becomes: a
    server with protocol HTTP."""
    https_port: int
    """Port of HTTPS. Default: 443. Becomes: `servers[].port.number` of the HTTPS servers."""
    pods: DeployedPods | ExistingPods
    """The gateway's pods: `DeployedPods(...)` or `ExistingPods(...)`. Default: `DeployedPods()`. Becomes: a Gateway API
    `Gateway` with its `ConfigMap`, or only the selectors of the other objects."""
    jwt_rules: Sequence[JwtRule]
    """The issuers whose tokens the gateway accepts; for pods that serve only LLM APIs. With rules, requests without a
    valid token get 401, except CORS preflights and requests for `anonymous_hosts`. Backends get the token's subject in
    `x-llm-subject`, its team in `x-llm-team`, and the request's model in `x-llm-model`; requests that bring these
    headers get 403. Default: none, and no request needs a token. Becomes: a `RequestAuthentication` and an
    `AuthorizationPolicy`."""
    api_keys: ApiKeys
    """API keys by which the gateway knows its callers, instead of `jwt_rules`; for pods that serve only LLM APIs. A
    request without a valid key gets 401, with the same exceptions, and 503 while no key can be checked. Backends get
    the same headers. It needs an extension provider in Istio's `MeshConfig`, which the checklist contains; without it,
    every request that needs a key gets 503. Default: none, and no request needs a key. Becomes: an
    `AuthorizationPolicy` with action `CUSTOM`, and the objects of the authorizer."""
    anonymous: bool
    """Whether everyone who reaches the gateway may use all of its APIs, and what their providers charge for. A gateway
    without `jwt_rules`, `api_keys` and certificates that all clients need must say so. Default: False, and such a
    gateway is refused. Becomes: nothing by itself."""
    anonymous_hosts: Sequence[str]
    """Single hosts that need no token or key, no wildcards. A request may name the host alone, or with one of the
    gateway's ports, 80 or 443; with another port it needs a token or a key. A token that a request for them has must be
    valid; a key isn't checked, and reaches the backend. Default: none. Becomes: `notHosts` of the
    `AuthorizationPolicy`."""
    team_claim: str
    """The claim with the caller's team, such as `team`, or `org.team` for a claim within another one. Its own name has
    no dot, because the proxy can't write such a claim into a header. Default: `team`. Becomes:
    `jwtRules[].outputClaimToHeaders`, or a setting of the authorizer, and the claim that `TokenHolders(teams=...)`
    means."""
    max_request_bytes: int
    """Longest body of a request; a longer one gets 413. Default: 4 MiB. Becomes: `request_body_buffer_limit` of the
    proxy's virtual hosts, and `per_connection_buffer_limit_bytes` of its clusters."""
    session_headers: Sequence[str]
    """Headers with the key of a session, in their order of precedence. Default: `x-session-id`. Becomes: the header
    `x-llm-gateway-bucket`, by which sticky versions are chosen."""
    opening_characters: int
    """How much of a system prompt and of the tools, or of a plain completion's prompt, is the key `opening` of a
    `ConsistentHash`; 64 to 65,536 bytes of the JSON. It should be more than what all requests share, and less than the
    system prompts that only some requests have. Default: 4,096. Becomes: the header `x-llm-gateway-opening`."""
    max_load: float
    """How much more than the average a replica may have of the open requests before the others get requests whose key
    belongs to it; 1.05 to 10, with at most two decimals. For all APIs, and for pods that serve only LLM APIs. None: no
    bound, for pods with clusters that have a `load_balancing_policy`, which Envoy refuses beside a bound; then each API
    sets `ConsistentHash.max_load`. Default: 1.25. Becomes: `hash_balance_factor` of the proxy's clusters."""
    failover_backends: int
    """Largest number of backends of a failover. Default: 3. Becomes: that many Gateways on loopback addresses."""
    spill_limits: Sequence[int]
    """The limits of requests a minute of which a failover may choose one. Default: 10, 60 and 600. Becomes:
    `descriptors` of a rate limit on the loopback listeners."""
    choices: int
    """How many replicas least request compares, for all APIs; for pods that serve only LLM APIs. Default: 2, Envoy's
    own number. Becomes: `choice_count` of the proxy's clusters."""
    providers: Mapping[str, GatewayProvider]
    """Hosted providers by their names. Default: none. Becomes: a `ServiceEntry`, a `DestinationRule` and an
    `EnvoyFilter` each."""
    egress_gateway: EgressGateway
    """Pods of another gateway through which requests to hosted providers leave. Default: none, and they leave from the
    gateway's own pods. Becomes: `ServiceEntry.spec.endpoints` of the providers, and the objects in the file
    `<gateway>-egress.k8s.yaml`."""
    forward_proxy: ForwardProxy
    """Proxy of the company that connects to hosted providers, by CONNECT. With an `egress_gateway`, its pods connect to
    the proxy. Default: none. Becomes: `DestinationRule.spec.subsets[].trafficPolicy.tunnel`."""
    inference_pools: Sequence[str]
    """Namespaces whose APIs may have inference pools, at most 64, which a second Gateway serves. istiod deploys its
    pods with what `pods` says if these are `DeployedPods`, or else with the defaults, and with a Service of type
    `ClusterIP`. Each namespace is in `hosts`, unless the pods are shared. Default: none, and there is no second
    Gateway. Becomes: `listeners[]` of a Gateway API `Gateway`, and `subsets[]` of a `DestinationRule`."""
    pool_users: Mapping[str, Sequence[str]]
    """The other namespaces whose VirtualServices may lead to the Services of a namespace, such as `{"research":
    ["ai"]}`. A namespace may always use its own Services, and the gateway's namespace may use all. Requests of other
    VirtualServices get 403 and don't leave the gateway, and so do requests to hosts that are neither Services nor
    providers. `ALL_POOL_USERS`: all namespaces may use all Services and hosts. Each user is in `hosts`, unless the pods
    are shared. On shared pods, hosts that are neither Services nor providers, and the Services of namespaces that are
    neither in `hosts` nor in `pool_users`, stay open to all. Default: none, and each namespace may use only its own
    Services. Becomes: a list in the script on the way to all clusters, and rules of the admission policy."""
    admission_policy: bool
    """Whether the Kubernetes API server refuses what the gateway can't prevent, in the namespaces of `hosts` and
    `pool_users`. Unless these are `ALL_POOL_USERS`, it also refuses Services of type `ExternalName`, Endpoints,
    EndpointSlices and WorkloadEntries of all users but Kubernetes' own controllers. Rules about hosts of providers,
    large rings of DestinationRules and HTTPRoutes at the gateway hold for all namespaces. It needs Kubernetes 1.30.
    Default: False, because its objects belong to the cluster. Becomes: `ValidatingAdmissionPolicy` and
    `ValidatingAdmissionPolicyBinding` objects in the file `<gateway>-admission.k8s.yaml`."""
    num_trusted_proxies: int
    """Number of proxies in front of the gateway whose `x-forwarded-for` it trusts. Default: 0. Becomes:
    `gatewayTopology.numTrustedProxies` of deployed pods, and `xff_num_trusted_hops` of the loopback listeners."""
    argo_cd: bool
    """Whether Argo CD applies the objects: what protects a Gateway is created before it and removed after it. Default:
    False, or the `argo_cd` of the `MeshApp` or the `Environment`. Becomes: the annotations
    `argocd.argoproj.io/sync-wave` and `argocd.argoproj.io/sync-options`."""
    argo_cd_projects: ArgoCdProjects
    """The projects and Applications by which Argo CD applies the gateway, and the APIs of the teams. They need
    `argo_cd`. Default: none, and you write your own. Becomes: `AppProject` and `Application` objects in files of their
    own, `<gateway>-argo-cd.k8s.yaml` and `<gateway>-argo-cd-<team>.k8s.yaml`."""
    cluster_domain: str
    """DNS domain of the cluster. Default: "cluster.local", or that of the `Environment`. Becomes: the end of the hosts
    of Services."""
    istio: IstioRelease
    """Istio release of the cluster: "1.31" or "1.30". Default: the newest, or that of the `Environment`. Becomes:
    nothing; fields that the release lacks are refused."""
