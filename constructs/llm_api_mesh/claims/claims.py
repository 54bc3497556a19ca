"""All that the APIs and the LLM gateways of an app claim, and which of them claimed it first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from llm_api_mesh.claims.hosts import Hosts
from llm_api_mesh.claims.llm_gateways import Neighbours, unserved
from llm_api_mesh.claims.objects import Objects
from llm_api_mesh.claims.shared_pods import SharedPods
from llm_api_mesh.errors import Problem
from llm_api_mesh.gateway_pods import GatewayPods, KnownPods
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.gateway import GatewayKey

_NO_PODS: Mapping[GatewayKey, GatewayPods] = MappingProxyType({})


def conflicts_of_app(
    plans: Iterable[Plan], gateways: Iterable[GatewayPlan], pods: Mapping[GatewayKey, GatewayPods] = _NO_PODS
) -> list[Problem]:
    """Return the conflicts between the APIs and the LLM gateways of an app, which don't depend on their order.

    `pods` are those of Gateways that are neither an API's nor an LLM gateway's.
    """
    apis = sorted(plans, key=lambda plan: plan.spec.name)
    claims = Claims(pods)
    problems: list[Problem] = []
    for gateway in sorted(gateways, key=lambda plan: plan.spec.name):
        if found := claims.conflicts_of_gateway(gateway):
            problems += found
        else:
            claims.add_gateway(gateway)
    for plan in apis:
        if found := claims.conflicts(plan):
            problems += found
        else:
            claims.add(plan)
    return [*problems, *(problem for plan in apis for problem in claims.unserved(plan))]


class Claims:
    """The claims of the APIs and gateways seen so far."""

    def __init__(self, pods: Mapping[GatewayKey, GatewayPods] = _NO_PODS) -> None:
        """Begin with the pods of Gateways that are neither an API's nor an LLM gateway's."""
        self._gateway_pods = KnownPods(pods)
        self._objects = Objects()
        self._hosts = Hosts(self._gateway_pods)
        self._neighbours = Neighbours(self._gateway_pods)
        self._pods = SharedPods()

    def conflicts(self, plan: Plan) -> list[Problem]:
        """Return a problem for each claim of an API that another one has already made."""
        return _of(
            plan.spec.name,
            self._objects.conflicts(plan.owned_objects),
            self._hosts.conflicts(plan),
            self._neighbours.conflicts(plan.spec),
            self._pods.conflicts(plan),
        )

    def add(self, plan: Plan) -> None:
        """Record the claims of an API."""
        self._objects.add(plan.owned_objects, plan.spec)
        self._gateway_pods.add(plan.spec)
        self._hosts.add(plan)
        self._neighbours.add(plan.spec)
        self._pods.add(plan)

    def conflicts_of_gateway(self, plan: GatewayPlan) -> list[Problem]:
        """Return a problem for what an LLM gateway needs for itself and an API or another gateway has already."""
        return _of(
            plan.spec.name,
            self._objects.conflicts(plan.owned_objects),
            self._neighbours.conflicts_of_gateway(plan.spec),
        )

    def add_gateway(self, plan: GatewayPlan) -> None:
        """Record the claims of an LLM gateway."""
        self._objects.add(plan.owned_objects, plan.spec)
        self._gateway_pods.add_gateway(plan.spec)
        self._neighbours.add_gateway(plan.spec)

    def unserved(self, plan: Plan) -> list[Problem]:
        """Return a problem for what the Gateway in use doesn't serve, if another construct of the app declares it."""
        return _of(plan.spec.name, unserved(plan, self._objects.owner_of_gateway(plan.spec.gateway_key)))


def _of(name: str, *problems: Iterable[Problem]) -> list[Problem]:
    return [problem.of(name) for some in problems for problem in some]
