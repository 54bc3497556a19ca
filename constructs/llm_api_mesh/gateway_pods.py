"""The pods of a Gateway, as far as an app knows them: two Gateways of the same pods can't both serve one host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.gateway import Gateway, GatewayKey
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef, deployed_pods
from llm_api_mesh.spec.names import compatible

_DEPLOYED_BY_ISTIOD = next(iter(deployed_pods("")))


@dataclass(frozen=True, kw_only=True)
class GatewayPods:
    """The pods of a Gateway, and the ports on which it serves its hosts."""

    namespace: str
    """Namespace of the Gateway."""
    labels: Mapping[str, str]
    ports: frozenset[int] | None
    """None: unknown, and so any."""

    def meets(self, other: GatewayPods) -> bool:
        """Return whether a pod and a port can belong to both."""
        ports = self.ports is None or other.ports is None or bool(self.ports & other.ports)
        return ports and self._may_be_of(other) and compatible(self.labels, other.labels)

    def are_of(self, other: GatewayPods) -> bool:
        """Return whether the labels of one include those of the other, so that they certainly share pods."""
        one, two = self.labels.items(), other.labels.items()
        return self._may_be_of(other) and (one <= two or two <= one)

    def _may_be_of(self, other: GatewayPods) -> bool:
        deployed = {pods.labels.get(_DEPLOYED_BY_ISTIOD) for pods in (self, other)}
        # Pods that istiod deploys belong to the Gateways of their namespace.
        return deployed == {None} or (len(deployed) == 1 and self.namespace == other.namespace)


def of_api(api: ApiSpec) -> GatewayPods | None:
    """Return the pods of the API's own Gateway, or of an LLM gateway; None: another construct has to say it."""
    gateway = api.gateway
    if isinstance(gateway, Gateway):
        ports = frozenset(port for port, _ in own_ports(api))
        return GatewayPods(namespace=api.namespace, labels=gateway.selector, ports=ports)
    if isinstance(gateway, LlmGatewayRef):
        return GatewayPods(namespace=gateway.namespace, labels=gateway.pod_labels, ports=None)
    return None


def own_ports(api: ApiSpec) -> list[tuple[int, str]]:
    """Return the ports of the API's own Gateway, with their protocols."""
    if not isinstance(api.gateway, Gateway):
        return []
    return _ports(api.gateway)


def of_llm_gateway(spec: LlmGatewaySpec) -> GatewayPods:
    """Return the pods of an LLM gateway."""
    ports = frozenset(port for port, _ in _ports(spec))
    return GatewayPods(namespace=spec.namespace, labels=spec.selector, ports=ports)


def _ports(gateway: Gateway | LlmGatewaySpec) -> list[tuple[int, str]]:
    http = [(gateway.http.port, "HTTP")] if gateway.http else []
    return [*http, *([(gateway.https_port, "HTTPS")] if gateway.certificates else [])]


class KnownPods:
    """The pods of the Gateways that an app declares."""

    def __init__(self, pods: Mapping[GatewayKey, GatewayPods]) -> None:
        """Begin with the pods of Gateways that are neither an API's nor an LLM gateway's."""
        self._pods = dict(pods)

    def add(self, api: ApiSpec) -> None:
        """Record the pods of an API's own Gateway."""
        if isinstance(api.gateway, Gateway) and (pods := of_api(api)):
            self._pods[api.gateway_key] = pods

    def add_gateway(self, spec: LlmGatewaySpec) -> None:
        """Record the pods of an LLM gateway."""
        self._pods[GatewayKey(spec.namespace, spec.name)] = of_llm_gateway(spec)

    def of(self, api: ApiSpec) -> GatewayPods | None:
        """Return the pods of the Gateway that an API uses, as far as they are known."""
        return self._pods.get(api.gateway_key) or of_api(api)
