"""The shortcut: which charts of an app have to be inspected, by their YAML and the records of their objects.

The inspection reads each object from jsii, which is slow. The unchanged objects of an API need no inspection, because
tests show for any API that they have no problems.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from cdk8s import App, Chart
from constructs import IConstruct

from llm_api_mesh.inspection.record import ChartRecord, record_of
from llm_api_mesh.inspection.rules.sizes import LARGEST
from llm_api_mesh.inspection.yaml_text import count_objects, has_object_to_read, is_suspicious, object_names
from llm_api_mesh.lazy_chart import LazyChart
from llm_api_mesh.plan import object_names as names_of_objects
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.releases import IstioRelease


def charts_to_inspect(
    app: App, plans: Mapping[Chart, Plan], texts: Mapping[str, str], declared: Collection[IConstruct]
) -> list[Chart]:
    """Return the charts in which something may be wrong.

    Args:
        app: The app.
        plans: The plans of its APIs, by their charts.
        texts: The YAML of each file, by its name without the ending.
        declared: Everything in the app's tree.
    """
    apis = {chart: (plan.spec.name, plan.spec.istio) for chart, plan in plans.items() if plan.spec.name in texts}
    at_gateway = {names_of_objects.at_gateway(name): release for name, release in apis.values()}
    apis |= {chart: (name, at_gateway[name]) for chart, name in _waiting(declared) if name in at_gateway}
    changed = {
        chart for chart, (name, release) in apis.items() if may_have_problems(chart, release, texts[name], declared)
    }
    files = {name for name, _ in apis.values()}
    others = [text for name, text in texts.items() if name not in files]
    if others and not _may_matter(others, [texts[name] for name in files]):
        others = []
    # An object in one of these may have the name of an object in an unchanged API.
    names = _names([*(texts[apis[chart][0]] for chart in changed), *others])
    sharing = [
        chart
        for chart, (name, _) in apis.items()
        if names and chart not in changed and not names.isdisjoint(object_names(texts[name]))
    ]
    beside = [chart for chart in app.charts if chart not in plans and chart not in apis] if others else []
    return [*changed, *sharing, *beside]


def _may_matter(others: Collection[str], apis: Collection[str]) -> bool:
    """Return whether files beside the APIs have objects that rules read, or the name of an API's object."""
    if any(map(has_object_to_read, others)):
        return True
    names = _names(others)
    return bool(names) and any(not names.isdisjoint(object_names(text)) for text in apis)


def _names(texts: Iterable[str]) -> set[str]:
    return set().union(*map(object_names, texts))


def may_have_problems(chart: Chart, release: IstioRelease, text: str, declared: Collection[IConstruct]) -> bool:
    """Return whether something may be wrong in an API's chart, given its YAML and everything in the app's tree."""
    waits = isinstance(chart, LazyChart) and chart.described
    return _is_unusual(text, release) or (not waits and _is_changed(record_of(chart), text, declared))


def _waiting(declared: Iterable[IConstruct]) -> Iterator[tuple[Chart, str]]:
    """Yield the charts whose objects nothing has asked for, and the names of their files."""
    for one in declared:
        if isinstance(one, LazyChart) and one.described:
            yield one, one.described.name


def _is_unusual(text: str, release: IstioRelease) -> bool:
    """Return whether a file's text alone is a reason to inspect it. Of many objects, one may be too large."""
    return len(text) > LARGEST or is_suspicious(text, release)


def _is_changed(record: ChartRecord, text: str, declared: Collection[IConstruct]) -> bool:
    """Return whether the user has patched, added or removed an object."""
    removed = any(item not in declared for item in record.objects)
    return record.patched or removed or count_objects(text) != len(record.objects)
