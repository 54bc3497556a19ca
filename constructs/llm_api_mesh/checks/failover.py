"""Failovers: backends that can take over from each other, and times in which they can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from llm_api_mesh.errors import NOTHING, Problem, listed, show
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.backends import Failover, ProviderRef
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.durations import istio_duration

_LEAST = 2
_LONGEST_KEY = 63  # a label's

# Names that other objects of an API end with.
_TAKEN = object_names.RESERVED | {object_names.VERSIONS}


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse a failover that would never take place."""
    found = [(target, target.failover) for target in plan.targets if target.failover]
    for target, failover in found:
        yield from _backends(target, failover)
        yield from _provider_models(target)
        yield from _distinct(target)
        yield from _own_services(target)
    yield from _waits(plan.settings.budget, max((len(failover.backends) for _, failover in found), default=0))


def _backends(target: Target, failover: Failover) -> Iterator[Problem]:
    if len(failover.backends) < _LEAST:
        yield Problem(
            path=f"{target.names.field}.backends",
            code="failover-backends",
            given="one backend" if failover.backends else "no backends",
            allowed="two or more backends, which a request tries in their order",
            fix="" if not failover.backends else "Write the backend itself, without Failover.",
        )
    for leaf in target.leaves:
        if leaf.backend.speaks_grpc:
            yield Problem(
                path=leaf.names.field,
                code="failover-backends",
                given="a backend that speaks gRPC",
                allowed="backends that speak HTTP, because gRPC reports an overload in an answer with status 200",
            )


def _provider_models(target: Target) -> Iterator[Problem]:
    """Refuse a provider that would get another backend's name of the model: its 404 reaches the client."""
    backends = [leaf.backend for leaf in target.leaves]
    if len({backend.provider if isinstance(backend, ProviderRef) else None for backend in backends}) == 1:
        return
    for leaf in target.leaves:
        if isinstance(leaf.backend, ProviderRef) and leaf.backend.served_model is None:
            yield Problem(
                path=f"{leaf.names.field}.model",
                code="failover-model",
                given=NOTHING,
                allowed="the provider's own name of the model, because it answers 404 to names that it doesn't know",
                fix='Write model="...", such as "gpt-4o-mini". If it is the name that clients write, write that name.',
            )


def _distinct(target: Target) -> Iterator[Problem]:
    counts = Counter(leaf.names.leg for leaf in target.leaves)
    for leg, count in sorted(counts.items()):
        if count > 1 or leg in _TAKEN or len(leg) > _LONGEST_KEY:
            yield Problem(
                path=f"{target.names.field}.backends",
                code="failover-backends",
                given=f"{show(leg)} {count} times" if count > 1 else show(leg),
                allowed=f"a different name for each backend, other than {listed(sorted(_TAKEN), 'and')}",
                fix="Give all but one of them a name." if count > 1 else "",
            )


def _own_services(target: Target) -> Iterator[Problem]:
    """A pool without a name has a Service with the name of its API, and so may another pool."""
    for one, other in combinations((leaf for leaf in target.leaves if leaf.service_name), 2):
        alike = one.names.leg == other.names.leg  # the equal names are a problem already
        if one.host == other.host and one.backend != other.backend and not alike:
            yield Problem(
                path=other.names.field,
                code="service-claimed",
                given=f'a different backend with the name of {one.names.field}, "{one.host}"',
                allowed="one name for each backend",
            )


def _waits(budget: Budget, backends: int) -> Iterator[Problem]:
    if budget.whole_answer and not backends:
        yield Problem(
            path="budget.whole_answer",
            code="field-without-effect",
            given=istio_duration(budget.whole_answer),
            allowed="whole_answer together with a Failover, because there is no other backend to try",
        )
    for name in ("first_token", "whole_answer"):
        wait = getattr(budget, name)
        if backends and wait and budget.generation and wait * (backends - 1) >= budget.generation:
            yield Problem(
                path=f"budget.{name}",
                code="budget-conflict",
                given=f"{istio_duration(wait)} for each of {backends - 1} backends before the last, and "
                f"generation={istio_duration(budget.generation)}",
                allowed="less than generation in total, because otherwise the last backend would never be tried",
            )
