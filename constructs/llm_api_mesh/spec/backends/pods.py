"""What the kinds of backend with pods in the cluster have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Self

from pydantic import model_validator

from llm_api_mesh.spec.backends.base import Backend
from llm_api_mesh.spec.base import refused
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer
from llm_api_mesh.spec.version import Version

Protocol = Literal["http", "h2c", "grpc"]

# If nothing takes over from a backend, some replicas are kept even if they fail.
_ALL_MAY_GO = {"max_percent": 100, "min_health_percent": 0}


def by_name(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Sort versions, so that the order of declaration doesn't change the YAML."""
    return tuple(sorted(versions, key=lambda version: version.name))


class PodBackend(Backend):
    """Pods in the cluster. Each kind has these fields, with its own words for what they become."""

    if TYPE_CHECKING:
        model: str | None = None
        protocol: Protocol = "http"
        load_balancer: LoadBalancer = LeastRequest()
        ejection: Ejection | None = None
        http2_keep_alive: Http2KeepAlive | None = None
        concurrent_requests: int | None = None
        replicas: int | None = None
        weights_set_by: str | None = None

    @model_validator(mode="after")
    def _keep_alive_needs_http2(self) -> Self:
        if self.http2_keep_alive and self.protocol == "http":
            raise refused(
                "field-without-effect",
                given='http2_keep_alive with protocol="http"',
                allowed='http2_keep_alive with protocol="h2c" or "grpc", because HTTP/1.1 has no PINGs',
            )
        return self

    @model_validator(mode="after")
    def _limit_of_both(self) -> Self:
        given = [name for name in ("concurrent_requests", "replicas") if getattr(self, name) is not None]
        if len(given) == 1:
            raise refused(
                "field-without-effect",
                given=f"{given[0]} alone",
                allowed="concurrent_requests together with replicas, because Istio's limit is for all replicas",
            )
        return self

    @property
    def served_model(self) -> str | None:
        """The pods' name of the model."""
        return self.model

    @property
    def weights_manager(self) -> str | None:
        """Who sets the weights of the versions in the cluster."""
        return self.weights_set_by

    @property
    def speaks_grpc(self) -> bool:
        """Whether the pods speak gRPC."""
        return self.protocol == "grpc"

    @property
    def max_requests(self) -> int | None:
        """Number of requests that all replicas together serve at a time; None: unknown."""
        return _limit(self.concurrent_requests, self.replicas)

    def max_requests_of(self, version: Version) -> int | None:
        """Number of requests that all replicas of one version serve at a time; None: unknown."""
        return _limit(version.concurrent_requests or self.concurrent_requests, version.replicas or self.replicas)

    def balanced(self, default: LoadBalancer) -> Self:
        """The backend with this load balancer, unless its user has set one."""
        if "load_balancer" in self.model_fields_set or default == self.load_balancer:
            return self
        return self.model_copy(update={"load_balancer": default})

    def replaceable(self) -> Self:
        """The backend, of which all replicas may be ejected unless its user has set another bound."""
        if self.ejection is None:
            return self
        update = {name: value for name, value in _ALL_MAY_GO.items() if name not in self.ejection.model_fields_set}
        # A field that is set would be refused without a policy, so an ejection that stays isn't copied.
        return self.model_copy(update={"ejection": self.ejection.model_copy(update=update)}) if update else self


def _limit(concurrent_requests: int | None, replicas: int | None) -> int | None:
    return None if concurrent_requests is None or replicas is None else concurrent_requests * replicas
