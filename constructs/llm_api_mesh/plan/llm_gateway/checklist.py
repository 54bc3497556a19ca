"""What no object of a gateway can set: what the owner of its pods has to see to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.plan.llm_gateway.deployment import memory_mebibytes
from llm_api_mesh.plan.llm_gateway.providers import ProviderPlan
from llm_api_mesh.plan.llm_gateway.slots import PORT
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec, PlainHttp

_SOME_GENERATIONS = 100


def derive_checklist(spec: LlmGatewaySpec, providers: Sequence[ProviderPlan]) -> Iterator[str]:
    """Return the items."""
    if isinstance(spec.http, PlainHttp):
        yield (
            f"Port {spec.http.port} serves plain HTTP: keys and prompts cross the network in the clear, unless a proxy "
            "in front of the gateway ends TLS."
        )
    if not isinstance(spec.pods, DeployedPods):
        yield from _existing(spec, providers)
    if len(spec.hosts) > 1:
        yield (
            "Cluster: the admission policy of docs/tenancy.md, or a header that a VirtualService of any of the "
            f"{len(spec.hosts)} namespaces sets can contain the environment of the gateway's pods or the key of a "
            "provider, and have the proxy reject the routes of all APIs."
        )
    for provider in providers:
        if provider.signature:
            yield (
                f"Gateway pods: an AWS identity that may use {provider.signature.service} in "
                f"{provider.signature.region}, for {provider.service.address}."
            )
        elif provider.takes_google_token:
            yield f"Gateway pods: a Google identity, for {provider.service.address}."


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
