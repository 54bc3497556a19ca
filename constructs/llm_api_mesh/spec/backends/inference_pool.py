"""Model servers behind an endpoint picker: the Gateway API's inference pools, new ones and existing ones."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import model_validator

from llm_api_mesh.spec.backends.base import Backend, Placement
from llm_api_mesh.spec.backends.pods import by_name
from llm_api_mesh.spec.base import List, Rule, refused
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest
from llm_api_mesh.spec.model_name import BackendModel
from llm_api_mesh.spec.names import LABEL_MAX, Port, Selector, ServiceName
from llm_api_mesh.spec.picker import Picker
from llm_api_mesh.spec.version import Version

PORT = 443
"""The port of the gateway of inference pools, by which routes send to every pool."""

_MOST_PORTS = 8
_DIGITS = 8
_SEPARATOR = "-ip-"


def shadow_service(pool: str) -> str:
    """Return Istio's name of the Service that it makes for a pool: its name and the beginning of a hash of it."""
    digest = hashlib.sha256(pool.encode()).hexdigest()[:_DIGITS]
    return f"{pool[: LABEL_MAX - len(_SEPARATOR) - _DIGITS]}{_SEPARATOR}{digest}"


def is_shadow_service(name: str) -> bool:
    """Return whether Istio gives this name to the Service of a pool."""
    pool, separator, digest = name.rpartition(_SEPARATOR)
    if not separator or not re.fullmatch(f"[0-9a-f]{{{_DIGITS}}}", digest):
        return False
    # A name of the largest length may have only the beginning of the pool's name.
    return len(name) == LABEL_MAX or shadow_service(pool) == name


def _ports(ports: Sequence[int]) -> tuple[int, ...]:
    if not 1 <= len(ports) <= _MOST_PORTS or len(set(ports)) < len(ports):
        raise refused("field-invalid", allowed=f"1 to {_MOST_PORTS} different ports")
    return tuple(sorted(ports))


class PickedBackend(Backend):
    """Replicas among which an endpoint picker chooses. Istio applies no traffic policy to it."""

    @property
    def port(self) -> int:
        """Port of the gateway of inference pools."""
        return PORT

    @property
    def load_balancer(self) -> LeastRequest:
        """The gateway balances over the pods of the gateway of inference pools."""
        return LeastRequest()

    @property
    def locality(self) -> None:
        """None: the picker doesn't read it."""

    @property
    def ejection(self) -> Ejection | None:
        """None: the picker leaves out pods that aren't ready."""
        return None

    @property
    def http2_keep_alive(self) -> Http2KeepAlive | None:
        """None: there is no field for it."""
        return None

    @property
    def max_requests_per_connection(self) -> int | None:
        """None: there is no field for it."""
        return None

    def has_policy(self, placement: Placement) -> bool:  # noqa: ARG002  # the same for every placement
        """False: a picker chooses the replicas."""
        return False

    @property
    def picked(self) -> bool:
        """True: requests go by the gateway of inference pools."""
        return True


class InferencePool(PickedBackend):
    """Pods that serve a model, and a picker that reads their queues and KV caches and remembers their prompts.

    It needs an `LlmGateway` with `inference_pools`, and Istio with `ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true`. Each
    version has a pool and a picker of its own.

    Becomes: an `InferencePool` of the Gateway API, an `HTTPRoute` to it, and the objects of the picker.
    """

    name: ServiceName | None = None
    """Name of the pool and of its `HTTPRoute`. Default: the name of the API, with the slug of the model if the pool is
    a model's. Becomes: `metadata.name`, with the name of the version if there are versions."""
    selector: Selector
    """Labels of the pods of all versions. Becomes: `InferencePool.spec.selector.matchLabels`."""
    target_ports: Annotated[List[Port], Rule(_ports, minItems=1, maxItems=_MOST_PORTS)]
    """Ports on which each pod listens, such as `[8000]`: 1 to 8. With data parallelism, each rank has a port, and the
    picker chooses among them; their order doesn't matter. No default, because with a wrong port every request gets 503.
    Becomes: `InferencePool.spec.targetPorts`."""
    model: BackendModel | None = None
    """The pods' name of the model, such as that of vLLM's `--served-model-name`. It replaces the top-level `model` of
    the request's JSON body. It has no `%`. Default: the name that the client wrote. Becomes: the header
    `x-llm-upstream-model`, which the gateway reads."""
    failure_mode: Literal["FailOpen", "FailClose"] = "FailOpen"
    """What happens if the picker can't be reached: with "FailOpen", the gateway sends the request again, without the
    picker and to the replicas in turn, which takes one of the `Retries`; with "FailClose", the client gets 503, or a
    `Failover` goes on to its next backend. Default: "FailOpen", because answers without the picker's choice are better
    than none. Becomes: `InferencePool.spec.endpointPickerRef.failureMode`, and a rule of the `HTTPRoute` for attempts
    after the first."""
    picker: Picker = Picker()
    """The picker: its image, its weights and its resources. Default: `Picker()`. Becomes: the objects of the picker."""
    versions: Annotated[List[Version], Rule(by_name)] = ()
    """Versions of the model or its server; their order doesn't matter. Each is a pool of its own, so a `Version` has
    only a name, a weight and labels. A session keeps its version, and so does a conversation without a session.
    Default: one unnamed version. Becomes: an `InferencePool` with its picker each, and matches of the header
    `x-llm-gateway-bucket`."""

    @model_validator(mode="after")
    def _only_shares(self) -> InferencePool:
        for version in self.versions:
            for name in sorted(version.overrides):
                raise refused(
                    "field-without-effect",
                    given=f"{name} of version {version.name}",
                    allowed="a name, a weight and labels, because the picker chooses the replicas of each version",
                )
        return self

    @property
    def label(self) -> str:
        """Name of the pool if it has one."""
        return self.name or ""

    @property
    def served_model(self) -> str | None:
        """The pods' name of the model."""
        return self.model

    def pool_name(self, placement: Placement) -> str:
        """The given name, or that of the API."""
        return self.name or placement.name

    def objects(self, placement: Placement) -> str:
        """The name of the pool."""
        return self.pool_name(placement)

    def host(self, placement: Placement) -> str:
        """Fully qualified name of the Service that Istio makes for the pool."""
        return _shadow_host(self.pool_name(placement), placement)


class InferencePoolRef(PickedBackend):
    """An `InferencePool` that exists already in the API's namespace, such as that of a Helm chart, with its picker.

    It needs an `LlmGateway` with `inference_pools`, and Istio with `ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true`. A
    picker that serves by TLS, as is its default, needs a `DestinationRule` that its owner writes.

    Becomes: an `HTTPRoute` to the pool.
    """

    name: ServiceName
    """Name of the pool. Becomes: `HTTPRoute.spec.rules[].backendRefs[].name`, and `metadata.name: <api>-<name>` of
    the `HTTPRoute`."""
    failure_mode: Literal["FailOpen", "FailClose"] = "FailOpen"
    """What happens if the picker can't be reached: with "FailOpen", the gateway sends the request again, without the
    picker and to the replicas in turn; with "FailClose", what the pool itself says. Default: "FailOpen". Becomes: a
    rule of the `HTTPRoute` for attempts after the first."""
    model: BackendModel | None = None
    """The pods' name of the model, such as that of vLLM's `--served-model-name`. It replaces the top-level `model` of
    the request's JSON body. It has no `%`. Default: the name that the client wrote. Becomes: the header
    `x-llm-upstream-model`, which the gateway reads."""

    @property
    def label(self) -> str:
        """Name of the pool."""
        return self.name

    @property
    def served_model(self) -> str | None:
        """The pods' name of the model."""
        return self.model

    @property
    def versions(self) -> tuple[Version, ...]:
        """None: each version would be another pool."""
        return ()

    def objects(self, placement: Placement) -> str:
        """The names of the API and of the pool, because other APIs may have a route to the pool as well."""
        return f"{placement.api}-{self.name}"

    def host(self, placement: Placement) -> str:
        """Fully qualified name of the Service that Istio makes for the pool."""
        return _shadow_host(self.name, placement)


def _shadow_host(pool: str, placement: Placement) -> str:
    return f"{shadow_service(pool)}.{placement.namespace}.svc.{placement.cluster_domain}"
