"""The values of an API's EnvoyFilters: settings of the gateway's proxy for which Istio's own resources have no field.

Each EnvoyFilter has an attribute with its name. If the attribute is empty, the API doesn't need the EnvoyFilter. They
patch the API's own routes and clusters, and stand in a file for the team of the LLM gateway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from llm_api_mesh.plan.routing.routes import Routes
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import BackendPolicies
from llm_api_mesh.spec.consistent_hash import load_percent
from llm_api_mesh.spec.load_balancer import ENVOYS_CHOICES, LeastRequest


@dataclass(frozen=True, kw_only=True)
class ChoiceCount:
    """The number of replicas that least request compares."""

    host: str
    subset: str | None
    """None: all subsets."""
    choices: int


@dataclass(frozen=True, kw_only=True)
class LoadBound:
    """The largest load of a replica."""

    host: str
    subset: str | None
    """None: all subsets."""
    percent: int
    """Of the average load."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EnvoyPatches:
    """The values of all EnvoyFilters of an API."""

    backend_policies: Mapping[LeafTarget, BackendPolicies]
    """The policies of each backend."""
    routes: Routes
    gateway_choices: int = ENVOYS_CHOICES
    """The number of replicas that the gateway's clusters compare without a patch."""

    gateway_load: int | None = None
    """The largest load in percent that the gateway's clusters have without a patch; None: any load."""

    @property
    def any(self) -> bool:
        """Whether the API needs an EnvoyFilter."""
        return bool(self.least_request or self.max_load or self.retry_after or self.return_time or self.stream_silence)

    @cached_property
    def least_request(self) -> tuple[ChoiceCount, ...]:
        """Backends and versions for which least request compares another number of replicas than the gateway's."""
        return tuple(
            choice
            for target, policies in self.backend_policies.items()
            for choice in _choices(target.host, policies, self.gateway_choices)
        )

    @cached_property
    def max_load(self) -> tuple[LoadBound, ...]:
        """Backends and versions whose hash has another bound than the gateway's clusters."""
        return tuple(
            bound
            for target, policies in self.backend_policies.items()
            for bound in _bounds(target.host, policies, self.gateway_load)
        )

    @cached_property
    def return_time(self) -> Mapping[str, timedelta]:
        """Longest ejection by host."""
        return {
            target.host: max(times)
            for target, policies in self.backend_policies.items()
            if (times := [*_longest_ejections(policies)])
        }

    @cached_property
    def retry_after(self) -> tuple[tuple[str, timedelta], ...]:
        """Routes with long answers that honour `Retry-After`, and how long at most."""
        return tuple(
            (route.name, longest)
            for route in self.routes.proxy
            if route.generates and (longest := route.retries.longest_retry_after)
        )

    @cached_property
    def stream_silence(self) -> tuple[tuple[str, timedelta], ...]:
        """Routes of streams, and how long a stream may be silent."""
        return tuple((route.name, route.silence) for route in self.routes.proxy if route.silence)


def _longest_ejections(policies: BackendPolicies) -> Iterator[timedelta]:
    for policy in policies.in_force.values():
        if policy.ejection and policy.ejection.max_time:
            yield policy.ejection.max_time


def _choices(host: str, policies: BackendPolicies, default: int) -> Iterator[ChoiceCount]:
    balancers = {subset: policy.load_balancer for subset, policy in policies.in_force.items()}
    choices = {
        subset: (balancer.choices if isinstance(balancer, LeastRequest) else None) or default
        for subset, balancer in balancers.items()
    }
    for subset, number in _others(choices, default):
        yield ChoiceCount(host=host, subset=subset, choices=number)


def _bounds(host: str, policies: BackendPolicies, default: int | None) -> Iterator[LoadBound]:
    # A cluster without a hash doesn't read the bound.
    found = {subset: load_percent(one.max_load) or default for subset, one in policies.hashes.items()}
    for subset, percent in _others(found, default):
        yield LoadBound(host=host, subset=subset, percent=percent)


def _others(numbers: Mapping[str, int | None], default: int | None) -> Iterator[tuple[str | None, int]]:
    """Yield the numbers that aren't the default, by subset; None: all subsets have this one."""
    alike = len(set(numbers.values())) == 1
    for subset, number in sorted(numbers.items())[: 1 if alike else None]:
        if number and number != default:
            yield None if alike else subset, number
