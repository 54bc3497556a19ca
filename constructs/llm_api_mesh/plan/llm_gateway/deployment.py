"""What the pods of a deployed gateway need: time to end, memory for the bodies under way, and volumes with keys."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from llm_api_mesh.plan.llm_gateway.providers import KeyVolume
from llm_api_mesh.plan.llm_gateway.servers import GatewayObject
from llm_api_mesh.spec.backends.provider_ref import provider_domain
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec

MEBIBYTE = 1024**2

# The proxy itself, with the configuration of some hundred APIs, and its agent.
_PROXY_MEBIBYTES = 256
_AGENT_MEBIBYTES = 64

# What arrives before the proxy notices that its memory is full, and on the way to a backend is there a second time.
_BURST_MEBIBYTES = 128
_BURST_SHARE = 4
# The second hop of a failover keeps a body as well.
_HOPS = 2
# The open requests of a cluster. Without this statistic, each replica seems to have more than the average, and no key
# keeps its replica.
BOUND_STATISTIC = "upstream_rq_active"

# After the last stream, for the proxy to end.
_MARGIN = timedelta(seconds=60)

COUNTERS = (
    r"extension_config_discovery\.http_filter\.llm-gateway/.*\.lua\.errors",
    r"spill\.http_local_rate_limit\..*",
    r"(envoy\.overload_actions|overload)\..*\.(active|count|pressure|shed_load_count)",
)
"""What tells which scripts have failed, how much of a failover was refused, and how full the memory is. Istio keeps few
of Envoy's counters, but those of listeners."""

SPREAD = ("topology.kubernetes.io/zone", "kubernetes.io/hostname")
"""What the pods are spread over. A list without the nodes would turn off the scheduler's own spread over nodes."""

LEAST_DRAIN = timedelta(seconds=20)
"""How long a pod that ends goes on without a stream: load balancers need some seconds until they have noticed."""


@dataclass(frozen=True, kw_only=True)
class Listener:
    """A port of a Kubernetes Gateway, from which istiod makes a port of the Service.

    For clients, its host is one that they don't use: the hosts of the APIs are those of the Istio Gateway.
    """

    name: str
    port: int
    host: str
    credential_name: str | None
    """The Secret with a certificate; None: plain HTTP, or Istio's own certificates."""
    namespace: str | None = None
    """The namespace whose HTTPRoutes it takes, by mutual TLS with Istio's own certificates; None: none."""


@dataclass(frozen=True, kw_only=True)
class Autoscaling:
    """How many pods there are."""

    min_replicas: int
    max_replicas: int
    cpu_percent: int
    memory_percent: int


@dataclass(frozen=True, kw_only=True)
class PodsService:
    """The Service of the pods."""

    type: str
    annotations: Mapping[str, str]
    external_traffic_policy: str | None
    load_balancer_class: str | None
    load_balancer_source_ranges: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Memory:
    """The memory of a pod, in mebibytes."""

    request: int
    limit: int
    """More than the request, for many bodies at once."""
    heap: int
    """How much the proxy may allocate before it refuses all requests."""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """The pods that istiod deploys."""

    listeners: tuple[Listener, ...]
    drain: timedelta
    """How long a pod that ends, or a changed listener, serves the streams under way."""
    grace_period: timedelta
    memory: Memory
    cpu_request: str
    cpu_limit: str
    autoscaling: Autoscaling
    service: PodsService
    service_account_annotations: Mapping[str, str]
    selector: Mapping[str, str]
    """The labels by which istiod finds the pods."""
    pod_labels: Mapping[str, str]
    """More labels of the pods."""
    trusted_proxies: int
    volumes: tuple[KeyVolume, ...]


def memory_for(max_request_bytes: int, generations: int) -> Memory:
    """Return the memory for a number of generations under way: each holds its body until the answer ends."""
    request = _PROXY_MEBIBYTES + math.ceil(_HOPS * generations * max_request_bytes / MEBIBYTE)
    limit = request + request // _BURST_SHARE + _BURST_MEBIBYTES
    return Memory(request=request, limit=limit, heap=request - _AGENT_MEBIBYTES)


def grace_period(longest: timedelta) -> timedelta:
    """Return how long Kubernetes waits for a pod that ends, if its longest answer takes this long."""
    return longest + _MARGIN


def derive_deployment(
    spec: LlmGatewaySpec, gateways: tuple[GatewayObject, ...], volumes: tuple[KeyVolume, ...]
) -> Deployment | None:
    """Return the deployment, unless the pods are there already."""
    if not isinstance(spec.pods, DeployedPods):
        return None
    return replace(
        deployment_of(spec.pods, spec.max_request_bytes, _listeners(spec, gateways)),
        selector=spec.selector,
        trusted_proxies=spec.num_trusted_proxies,
        volumes=volumes,
    )


def deployment_of(pods: DeployedPods, max_request_bytes: int, listeners: tuple[Listener, ...]) -> Deployment:
    """Return what the pods have by their own fields."""
    return Deployment(
        listeners=listeners,
        drain=pods.longest_generation,
        grace_period=grace_period(pods.longest_generation),
        memory=memory_for(max_request_bytes, pods.concurrent_generations),
        cpu_request=pods.cpu_request,
        cpu_limit=pods.cpu_limit,
        autoscaling=Autoscaling(
            min_replicas=pods.min_replicas,
            max_replicas=pods.max_replicas,
            cpu_percent=pods.target_cpu_utilization_percentage,
            memory_percent=pods.target_memory_utilization_percentage,
        ),
        service=PodsService(
            type=pods.service_type,
            annotations=pods.service_annotations,
            # Kubernetes refuses it for a Service that no node leads to.
            external_traffic_policy=None if pods.service_type == "ClusterIP" else pods.external_traffic_policy,
            load_balancer_class=pods.load_balancer_class,
            load_balancer_source_ranges=tuple(pods.load_balancer_source_ranges),
        ),
        service_account_annotations=pods.service_account_annotations,
        selector={},
        pod_labels=pods.pod_labels,
        trusted_proxies=0,
        volumes=(),
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
            host=f"unused.{provider_domain(spec.name, spec.namespace)}",
            credential_name=credential,
        )
        for port, credential in sorted(by_port.items())
    )
