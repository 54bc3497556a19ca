"""What the pods of a deployed gateway need: time to end, memory for the bodies under way, and volumes with keys."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan.llm_gateway.providers import KeyVolume
from llm_api_mesh.plan.llm_gateway.servers import GatewayObject
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec

_MEBIBYTE = 1024**2

# The proxy itself, with the configuration of some hundred APIs.
_PROXY_MEBIBYTES = 256
# The second hop of a failover keeps a body as well.
_HOPS = 2
# After the last stream, for the proxy to end.
_MARGIN = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class Listener:
    """A port of the Kubernetes Gateway, from which istiod makes a port of the Service.

    Its host is one that no client uses: the hosts of the APIs are those of the Istio Gateway.
    """

    name: str
    port: int
    host: str
    credential_name: str | None
    """The Secret with a certificate; None: plain HTTP."""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """The pods that istiod deploys."""

    listeners: tuple[Listener, ...]
    drain: timedelta
    """How long a pod that ends, or a changed listener, serves the streams under way."""
    grace_period: timedelta
    memory_mebibytes: int
    min_replicas: int
    max_replicas: int
    service_type: str
    pod_labels: Mapping[str, str]
    trusted_proxies: int
    volumes: tuple[KeyVolume, ...]


def memory_mebibytes(max_request_bytes: int, generations: int) -> int:
    """Return the memory for a number of generations under way: each holds its body until the answer ends."""
    return _PROXY_MEBIBYTES + math.ceil(_HOPS * generations * max_request_bytes / _MEBIBYTE)


def derive_deployment(
    spec: LlmGatewaySpec, gateways: tuple[GatewayObject, ...], volumes: tuple[KeyVolume, ...]
) -> Deployment | None:
    """Return the deployment, unless the pods are there already."""
    pods = spec.pods
    if not isinstance(pods, DeployedPods):
        return None
    return Deployment(
        listeners=_listeners(spec, gateways),
        drain=pods.longest_generation,
        grace_period=pods.longest_generation + _MARGIN,
        memory_mebibytes=memory_mebibytes(spec.max_request_bytes, pods.concurrent_generations),
        min_replicas=pods.min_replicas,
        max_replicas=pods.max_replicas,
        service_type=pods.service_type,
        pod_labels=spec.selector,
        trusted_proxies=spec.num_trusted_proxies,
        volumes=volumes,
    )


def _listeners(spec: LlmGatewaySpec, gateways: tuple[GatewayObject, ...]) -> tuple[Listener, ...]:
    """Return one for each port of the Istio Gateways for clients."""
    by_port: dict[int, str | None] = {}
    for gateway in gateways:
        for server in gateway.servers:
            by_port.setdefault(server.port, server.credential_name)
    return tuple(
        Listener(
            name=f"{'https' if credential else 'http'}-{port}",
            port=port,
            host=f"unused.{spec.name}.{spec.namespace}.llm-gateway.internal",
            credential_name=credential,
        )
        for port, credential in sorted(by_port.items())
    )
