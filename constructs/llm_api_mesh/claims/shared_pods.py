"""The pods of the APIs' models: what one API admits or forbids holds for all requests to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from llm_api_mesh.checks.reach import Reach, same_pods, selector_of
from llm_api_mesh.claims.owners import named
from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.pod_access import share_pods
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.caller import Caller


class SharedPods:
    """The pods of the APIs seen so far."""

    def __init__(self) -> None:
        """Begin without any."""
        self._pools: defaultdict[tuple[str, str, str], list[_Pool]] = defaultdict(list)
        self._reaches: defaultdict[tuple[str, ...], list[Reach]] = defaultdict(list)

    def add(self, plan: Plan) -> None:
        """Record the pods of an API."""
        for pool in _pools(plan):
            for label in pool.selector.items():
                self._pools[(plan.spec.namespace, *label)].append(pool)
        for target in plan.leaf_targets:
            for key in _pod_keys(target):
                self._reaches[key].append(Reach(plan.spec, target))

    def conflicts(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for pods that another API shares and opens or closes in another way."""
        yield from self._other_callers(plan)
        yield from self._other_access(plan)
        yield from self._other_sidecar(plan)

    def _sharing(self, pool: _Pool) -> Iterator[_Pool]:
        """Give the pools of other APIs with pods that may be the same."""
        for label in pool.selector.items():
            for other in self._pools.get((pool.api.namespace, *label), ()):
                if share_pods(pool.selector, other.selector):
                    yield other

    def _other_callers(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for pods from which one of two APIs keeps callers, because policies add up."""
        for pool in _pools(plan):
            near = {other.api.name: other for other in self._sharing(pool) if other.access != pool.access}
            for other in near.values():
                yield Problem(
                    path=f"{pool.field}.selector",
                    code="callers-conflict",
                    given=f'the pods of API "{other.api.name}", which {_difference(pool, other)}',
                    allowed="the same callers and open_ports for pods that two APIs share, because for each pod Istio "
                    "adds up what both admit",
                    fix=_same_access(pool, other),
                )

    def _other_access(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for pods from which one of two APIs keeps holders of tokens, and the other one doesn't."""
        for target in plan.leaf_targets:
            reach = Reach(plan.spec, target)
            found: dict[str, Problem] = {}
            for other in (each for key in _pod_keys(target) for each in self._reaches.get(key, ())):
                if other.api.name in found or not same_pods(target, other.target):
                    continue
                if problem := _of_access(reach, other):
                    found[other.api.name] = problem
            yield from found.values()

    def _other_sidecar(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for pods that another API restricts as well: Istio takes one Sidecar for a pod."""
        if plan.outbound is None:
            return
        sharing = (other.api for pool in _pools(plan) for other in self._sharing(pool))
        for name in sorted({api.name for api in sharing if api.outbound is not None}):
            yield Problem(
                path="outbound",
                code="outbound-conflict",
                given=f'outbound for the pods of API "{name}", which has it as well',
                allowed="outbound in one of the APIs that share pods, because for each pod Istio takes one of its "
                "Sidecars",
                fix="Leave it out in one of them.",
            )


class _Pool(NamedTuple):
    """The pods behind a Service of an API, and who may reach them beside gateways."""

    api: ApiSpec
    field: str
    selector: Mapping[str, str]
    access: tuple[Sequence[Caller], tuple[int, ...]] | None
    """The callers and the open ports; None: the API keeps nobody from them."""


def _pools(plan: Plan) -> Iterator[_Pool]:
    admitted = plan.spec.admitted
    for target in plan.backends:
        if target.pods:
            access = None if admitted is None else (admitted, target.pods.open_ports)
            yield _Pool(plan.spec, target.names.field, target.pods.selector, access)


def _pod_keys(target: LeafTarget) -> Iterator[tuple[str, ...]]:
    """Give the keys by which backends with the same pods are found: the namespace, with each label or with the host."""
    namespace = target.placement.namespace
    yield from ((namespace, *label) for label in selector_of(target).items())
    if not target.backend.belongs_to_gateway:
        yield namespace, target.host


def _of_access(reach: Reach, other: Reach) -> Problem | None:
    """Return a problem if one of two APIs lets callers reach what the other one keeps from them."""
    if reach.surpasses(other):
        difference = "keeps some of these callers from them"
    elif other.surpasses(reach):
        difference = "lets other callers use them"
    else:
        return None
    return Problem(
        path=reach.target.names.field,
        code="access-conflict",
        given=f"the pods of {named(other.api)}, which {difference}",
        allowed="the same access to the same models of pods that two APIs share, because callers whom one API refuses "
        "could use the other one",
        fix="Give both the same access, or pods of their own.",
    )


def _difference(pool: _Pool, other: _Pool) -> str:
    if other.access is None:
        return "keeps nobody from them"
    return "keeps others from them" if pool.access is None else "has other callers or open_ports"


def _same_access(pool: _Pool, other: _Pool) -> str:
    """Say how both could admit the same callers."""
    for opened, closed in ((pool, other), (other, pool)):
        if opened.access is None and closed.access is not None and opened.api.gateway_identity is None:
            return (
                f"Write the service_account of the gateway's pods in the Gateway of {named(opened.api)}, or "
                f"callers=ALL_CALLERS in {named(closed.api)}."
            )
    return "Write the same callers and open_ports in both."
