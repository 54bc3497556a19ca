"""The inference pools of an API: one for each version of each backend that has a picker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway.headers import VIRTUAL_SERVICES
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import idle_timeout
from llm_api_mesh.spec.backends.inference_pool import InferencePool, InferencePoolRef, shadow_service
from llm_api_mesh.spec.picker import Picker
from llm_api_mesh.spec.version import Version

PICKER_PORT = 9002
"""Port by which the gateway asks a picker."""

SHADOW_PORT = 54321
"""Istio's port of the Service that it makes for a pool."""

READ_BY_PICKERS = (
    "x-gateway-inference-fairness-id",
    "x-gateway-inference-objective",
    "x-gateway-model-name-rewrite",
)
"""Headers that tell a picker whose request it is, how urgent it is, and which model it is for. No client may say it."""

PICKED_PATHS = ("/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses")
"""The paths whose bodies a picker can read. It answers 400 to any other body."""

ATTEMPT = "x-envoy-attempt-count"
"""The header in which the LLM gateway's proxy counts the attempts of a request, from 1 on."""
ANOTHER_ATTEMPT = "[2-9]|[1-9][0-9]+"
"""RE2 expression for all attempts after the first."""


@dataclass(frozen=True, kw_only=True)
class NewPool:
    """What an API writes of a pool that it brings itself."""

    selector: Mapping[str, str]
    target_ports: tuple[int, ...]
    fails_open: bool
    picker: Picker


@dataclass(frozen=True, kw_only=True)
class PoolPlan:
    """A pool, and the route to it at the gateway of inference pools."""

    field: str
    """Field of the specification that has it."""
    version: str | None
    """Name of its version; None: the only one."""
    id_suffix: str
    """End of the ids of its constructs."""
    pool: str
    """Name of the InferencePool."""
    route: str
    """Name of the HTTPRoute."""
    host: str
    """Host of the HTTPRoute."""
    fails_open: bool
    """Whether a request that has failed is repeated without the picker."""
    new: NewPool | None
    """None: the pool exists already."""
    namespace: str
    cluster_domain: str
    connect_timeout: timedelta
    idle_timeout: timedelta

    @property
    def routes_from(self) -> str:
        """RE2 expression for the names of the VirtualServices whose requests it takes: those of its namespace."""
        return f"{VIRTUAL_SERVICES.format(namespace=self.namespace).replace('.', '[.]')}.*"

    @property
    def shadow(self) -> str:
        """Istio's Service of the pool."""
        return shadow_service(self.pool)

    @property
    def shadow_host(self) -> str:
        """Fully qualified name of this Service."""
        return f"{self.shadow}.{self.namespace}.svc.{self.cluster_domain}"

    @property
    def picker(self) -> str:
        """Name of the picker's objects."""
        return object_names.picker(self.pool)

    @property
    def picker_host(self) -> str:
        """Fully qualified name of the picker's Service."""
        return f"{self.picker}.{self.namespace}.svc.{self.cluster_domain}"


def derive_pools(settings: Settings, targets: Iterable[LeafTarget]) -> Iterator[PoolPlan]:
    """Return the pools of each backend, in the order of their versions.

    A pool that the API brings and a reference to it each have a route, because their failure modes may differ.
    """
    first: dict[str, LeafTarget] = {}
    for target in targets:
        first.setdefault(target.objects, target)
    for target in first.values():
        backend = target.backend
        if isinstance(backend, InferencePool | InferencePoolRef):
            for version in backend.versions or (None,):
                yield _pool(settings, target, backend, version)


def _pool(
    settings: Settings, target: LeafTarget, backend: InferencePool | InferencePoolRef, version: Version | None
) -> PoolPlan:
    ending = f"-{version.name}" if version else ""
    new, fails_open = None, backend.failure_mode == "FailOpen"
    name = backend.name or target.placement.name
    if isinstance(backend, InferencePool):
        new = NewPool(
            selector={**backend.selector, **version.pod_labels} if version else backend.selector,
            target_ports=tuple(backend.target_ports),
            fails_open=fails_open,
            picker=backend.picker,
        )
    return PoolPlan(
        field=target.names.field,
        version=version.name if version else None,
        id_suffix=f"{target.names.id_suffix}{ending}",
        pool=f"{name}{ending}",
        route=f"{target.objects}{ending}",
        host=target.pool_host(version.name if version else None) or "",
        fails_open=fails_open,
        new=new,
        namespace=target.placement.namespace,
        cluster_domain=target.placement.cluster_domain,
        connect_timeout=settings.connect_timeout,
        idle_timeout=idle_timeout(settings, backend),
    )
