"""What no object of a gateway can set: what the owner of its pods has to see to.

A setting is written as its reader writes it: as YAML, or as a variable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.authorizer import Authorizer
from llm_api_mesh.plan.llm_gateway.deployment import (
    BOUND_STATISTIC,
    COUNTERS,
    LEAST_DRAIN,
    MEBIBYTE,
    SPREAD,
    grace_period,
    memory_for,
)
from llm_api_mesh.plan.llm_gateway.egress import Egress
from llm_api_mesh.plan.llm_gateway.providers import ProviderPlan
from llm_api_mesh.plan.llm_gateway.slots import PORT
from llm_api_mesh.plan.plain_http import in_the_clear
from llm_api_mesh.releases import Since
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.llm_gateway import DeployedPods, ExistingPods, LlmGatewaySpec

_SOME_GENERATIONS = 100

_ANNOTATION = "Gateway pods: in their annotation proxy.istio.io/config,"

_ISTIO_SYSTEM = "istio-system"
"""Istio's root namespace, unless the mesh configuration names another one."""

_RISK = "a Gateway of any namespace can select these pods and take a host"

_MOVE_FIRST = (
    "move each Gateway of the mesh that selects pods of another namespace into the namespace of those pods, or clients "
    "of its hosts get 404. Then set PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true, or"
)
"""What has to come before the scope of Gateways, which holds for the whole mesh."""

_HOSTS_OF_OTHERS = (
    "Gateways: no other Gateway on these pods may have a host of this one. By HTTPS, Istio leaves out the "
    "server of the newer Gateway, with all hosts of this server. If the namespaces before the host differ, the pods "
    "reject all changes of the port. To see all Gateways, the pods that they select and their hosts: kubectl get "
    "gateways.networking.istio.io -A -o 'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,"
    "PODS:.spec.selector,HOSTS:.spec.servers[*].hosts'."
)
"""What shared pods can have, and what this program doesn't see if another program declares it."""

_DESTINATIONS = (
    "To see all routes and where they lead: kubectl get virtualservices.networking.istio.io -A -o "
    "'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,GATEWAYS:.spec.gateways,"
    "TO:.spec.http[*].route[*].destination.host'. pool_users: {OWNER: [NAMESPACE]} lets them go on."
)
"""What shared pods can have, and what this program doesn't see."""

_INGRESS_LABEL = "ingressgateway"
"""The label `istio` of Istio's ingress gateway, whose pods serve the Ingresses of the cluster."""

_INGRESSES = (
    "Mesh configuration: ingressControllerMode: 'OFF', or an Ingress of any namespace with the class istio can take a "
    "host of the gateway, because these pods serve Ingresses by default."
)

_MERGING = Since("1.31", "PILOT_ENABLE_STRICT_GATEWAY_MERGING")
"""The setting of istiod, true by default, by which only Gateways of their namespace select the pods that istiod
deploys."""


def derive_checklist(
    spec: LlmGatewaySpec, providers: Sequence[ProviderPlan], authorizer: Authorizer | None, egress: Egress | None
) -> Iterator[str]:
    """Return the items."""
    yield from _everyone(spec, providers)
    yield from in_the_clear(spec.http)
    if spec.namespace == _ISTIO_SYSTEM:
        yield (
            f"Namespace: if {spec.namespace} is Istio's root namespace, the gateway's EnvoyFilters and its "
            "AuthorizationPolicy act on pods with the gateway's labels in all namespaces, and each change of them is "
            "sent to all proxies of the mesh. Use another namespace, or labels that no other pods have."
        )
    yield _scope(spec)
    yield from _pools(spec)
    if spec.shared:
        yield _HOSTS_OF_OTHERS
    if isinstance(spec.pods, ExistingPods):
        yield from _existing(spec, spec.pods, providers)
    yield from _admission(spec)
    yield from _tokens(spec)
    if authorizer:
        yield from _keys(spec, authorizer)
    yield from _pool_users(spec)
    yield from _egress(egress, providers)
    account = f", ServiceAccount {names.pods(spec.name)}" if isinstance(spec.pods, DeployedPods) else ""
    for provider in providers:
        if provider.signature:
            yield (
                f"Gateway pods{account}: an AWS identity that may use {provider.signature.service} in "
                f"{provider.signature.region}, for {provider.service.address}."
            )
        elif provider.takes_google_token:
            yield f"Gateway pods{account}: a Google identity, for {provider.service.address}."


def _everyone(spec: LlmGatewaySpec, providers: Sequence[ProviderPlan]) -> Iterator[str]:
    """Say that the gateway lets everyone in, if it does."""
    if not spec.anonymous:
        return
    money = f", also those that providers charge for: {', '.join(sorted(spec.providers))}" if providers else ""
    ways = "client_certificates" if spec.shared else "jwt_rules, api_keys or client_certificates"
    yield (
        f"Callers: with anonymous: true, everyone who reaches the gateway may use all models{money}. Let only a closed "
        f"network reach it, or write {ways} instead."
    )


def _pools(spec: LlmGatewaySpec) -> Iterator[str]:
    if spec.inference_pools:
        yield (
            "Cluster: the definitions of HTTPRoute, of the Gateway API, and of InferencePool, of its inference "
            "extension, before istiod starts."
        )
        yield (
            "istiod: ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true, which is false by default, or requests to inference "
            "pools get 503."
        )
        yield (
            f"Namespaces {', '.join(spec.inference_pools)}: rights of their teams to write HTTPRoutes and "
            "InferencePools, and for pickers Deployments, Roles, RoleBindings and ServiceAccounts."
        )


def _admission(spec: LlmGatewaySpec) -> Iterator[str]:
    if spec.admission_policy:
        yield (
            f"Cluster: apply {names.admission(spec.name)}.k8s.yaml before the objects of the teams. It needs "
            "Kubernetes 1.30 and the right to write ValidatingAdmissionPolicies."
        )
    elif len(spec.hosts) > 1:
        yield (
            "Cluster: admission_policy: true, or a header that a VirtualService of any of the "
            f"{len(spec.hosts)} namespaces sets can contain the environment of the gateway's pods or the key of a "
            "provider, and have the proxy reject the routes of all APIs."
        )


def _pool_users(spec: LlmGatewaySpec) -> Iterator[str]:
    """Say what the gateway leaves open, and what it closes for routes that may have been there before it."""
    if spec.pools_open:
        yield (
            "Pools: with pool_users: ALL_POOL_USERS, a VirtualService of any namespace can lead to the pools of all "
            "others, past their access, and to all that the gateway's pods reach. Without it, each namespace uses its "
            "own pools."
        )
    elif spec.shared:
        yield (
            "Pools: on these pods, a route that leads to a Service of a namespace in hosts or pool_users, from another "
            f"namespace, gets 403, also for hosts that aren't LLM APIs. {_DESTINATIONS}"
        )


def _tokens(spec: LlmGatewaySpec) -> Iterator[str]:
    for rule in spec.jwt_rules:
        if rule.jwks is None:
            yield f"istiod: access to {rule.jwks_uri or rule.issuer}, or every token of {rule.issuer} is refused."
    if (spec.jwt_rules or spec.api_keys) and len(spec.hosts) > 1 and not spec.admission_policy:
        yield (
            f"Cluster: admission_policy: true, or a VirtualService of any of the {len(spec.hosts)} namespaces can tell "
            "backends that a request is another caller's."
        )


def _keys(spec: LlmGatewaySpec, authorizer: Authorizer) -> Iterator[str]:
    yield (
        f"Secret {authorizer.keys.secret} in namespace {spec.namespace}: files of JSON or YAML with the SHA-256 of "
        f"each API key, or the pods {authorizer.object_name} don't start, and requests get 503."
    )
    yield (
        f"Pods {authorizer.object_name}: a sidecar, for which they have the label sidecar.istio.io/inject. If istiod "
        "has a revision, label the namespace with it. Without a sidecar, the gateway sends them no key, and requests "
        "get 503."
    )
    yield (
        f"istiod: {authorizer.mesh_config} in meshConfig.extensionProviders, or every request that needs an API key "
        "gets 503. Without its timeout, requests wait 600s for an authorizer that doesn't answer. With failOpen, they "
        "get in."
    )


def scope_of_gateways(spec: LlmGatewaySpec) -> str | None:
    """Return the item for a gateway that needs the scope of Gateways."""
    if isinstance(spec.pods, DeployedPods) and not _MERGING.missing_in(spec.istio):
        return None
    return f"istiod: first {_MOVE_FIRST} {_RISK}."


def _scope(spec: LlmGatewaySpec) -> str:
    return scope_of_gateways(spec) or (
        f"istiod: nothing has to be done with its defaults: only Gateways of the namespace {spec.namespace} can select "
        f"these pods. If {_MERGING.istio_field} is false, as with a compatibilityVersion below {_MERGING.release}, "
        f"first {_MOVE_FIRST} {_RISK}."
    )


def _existing(spec: LlmGatewaySpec, pods: ExistingPods, providers: Sequence[ProviderPlan]) -> Iterator[str]:
    if spec.namespace == _ISTIO_SYSTEM and pods.selector.get("istio") == _INGRESS_LABEL:
        yield _INGRESSES
    yield from _ending()
    memory = memory_for(spec.max_request_bytes, _SOME_GENERATIONS)
    yield (
        f"Gateway pods: resources: {{requests: {{memory: {memory.request}Mi}}, limits: {{memory: {memory.limit}Mi}}}} "
        f"for each {_SOME_GENERATIONS} generations under way in a pod, as each holds its body until the answer ends."
    )
    yield (
        "Gateway pods: their annotation sidecar.istio.io/bootstrapOverride with the name of a ConfigMap whose file "
        "custom_bootstrap.json is the one that DeployedPods has, with max_heap_size_bytes: "
        f"{memory.heap * MEBIBYTE} for these numbers, or nothing bounds how many bodies the proxy keeps, and too many "
        "end the pod with the streams of all APIs."
    )
    yield from _scaling()
    yield (
        f"{_ANNOTATION} proxyStatsMatcher: {{inclusionRegexps: [{', '.join(COUNTERS)}], inclusionSuffixes: "
        f"[{BOUND_STATISTIC}]}}. Istio's default leaves these statistics out. Without the first two, nothing counts "
        "which scripts fail and what the limits of failovers refuse. Without the last one, which the bound of the load "
        "reads, the keys of ConsistentHash keep no replica."
    )
    if spec.num_trusted_proxies:
        yield f"{_ANNOTATION} gatewayTopology: {{numTrustedProxies: {spec.num_trusted_proxies}}}."
    yield (
        f"Filters of your own on all of the gateway's listeners: leave port {PORT} out, on which the gateway asks "
        "itself, or each request of a failover passes them twice."
    )
    for provider in providers:
        if provider.api_key:
            _, key = provider.api_key
            secret = spec.providers[provider.name].secret
            yield (
                f"Gateway pods: the file {key.path}, from {f'the Secret {secret}' if secret else 'a mounted Secret'}, "
                f"for {provider.service.address}."
            )


def _egress(egress: Egress | None, providers: Sequence[ProviderPlan]) -> Iterator[str]:
    """What the other proxies on the way to providers must let pass."""
    if egress is None:
        return
    if not egress.own:
        yield (
            f"Egress gateway: {egress.object_name}.k8s.yaml is for namespace {egress.namespace}. A NetworkPolicy there "
            f"should let only this gateway's pods reach port {egress.port}, because it passes on TLS of any client."
        )
    if egress.tunnel:
        hosts = ", ".join(f"{one.address}:{one.port}" for one in egress.hosts)
        yield (
            f"Forward proxy: {egress.tunnel.address}:{egress.tunnel.port} must accept CONNECT to {hosts} from the "
            f"{'gateway' if egress.own else 'egress gateway'}'s pods without a password, and must not end TLS."
        )
    if any(one.signature for one in providers):
        yield (
            "Identities: an AWS identity by a role of the service account is fetched from sts.<region>.amazonaws.com, "
            "past the egress gateway and the forward proxy. EKS Pod Identity needs no such connection."
        )


def _ending() -> Iterator[str]:
    """What deployed pods have by default, so that no answer is cut off."""
    pods = DeployedPods()
    longest = istio_duration(pods.longest_generation)
    grace = int(grace_period(pods.longest_generation).total_seconds())
    yield (
        f"{_ANNOTATION} drainDuration: {longest} and terminationDrainDuration: {longest}, and in the pods' spec "
        f"terminationGracePeriodSeconds: {grace}, for answers of up to {longest}, or a rollout of the gateway and a "
        "change of its listeners cut answers off."
    )
    yield (
        "Gateway pods: the variables EXIT_ON_ZERO_ACTIVE_CONNECTIONS=true and MINIMUM_DRAIN_DURATION="
        f"{istio_duration(LEAST_DRAIN)}, or each pod of a rollout takes the whole terminationDrainDuration to end."
    )


def _scaling() -> Iterator[str]:
    pods = DeployedPods()
    yield (
        f'Gateway pods: resources: {{requests: {{cpu: "{pods.cpu_request}"}}}} or another number, and a '
        "HorizontalPodAutoscaler with the targets "
        f"{pods.target_cpu_utilization_percentage} % of CPU and {pods.target_memory_utilization_percentage} % of "
        "memory. Generations that wait for a model take memory and no CPU."
    )
    yield (
        "Gateway pods: a PodDisruptionBudget with maxUnavailable: 1, and topologySpreadConstraints for "
        f"{' and '.join(SPREAD)}, or one node takes all pods along."
    )
