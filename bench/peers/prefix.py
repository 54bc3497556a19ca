"""The balancers of the prefix benchmark: APIs at LLM gateways with pods of their own, and others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from cdk8s import JsonPatch

from bench.measuring import cpu
from bench.measuring.apis import NAMESPACE, host_of, synthesize
from bench.measuring.client import Target
from bench.measuring.prefix.replicas import Scale
from bench.measuring.prefix.results import WITHOUT_KEYS
from bench.measuring.prefix.workloads import SESSION_HEADER
from bench.peers.direct import Direct
from bench.peers.hashing import HashingHAProxy
from bench.peers.istio import MODEL_LABELS, Ours
from bench.peers.original import Original
from bench.peers.peer import MODEL_PORT, Peer
from bench.peers.routers import VLLM, SGLang, StickyVLLM
from lab.apps.app import App
from lab.apps.endpoint_picker import EndpointPicker
from lab.cluster import manifests
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
from llm_api_mesh.resources.llm_gateway.shared_filters import KEYS_FILTER
from llm_api_mesh.spec.picker import IMAGE

_GATEWAY = LlmGatewayRef(namespace="prefix", name="llm")
_WITHOUT_KEYS = LlmGatewayRef(namespace="prefix-without-keys", name="llm")
# What a gateway's owner sets for bounded loads, beside Istio's default.
_STATISTICS = {"proxyStatsMatcher": {"inclusionSuffixes": ["upstream_rq_active"]}}

PODS = 2

_PICKER_PROGRAM = "epp"

# How often the picker reads metrics. If it did so as seldom in a simulation that is four times as fast, its numbers
# would be four times as old.
_REFRESH_MILLISECONDS = 50

# The gateway's default.
_OPENING_CHARACTERS = 4096

# As the other gateways have, whatever the limit of CPU in their Deployment.
_ONE_THREAD = {"ISTIO_CPU_LIMIT": "1"}


@dataclass(frozen=True)
class Gateways:
    """The pods of the LLM gateway, that of its Gateway of inference pools, and that of a gateway that reads no keys."""

    pods: Sequence[Gateway]
    of_pools: DeployedGateway
    without_keys: Gateway
    speed: float
    """Times by which the simulation is faster than production."""


def start_gateways(lab: Lab, names: Sequence[str], scale: Scale) -> Gateways:
    """Start the gateways' pods, and apply the LLM gateways, the first with the hosts of the APIs of these names.

    The key `opening` has as large a part of a system prompt as in production.
    """
    pods = [_add_pod(lab, _GATEWAY, index) for index in range(PODS)]
    without_keys = _add_pod(lab, _WITHOUT_KEYS, 0)
    folder = lab.state.folder / "prefix-gateways"
    characters = _OPENING_CHARACTERS // scale.shrink
    write_gateway(folder / "llm", _GATEWAY, names, opening_characters=characters, inference_pools=[NAMESPACE])
    write_gateway(folder / "without-keys", _WITHOUT_KEYS, [WITHOUT_KEYS])
    leave_out_keys(folder / "without-keys")
    for one in ("llm", "without-keys"):
        lab.apply(folder / one)
    name = f"{_GATEWAY.name}-pools-istio"
    of_pools = lab.deployed_gateway(_GATEWAY.namespace, name, environment=_ONE_THREAD)
    return Gateways(pods, of_pools, without_keys, scale.speed)


def _add_pod(lab: Lab, gateway: LlmGatewayRef, index: int) -> Gateway:
    return lab.add_gateway(GatewaySpec(f"prefix-{index}", gateway.namespace, _labels(gateway), _STATISTICS))


def _labels(gateway: LlmGatewayRef) -> dict[str, str]:
    return {"gateway": gateway.namespace}


def write_gateway(folder: Path, gateway: LlmGatewayRef, names: Sequence[str], **options: Any) -> None:
    """Write the file of an LLM gateway with the hosts of some APIs."""
    app = MeshApp(outdir=folder)
    LlmGateway(
        app,
        gateway.name,
        namespace=gateway.namespace,
        hosts={NAMESPACE: [host_of(name) for name in names]},
        http=PlainHttp(),
        # The replicas have no sidecar, which would compare it.
        pods=ExistingPods(selector=_labels(gateway), service_account="prefix"),
        anonymous=True,
        **options,
    )
    synthesize(app)


_PATCHES_OF_KEYS = 3
"""The script, its place in the listeners, and the routes of the only port."""


def leave_out_keys(folder: Path) -> None:
    """Remove the reader of keys from the file of an LLM gateway, and what routes say about it."""
    (file,) = folder.glob("*.yaml")
    items = manifests.objects(folder)
    removed = 0
    for item in items:
        spec = item["spec"]
        if item["kind"] != "EnvoyFilter":
            continue
        kept = [one for one in spec["configPatches"] if one["patch"].get("value", {}).get("name") != KEYS_FILTER]
        removed += len(spec["configPatches"]) - len(kept)
        spec["configPatches"] = kept
        for one in kept:
            enabled = one["patch"].get("value", {}).get("typed_per_filter_config", {})
            removed += enabled.pop(KEYS_FILTER, None) is not None
    if removed != _PATCHES_OF_KEYS:
        raise ValueError(f"the gateway has {removed} patches for keys, and not {_PATCHES_OF_KEYS}")
    file.write_text(yaml.safe_dump_all(items))


class AtPods(Ours):
    """An API at the LLM gateway."""

    pods = 1
    gateway = _GATEWAY

    def __init__(self, lab: Lab, backends: App, folder: Path, gateways: Gateways) -> None:
        super().__init__(lab, backends, folder)
        self._gateways = self._used(gateways)
        self._of_pools = gateways.of_pools
        self._speed = gateways.speed

    def _used(self, gateways: Gateways) -> Sequence[Gateway]:
        """The pods of the LLM gateway that clients use."""
        return gateways.pods[: self.pods]

    def declare(self, app: MeshApp) -> LlmApiMesh:
        """Declare the API."""
        hosts = [self.api_host]
        options: dict[str, Any] = {"gateway": self.gateway, "backend": self.backend()}
        return LlmApiMesh(app, self.name, namespace=NAMESPACE, hosts=hosts, **options)

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


class WithoutKeys(LeastRequests):
    """The same at a gateway that reads no keys, so that the cost of reading them can be seen."""

    name = WITHOUT_KEYS
    gateway = _WITHOUT_KEYS

    def _used(self, gateways: Gateways) -> Sequence[Gateway]:
        return [gateways.without_keys]


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
    """The same with another bound, 1.1 in place of the gateway's 1.25."""

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
    """An endpoint picker with the construct's weights, behind the second Gateway.

    It reads metrics as often as in production, if a second of the simulation is as long as one of production. Between
    its measurements it is stopped, because it would read them all the time.
    """

    name = "picker-even"
    picker = Picker()
    _running: EndpointPicker

    def backend(self) -> InferencePool:
        """The replicas, among which the picker chooses."""
        return InferencePool(selector=MODEL_LABELS, target_ports=[MODEL_PORT], picker=self.picker)

    def declare(self, app: MeshApp) -> LlmApiMesh:
        """Declare the API, whose picker reads metrics more often."""
        api = super().declare(app)
        refresh = f"--refresh-metrics-interval={_REFRESH_MILLISECONDS / self._speed:g}ms"
        deployment = api.inference_pools[f"Deployment/{self._picker_name}"]
        deployment.add_json_patch(JsonPatch.add("/spec/template/spec/containers/0/args/-", refresh))
        return api

    @property
    def _picker_name(self) -> str:
        return f"{self.name}-picker"

    def start(self) -> None:
        """Apply the YAML, and start the picker."""
        super().start()
        self._running = self.lab.picker(NAMESPACE, self._picker_name)
        self._running.freeze()

    @contextmanager
    def awake(self) -> Iterator[None]:
        """Have the picker read metrics."""
        self._running.thaw()
        try:
            yield
        finally:
            self._running.freeze()

    @classmethod
    def version(cls) -> str:
        """The versions of the control plane, of the proxy and of the picker."""
        return f"{super().version()} and endpoint picker {IMAGE.rpartition(':v')[2]}"

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
