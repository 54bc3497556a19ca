"""What no object of a gateway can set: what the owner of its pods has to see to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.deployment import memory_mebibytes
from llm_api_mesh.plan.llm_gateway.providers import ProviderPlan
from llm_api_mesh.plan.llm_gateway.slots import PORT
from llm_api_mesh.releases import Since
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec, PlainHttp

_SOME_GENERATIONS = 100

_ISTIO_SYSTEM = "istio-system"
"""Istio's root namespace, unless the mesh configuration names another one."""

_MERGING = Since("1.31", "PILOT_ENABLE_STRICT_GATEWAY_MERGING")
"""The setting of istiod, true by default, by which only Gateways of their namespace select the pods that istiod
deploys."""


def derive_checklist(spec: LlmGatewaySpec, providers: Sequence[ProviderPlan]) -> Iterator[str]:
    """Return the items."""
    if isinstance(spec.http, PlainHttp):
        yield (
            f"Port {spec.http.port} serves plain HTTP: keys and prompts cross the network in the clear, unless a proxy "
            "in front of the gateway ends TLS."
        )
    if spec.namespace == _ISTIO_SYSTEM:
        yield (
            f"Namespace: if {spec.namespace} is Istio's root namespace, the gateway's EnvoyFilters and its "
            "AuthorizationPolicy act on pods with the gateway's labels in all namespaces, and each change of them is "
            "sent to all proxies of the mesh. Use another namespace, or labels that no other pods have."
        )
    if isinstance(spec.pods, DeployedPods):
        yield _scope_of_deployed(spec)
    else:
        yield from _existing(spec, providers)
    yield from _admission(spec)
    if len(spec.hosts) > 1 and spec.pool_users is None:
        yield (
            "Pools: pool_users={} or with those who may use a pool, or a VirtualService of any of the "
            f"{len(spec.hosts)} namespaces can lead to the pools of all others."
        )
    for provider in providers:
        if provider.signature:
            yield (
                f"Gateway pods: an AWS identity that may use {provider.signature.service} in "
                f"{provider.signature.region}, for {provider.service.address}."
            )
        elif provider.takes_google_token:
            yield f"Gateway pods: a Google identity, for {provider.service.address}."


def _admission(spec: LlmGatewaySpec) -> Iterator[str]:
    if spec.admission_policy:
        yield (
            f"Cluster: apply {names.admission(spec.name)}.k8s.yaml before the objects of the teams. It needs "
            "Kubernetes 1.30 and the right to write ValidatingAdmissionPolicies."
        )
    elif len(spec.hosts) > 1:
        yield (
            "Cluster: admission_policy=True, or a header that a VirtualService of any of the "
            f"{len(spec.hosts)} namespaces sets can contain the environment of the gateway's pods or the key of a "
            "provider, and have the proxy reject the routes of all APIs."
        )


def _scope_of_deployed(spec: LlmGatewaySpec) -> str:
    risk = "a Gateway of any namespace can select these pods and take a host"
    if _MERGING.missing_in(spec.istio):
        return f"istiod: PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true, or {risk}."
    return (
        f"istiod: {_MERGING.istio_field} must keep its default, true, or {risk}. A compatibilityVersion below "
        f"{_MERGING.release} makes it false; then set PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true."
    )


def _existing(spec: LlmGatewaySpec, providers: Sequence[ProviderPlan]) -> Iterator[str]:
    yield (
        "Gateway pods: drainDuration and terminationDrainDuration in their annotation proxy.istio.io/config for the "
        "longest answer, and a longer terminationGracePeriodSeconds, or a rollout of the gateway and a change of its "
        "hosts cut answers off."
    )
    yield (
        f"Gateway pods: a memory request of {memory_mebibytes(spec.max_request_bytes, _SOME_GENERATIONS)}Mi for each "
        f"{_SOME_GENERATIONS} generations under way in a pod, as each holds its body until the answer ends."
    )
    if spec.num_trusted_proxies:
        yield f"Gateway pods: gatewayTopology.numTrustedProxies {spec.num_trusted_proxies}."
    yield (
        "istiod: PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true, or a Gateway of any namespace can select these pods and take "
        "a host."
    )
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
