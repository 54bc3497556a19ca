"""The checklists of an app as text: what several APIs at one gateway need is said once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.gateway import Gateway

_PLATFORM = "the platform's team"
_OWNER = "the gateway's owner"


def printed_checklists(plans: Iterable[Plan | GatewayPlan]) -> Iterator[str]:
    """Yield the lines, in the order of the plans: the names of those that need something, and what they need."""
    names: defaultdict[tuple[Hashable, str, str], list[str]] = defaultdict(list)
    for plan in plans:
        for item in plan.checklist:
            names[_gateway(plan), _reader(plan), item].append(plan.spec.name)
    blocks: defaultdict[tuple[Hashable, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (gateway, reader, item), needing in names.items():
        blocks[gateway, reader, tuple(needing)].append(item)
    for (_, reader, apis), items in blocks.items():
        yield f"{', '.join(apis)}: for {reader}\n"
        for item in items:
            yield f"  - {item}\n"


def _reader(plan: Plan | GatewayPlan) -> str:
    return _PLATFORM if isinstance(plan, GatewayPlan) or plan.spec.llm_gateway else _OWNER


def _gateway(plan: Plan | GatewayPlan) -> Hashable:
    """Identify the gateway: by its pods, which the Gateways of several APIs can share, or else by its name."""
    if isinstance(plan, GatewayPlan):
        return plan.spec.namespace, plan.spec.name
    gateway = plan.spec.gateway
    return gateway.selector if isinstance(gateway, Gateway) else plan.spec.gateway_key
