"""Versions of a model server: the subsets of a DestinationRule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.load_balancer import LoadBalancerOrNone
from llm_api_mesh.spec.locality import LocalityOrNone
from llm_api_mesh.spec.names import LABEL_MAX, Selector, dns_label
from llm_api_mesh.spec.numbers import Count

_WEIGHT_MAX = 1_000_000  # the Gateway API's bound for a backend's weight


def _subset(name: str) -> str:
    if "." in name and name.replace(".", "").isalnum():
        raise refused(
            "name-invalid",
            allowed="lower-case letters, digits and inner hyphens",
            fix=f'Write name="{name.replace(".", "-").lower()}" and keep the pods\' label: '
            f'labels={{"version": "{name}"}}.',
        )
    return dns_label(name)


def _weight(weight: int) -> int:
    if not 0 <= weight <= _WEIGHT_MAX:
        raise refused("weight-invalid", allowed=f"a whole number from 0 to {_WEIGHT_MAX}")
    return weight


class Version(Spec):
    """Pods of a pool that run one version of the model or its server.

    Becomes: `DestinationRule.spec.subsets[]`, and a destination of the mesh's primary route.
    """

    name: Annotated[str, Rule(_subset, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """A DNS label. Becomes: `subsets[].name`."""
    weight: Annotated[int, Rule(_weight, minimum=0, maximum=_WEIGHT_MAX)] | None = None
    """Share of the requests that no route claims, relative to the other versions' weights: 90 and 10 give 90 % and
    10 %, 1 and 1 give halves. Beside `ConsistentHash` it is a share of the sessions, in percent. 0 keeps the version
    at hand for routes. Every version has one; a pool's only version needs none. Becomes: `http[].route[].weight`."""
    labels: Selector | None = None
    """Labels of this version's pods beyond the pool's selector. Default: `version: <name>`. Becomes:
    `subsets[].labels`."""

    load_balancer: LoadBalancerOrNone = None
    """Default: the pool's. What it leaves out is the pool's, if that is of the same kind. Becomes, as each of the
    following: `subsets[].trafficPolicy`, with all that the pool says besides."""
    locality: LocalityOrNone = None
    """Default: the pool's. Becomes: `subsets[].trafficPolicy.loadBalancer`."""
    ejection: Ejection | None = None
    """None: never. Default: the pool's, also what an `Ejection(...)` leaves out. Becomes:
    `subsets[].trafficPolicy.outlierDetection`."""
    concurrent_requests: Count | None = None
    """How many requests one replica of this version serves at a time. Default: as the pool's. Becomes:
    `subsets[].trafficPolicy.connectionPool.http.http2MaxRequests`."""
    replicas: Count | None = None
    """Most replicas that this version has at a time. Default: as many as the pool. Becomes: see
    `concurrent_requests`."""

    @property
    def overrides(self) -> frozenset[str]:
        """What the version says for itself of its requests' ways, and doesn't leave to the pool."""
        given = {name for name in self.model_fields_set if getattr(self, name) is not None or name == "ejection"}
        return frozenset(given - {"name", "weight", "labels"})

    @property
    def pod_labels(self) -> Mapping[str, str]:
        """The labels that tell this version's pods from the others'."""
        return self.labels or {"version": self.name}
