"""The inspection of charts: the objects of APIs, the user's patches of them, and the user's own objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from cdk8s import ApiObject, App, Chart

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.objects import (
    inspect_at_gateway,
    inspect_objects,
    inspect_of_api,
    inspect_own,
    inspect_providers,
    inspect_subsets,
)
from llm_api_mesh.inspection.record import record_of
from llm_api_mesh.inspection.rules import names
from llm_api_mesh.inspection.rules.names import Declared
from llm_api_mesh.inspection.rules.subsets import Subsets
from llm_api_mesh.inspection.shortcut import charts_to_inspect
from llm_api_mesh.lazy_chart import tree
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.releases import NEWEST, order
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef


def inspect_app(
    app: App,
    plans: Mapping[Chart, Plan],
    gateways: Mapping[Chart, GatewayPlan],
    texts: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Return what is wrong in the charts of an app. With the YAML of its files, most charts need not be read."""
    declared = set(tree(app).find_all())
    plans = {chart: plan for chart, plan in plans.items() if chart in declared}
    charts = app.charts if texts is None else charts_to_inspect(app, plans, texts, declared)
    return inspect(charts, plans, gateways)


def inspect(
    charts: Iterable[Chart], plans: Mapping[Chart, Plan], gateways: Mapping[Chart, GatewayPlan] = MappingProxyType({})
) -> list[Problem]:
    """Return what is wrong in charts. Some of them are the APIs and the LLM gateways that have plans."""
    # Patched charts come last: if a patched object takes the name of an unchanged API's object, the latter keeps its
    # name.
    ordered = sorted(charts, key=lambda chart: (record_of(chart).patched, chart.node.id))
    objects = {chart: _declared(chart) for chart in ordered}
    # A chart without a plan doesn't name a release, so the oldest release of the plans applies.
    releases = {chart: plan.spec.istio for chart, plan in plans.items()}
    releases |= {chart: plan.spec.istio for chart, plan in gateways.items()}
    oldest = min(releases.values(), key=order, default=NEWEST)
    # The file of an API for the gateway is applied where listeners can be patched.
    at_gateway = {object_names.at_gateway(plan.spec.name): plan for plan in plans.values() if plan.patches.any}
    others = _of_other_programs(plans.values(), gateways.values())
    problems: list[Problem] = []
    for chart, declared in objects.items():
        release = releases.get(chart, oldest)
        items = [one.item for one in declared]
        plan, gateway = plans.get(chart) or at_gateway.get(chart.node.id), gateways.get(chart)
        problems += inspect_objects(chart.node.id, release, items, plan, gateway)
        problems += inspect_providers(chart.node.id, items, gateways.values())
        if plan is None and gateway is None:
            problems += inspect_own(chart.node.id, items, others)
        elif plan and chart not in plans:
            problems += inspect_at_gateway(chart.node.id, items)
        elif plan:
            problems += inspect_of_api(chart.node.id, items, plan)
    problems += _missing_subsets(objects)
    return [*problems, *names.find(one for declared in objects.values() for one in declared)]


def _missing_subsets(objects: Mapping[Chart, Sequence[Declared]]) -> list[Problem]:
    found = _subsets_missing_in(objects, objects)
    if not found:
        return []
    # A chart that isn't inspected may have the subset. To read all charts is slow.
    root = next(iter(objects)).node.root
    others = (one for one in root.node.find_all() if isinstance(one, Chart) and one not in objects)
    return _subsets_missing_in(objects, {**objects, **{chart: _declared(chart) for chart in others}})


def _subsets_missing_in(
    objects: Mapping[Chart, Sequence[Declared]], known: Mapping[Chart, Sequence[Declared]]
) -> list[Problem]:
    subsets = Subsets(one.item for declared in known.values() for one in declared)
    return [
        problem
        for chart, declared in objects.items()
        for problem in inspect_subsets(chart.node.id, [one.item for one in declared], subsets)
    ]


def _of_other_programs(plans: Iterable[Plan], gateways: Iterable[GatewayPlan]) -> list[LlmGatewayRef]:
    """Return one reference to each LLM gateway of another program. Its platform's team doesn't own the app's charts."""
    own = {(gateway.spec.namespace, gateway.spec.name) for gateway in gateways}
    refs = {(ref.namespace, ref.name): ref for plan in plans if (ref := plan.spec.llm_gateway)}
    return [ref for name, ref in sorted(refs.items()) if name not in own]


def _declared(chart: Chart) -> list[Declared]:
    # Not `Chart.to_json`, which runs the app's validations, one of which calls this function. And not
    # `Chart.api_objects`, which leaves out the objects inside constructs.
    own = record_of(chart).objects
    found = [item for item in chart.node.find_all() if isinstance(item, ApiObject) and Chart.of(item) is chart]
    declared = [Declared(chart.node.id, item.node.id, item.to_json(), item in own) for item in found]
    return sorted(declared, key=lambda one: one.id)
