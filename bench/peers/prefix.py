"""The balancers of the prefix benchmark: APIs at LLM gateways with pods of their own, and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import cpu
from bench.measuring.apis import NAMESPACE, host_of, synthesize
from bench.measuring.client import Target
from bench.measuring.prefix.replicas import Scale
from bench.measuring.prefix.workloads import SESSION_HEADER
from bench.peers.direct import Direct
from bench.peers.hashing import HashingHAProxy
from bench.peers.istio import MODEL_LABELS, Ours
from bench.peers.original import Original
from bench.peers.peer import MODEL_PORT, Peer
from bench.peers.routers import VLLM, SGLang, StickyVLLM
from lab.apps.app import App
from lab.apps.endpoint_picker import EndpointPicker
from lab.environment import Lab
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.gateway import Gateway, GatewaySpec
from lab.machine.network import Host
from llm_api_mesh import (
    ConsistentHash,
    ExistingPods,
    InferencePool,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    Picker,
    PlainHttp,
    Pool,
)

_LABELS = {"gateway": "prefix"}
_GATEWAY = LlmGatewayRef(namespace="prefix", name="llm")
# What a gateway's owner sets for bounded loads, beside Istio's default.
_STATISTICS = {"proxyStatsMatcher": {"inclusionSuffixes": ["upstream_rq_active"]}}

PODS = 2

_PICKER_PROGRAM = "epp"

# The gateway's default.
_OPENING_CHARACTERS = 4096


@dataclass(frozen=True)
class Gateways:
    """The pods of the LLM gateway, and that of its Gateway of inference pools."""

    pods: Sequence[Gateway]
    of_pools: DeployedGateway


def start_gateways(lab: Lab, names: Sequence[str], scale: Scale) -> Gateways:
    """Start the gateways' pods, and apply the LLM gateway with the hosts of the APIs of these names.

    The key `opening` has as large a part of a system prompt as in production.
    """
    pods = [
        lab.add_gateway(GatewaySpec(f"prefix-{index}", _GATEWAY.namespace, _LABELS, _STATISTICS))
        for index in range(PODS)
    ]
    folder = lab.state.folder / "prefix-gateway"
    app = MeshApp(outdir=folder)
    LlmGateway(
        app,
        _GATEWAY.name,
        namespace=_GATEWAY.namespace,
        hosts={NAMESPACE: [host_of(name) for name in names]},
        http=PlainHttp(),
        # The replicas have no sidecar, which would compare it.
        pods=ExistingPods(selector=_LABELS, service_account="prefix"),
        opening_characters=_OPENING_CHARACTERS // scale.shrink,
        inference_pools=[NAMESPACE],
    )
    synthesize(app)
    lab.apply(folder)
    return Gateways(pods, lab.deployed_gateway(_GATEWAY.namespace, f"{_GATEWAY.name}-pools-istio"))


class AtPods(Ours):
    """An API at the LLM gateway."""

    pods = 1

    def __init__(self, lab: Lab, backends: App, folder: Path, gateways: Gateways) -> None:
        super().__init__(lab, backends, folder)
        self._gateways = gateways.pods[: self.pods]
        self._of_pools = gateways.of_pools

    def declare(self, app: MeshApp) -> LlmApiMesh:
        """Declare the API."""
        hosts = [self.api_host]
        return LlmApiMesh(app, self.name, namespace=NAMESPACE, hosts=hosts, gateway=_GATEWAY, backend=self.backend())

    def backend(self) -> Pool | InferencePool:
        """The replicas, with a balancer."""
        return self.pool()

    def settle(self) -> None:
        """Nothing: no replica fails."""

    @property
    def host(self) -> Host:
        """The host of the first pod."""
        return self._gateways[0].host

    @property
    def target(self) -> Target:
        """The first pod."""
        return self.targets[0]

    @property
    def targets(self) -> list[Target]:
        """The pods that clients use."""
        return [Target(self.lab.hub.namespace, pod.host.address, 80, self.api_host) for pod in self._gateways]

    def cpu_seconds(self) -> float:
        """The CPU time of these pods."""
        return sum(cpu.seconds(pod.host.namespace, self.program) for pod in self._gateways)


class LeastRequests(AtPods):
    """The default."""

    name = "least-request"

    def pool(self) -> Pool:
        """The replicas, with the default balancer."""
        return Pool(selector=MODEL_LABELS, target_port=8080)


class ByOpening(AtPods):
    """Affinity by the opening of a conversation."""

    name = "opening"

    def pool(self) -> Pool:
        """The replicas."""
        return Pool(selector=MODEL_LABELS, target_port=8080, load_balancer=ConsistentHash(keys=["opening"]))


class ByOpeningAtTwoPods(ByOpening):
    """The same, with requests to two pods in turn."""

    name = "opening-two-pods"
    pods = 2


class ByOpeningTightly(AtPods):
    """The same with a bound of its own, which is below the gateway's 1.25."""

    name = "opening-110"
    bound = 1.1

    def pool(self) -> Pool:
        """The replicas."""
        affinity = ConsistentHash(keys=["opening"], max_load=self.bound)
        return Pool(selector=MODEL_LABELS, target_port=8080, load_balancer=affinity)


class ByOpeningLoosely(ByOpeningTightly):
    """The same with a bound above the gateway's."""

    name = "opening-150"
    bound = 1.5


class BySession(AtPods):
    """Affinity by the session's header."""

    name = "session"

    def pool(self) -> Pool:
        """The replicas."""
        return Pool(selector=MODEL_LABELS, target_port=8080, load_balancer=ConsistentHash(header=SESSION_HEADER))


class BySessionAtTwoPods(BySession):
    """The same, with requests to two pods in turn."""

    name = "session-two-pods"
    pods = 2


class ByEvenPicker(AtPods):
    """An endpoint picker with the construct's weights, behind the second Gateway."""

    name = "picker-even"
    picker = Picker()
    _running: EndpointPicker

    def backend(self) -> InferencePool:
        """The replicas, among which the picker chooses."""
        return InferencePool(selector=MODEL_LABELS, target_ports=[MODEL_PORT], picker=self.picker)

    def start(self) -> None:
        """Apply the YAML, and start the picker."""
        super().start()
        self._running = self.lab.picker(NAMESPACE, f"{self.name}-picker")

    def cpu_seconds(self) -> float:
        """The CPU time of the LLM gateway, of the second Gateway and of the picker."""
        of_pools = cpu.seconds(self._of_pools.host.namespace, self.program)
        return super().cpu_seconds() + of_pools + cpu.seconds(self._running.host.namespace, _PICKER_PROGRAM)


class ByPicker(ByEvenPicker):
    """The same with the picker's own weights."""

    name = "picker"
    picker = Picker(queue_weight=2, kv_cache_weight=2, prefix_weight=3)


DEFAULT: tuple[type[Peer], ...] = (
    Direct,
    LeastRequests,
    ByOpening,
    ByOpeningAtTwoPods,
    BySession,
    BySessionAtTwoPods,
    ByPicker,
    ByEvenPicker,
    Original,
    HashingHAProxy,
    SGLang,
    VLLM,
    StickyVLLM,
)

# Measured only if they are named.
OTHERS: tuple[type[Peer], ...] = (ByOpeningTightly, ByOpeningLoosely)

BY_NAME: dict[str, type[Peer]] = {peer.name: peer for peer in (*DEFAULT, *OTHERS)}


def make(kind: type[Peer], lab: Lab, backends: App, gateways: Gateways) -> Peer:
    """A balancer of the benchmark."""
    folder = lab.state.folder / f"peer-{kind.name}"
    if issubclass(kind, AtPods):
        return kind(lab, backends, folder, gateways)
    return kind(lab, backends, folder)
