"""Versions of a pool: the subsets of its DestinationRule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.load_balancer import LoadBalancerOrNone
from llm_api_mesh.spec.locality import LocalityOrNone
from llm_api_mesh.spec.names import LABEL_MAX, Selector, dns_label
from llm_api_mesh.spec.numbers import Count

_WEIGHT_MAX = 1_000_000  # the bound of the Gateway API for the weight of a backend


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


WeightsManager = Annotated[str, Rule(dns_label, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
"""What sets weights in the cluster, by a name of the user's choice."""


class Version(Spec):
    """Pods of a pool that run one version of the model or its server.

    Becomes: `DestinationRule.spec.subsets[]`, and a destination of the weighted route.
    """

    name: Annotated[str, Rule(_subset, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """Name of the version: a DNS label. Becomes: `subsets[].name`."""
    weight: Annotated[int, Rule(_weight, minimum=0, maximum=_WEIGHT_MAX)] | None = None
    """Share of the requests that no route matches, relative to the weights of the other versions: 90 and 10 are 90 %
    and 10 %, 1 and 1 are halves. With `ConsistentHash`, and in an `InferencePool`, sessions keep their version, and the
    weights are shares of the sessions in percent. A version of weight 0 only gets requests by routes; 0 to 1,000,000.
    Default: none, which is only allowed if the pool has no other version. Becomes: `http[].route[].weight`, and for
    sessions matches of the header `x-llm-gateway-bucket`."""
    labels: Selector | None = None
    """Labels of the version's pods, in addition to the selector of the pool. Default: `version: <name>`. Becomes:
    `subsets[].labels`."""

    load_balancer: LoadBalancerOrNone = None
    """How requests are spread over the replicas of this version. Fields that it doesn't set are those of the pool, if
    both are of the same kind. Default: that of the pool. Becomes: `subsets[].trafficPolicy.loadBalancer`; a version
    with a traffic policy repeats the policy of the pool."""
    locality: LocalityOrNone = None
    """Whether near replicas of this version are preferred. Default: that of the pool. Becomes:
    `subsets[].trafficPolicy.loadBalancer.localityLbSetting` or `zoneAwareLbSetting`."""
    ejection: Ejection | None = None
    """When a failing replica of this version is left out for a while. None: never. Fields that it doesn't set are those
    of the pool. Default: that of the pool. Becomes: `subsets[].trafficPolicy.outlierDetection`."""
    concurrent_requests: Count | None = None
    """Number of requests that one replica of this version serves at a time; 1 to 10,000. Default: that of the pool.
    Becomes, multiplied by `replicas`: `subsets[].trafficPolicy.connectionPool.http.http2MaxRequests`."""
    replicas: Count | None = None
    """Largest number of replicas of this version; 1 to 10,000. Default: that of the pool. Becomes: see
    `concurrent_requests`."""

    @property
    def overrides(self) -> frozenset[str]:
        """The fields of the traffic policy that the version sets instead of inheriting them from the pool."""
        given = {name for name in self.model_fields_set if getattr(self, name) is not None or name == "ejection"}
        return frozenset(given - {"name", "weight", "labels"})

    @property
    def pod_labels(self) -> Mapping[str, str]:
        """The labels that distinguish the pods of this version."""
        return self.labels or {"version": self.name}
