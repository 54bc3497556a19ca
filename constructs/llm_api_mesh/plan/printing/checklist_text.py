"""The checklists of an app as text: what several APIs at one gateway need is said once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from llm_api_mesh import gateway_pods
from llm_api_mesh.errors import listed
from llm_api_mesh.plan.checklist import NO_SCOPE
from llm_api_mesh.plan.llm_gateway.checklist import scope_of_gateways
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.gateway import Gateway, GatewayKey, GatewayRef

_PLATFORM = "the platform's team"
_OWNER = "the gateway's owner"
_MOST, _FEW = 6, 3
"""How many names are printed at most, and how many of more names."""


def printed_checklists(plans: Iterable[Plan | GatewayPlan]) -> Iterator[str]:
    """Yield the lines, in the order of the plans: the names of those that need something, and what they need."""
    plans = list(plans)
    joint = _scope_of_gateways(plans)
    if joint:
        yield joint
    yield from _hosts_at_two_gateways(plans)
    yield from _hosts_at_unknown_pods([plan for plan in plans if isinstance(plan, Plan)])
    names: defaultdict[tuple[Hashable, str, str], list[str]] = defaultdict(list)
    for plan in plans:
        for item in plan.checklist:
            if joint and item in (NO_SCOPE, _needs_scope(plan)):
                continue
            names[_gateway(plan), _reader(plan), item].append(plan.spec.name)
    blocks: defaultdict[tuple[Hashable, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (gateway, reader, item), needing in names.items():
        blocks[gateway, reader, tuple(needing)].append(item)
    for (_, reader, apis), items in blocks.items():
        yield f"{_some(apis)}: for {reader}\n"
        for item in items:
            yield f"  - {item}\n"


def _scope_of_gateways(plans: Sequence[Plan | GatewayPlan]) -> str | None:
    """Return the item for APIs and LLM gateways of one app that need opposite settings of istiod; None: they don't."""
    own = [plan.spec.name for plan in plans if NO_SCOPE in plan.checklist]
    scoped = [plan.spec.name for plan in plans if _needs_scope(plan)]
    if not own or not scoped:
        return None
    return (
        f"{', '.join([*scoped, *own])}: for {_PLATFORM}\n"
        f"  - istiod: first put {_apis(own)} behind an LlmGateway, or, by a GatewayRef, at a Gateway in the namespace "
        "of the pods. Move all other Gateways of the mesh that select pods of another namespace into the namespace of "
        "those pods. Otherwise clients of their hosts get 404. Then set PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true, or a "
        f"Gateway of any namespace can select the pods of {listed(scoped, 'and')} and take a host.\n"
    )


def _hosts_at_two_gateways(plans: Sequence[Plan | GatewayPlan]) -> Iterator[str]:
    """Warn of hosts of shared pods that an LLM gateway and an API's own Gateway both list.

    They aren't refused: while an API moves behind the LLM gateway, both list its hosts.
    """
    for gateway in (plan for plan in plans if isinstance(plan, GatewayPlan) and plan.spec.shared):
        pods = gateway_pods.of_llm_gateway(gateway.spec)
        known = {host for hosts in gateway.spec.hosts.values() for host in hosts}
        found = {
            plan.spec.name: [host for host in plan.spec.hosts if host in known]
            for plan in plans
            if isinstance(plan, Plan) and _has_own_gateway(plan, pods) and not known.isdisjoint(plan.spec.hosts)
        }
        if found:
            yield f"{', '.join([gateway.spec.name, *found])}: for {_PLATFORM}\n"
        for api, hosts in found.items():
            yield (
                f"  - Gateways: the LLM gateway {gateway.spec.name} and the own Gateway of the API {api} both have "
                f"{listed(hosts, 'and')}. By HTTPS, Istio leaves out the server of the newer Gateway, with all hosts "
                "of this server. Put the API behind the LLM gateway, or remove its hosts from the LLM gateway.\n"
            )


def _has_own_gateway(plan: Plan, pods: gateway_pods.GatewayPods) -> bool:
    own = gateway_pods.of_api(plan.spec) if isinstance(plan.spec.gateway, Gateway) else None
    return own is not None and own.meets(pods)


def _hosts_at_unknown_pods(plans: Sequence[Plan]) -> Iterator[str]:
    """Warn of hosts that two APIs have at different Gateways, if the pods of one of them are unknown.

    They aren't refused: a GatewayRef may name a Gateway of other pods, such as one for internal clients.
    """
    first: defaultdict[str, dict[GatewayKey, Plan]] = defaultdict(dict)
    for plan in plans:
        for host in plan.spec.hosts:
            first[host].setdefault(plan.spec.gateway_key, plan)
    declared = {plan.spec.gateway_key for plan in plans if not isinstance(plan.spec.gateway, GatewayRef)}
    pairs: defaultdict[tuple[Plan, Plan], list[str]] = defaultdict(list)
    for host, by_gateway in first.items():
        for one, two in combinations(by_gateway.values(), 2):
            if {one.spec.gateway_key, two.spec.gateway_key} - declared:
                pairs[one, two].append(host)
    for (one, two), hosts in pairs.items():
        gateways = " and ".join("/".join(plan.spec.gateway_key) for plan in (one, two))
        yield (
            f"{one.spec.name}, {two.spec.name}: for {_OWNER}\n"
            f"  - Gateways: {_apis([one.spec.name, two.spec.name])} have {listed(hosts, 'and')} at two Gateways, "
            f"{gateways}. If both Gateways have the same pods and port, one of the APIs gets no requests for it. Then "
            "name one of the Gateways in both APIs, by a GatewayRef, and give each a match.\n"
        )


def _some(names: Sequence[str]) -> str:
    """Return the names, or of many names the first ones and how many more there are."""
    return ", ".join(names) if len(names) <= _MOST else f"{', '.join(names[:_FEW])} and {len(names) - _FEW:,} more"


def _apis(names: Sequence[str]) -> str:
    return f"the APIs {listed(names, 'and')}" if names[1:] else f"the API {names[0]}"


def _needs_scope(plan: Plan | GatewayPlan) -> str | None:
    return scope_of_gateways(plan.spec) if isinstance(plan, GatewayPlan) else None


def _reader(plan: Plan | GatewayPlan) -> str:
    return _PLATFORM if isinstance(plan, GatewayPlan) or plan.spec.llm_gateway else _OWNER


def _gateway(plan: Plan | GatewayPlan) -> Hashable:
    """Identify the gateway: by its pods, which the Gateways of several APIs can share, or else by its name."""
    if isinstance(plan, GatewayPlan):
        return plan.spec.namespace, plan.spec.name
    gateway = plan.spec.gateway
    return gateway.selector if isinstance(gateway, Gateway) else plan.spec.gateway_key
