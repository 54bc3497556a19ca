"""What stands in charts, judged by the guard: the mesh's objects, its user's patches, and objects of the user's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection import scan
from llm_api_mesh.inspection.escape_hatch import written
from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.inspection.rules import names
from llm_api_mesh.inspection.rules.names import Declared
from llm_api_mesh.releases import NEWEST, order
from llm_api_mesh.spec.mesh import Mesh

import constructs
import jsii
from cdk8s import ApiObject, App, Chart
from constructs import IConstruct

_Read = Mapping[Chart, Sequence[Declared]]


def app_problems(app: App, meshes: Mapping[Chart, Mesh], texts: Mapping[str, str] | None = None) -> list[Problem]:
    """Find what is wrong in the charts of an app, those that stand beside the meshes included.

    By the charts' YAML, if that is given, most of them need not be read.
    """
    declared = set(app.node.find_all())
    own = {chart: mesh for chart, mesh in meshes.items() if chart in declared}
    if texts is None:
        changed, beside = list(own), app.charts
    else:
        written_ones = [(chart, mesh) for chart, mesh in own.items() if mesh.name in texts]
        changed = [one for one, mesh in written_ones if mesh_needs_a_look(one, mesh, texts[mesh.name], declared)]
        beside = app.charts if _beside_need_a_look(own, texts) else []
    read = {chart: _declared(chart) for chart in [*changed, *(one for one in beside if one not in own)]}
    # As it isn't said of the others, for the oldest release of the meshes.
    oldest = min((mesh.istio for mesh in own.values()), key=order, default=NEWEST)
    problems = [
        problem
        for chart, objects in read.items()
        for problem in inspect_objects(
            chart.node.id, own[chart].istio if chart in own else oldest, [one.item for one in objects], own.get(chart)
        )
    ]
    return [*problems, *names.find(_with_namesakes(read, own, texts or {}))]


def mesh_problems(chart: Chart, mesh: Mesh) -> list[Problem]:
    """Find what is wrong in a mesh's chart."""
    objects = _declared(chart)
    return [*inspect_objects(mesh.name, mesh.istio, [one.item for one in objects], mesh), *names.find(objects)]


def _declared(chart: Chart) -> list[Declared]:
    # One by one: `Chart.to_json` would ask the app's validations first, and so the one that is asking. And not
    # `Chart.api_objects`, which leaves out what stands within constructs.
    own = written(chart).objects
    return [
        Declared(chart.node.id, item.node.id, item.to_json(), item in own)
        for item in chart.node.find_all()
        if isinstance(item, ApiObject) and Chart.of(item) is chart
    ]


def _beside_need_a_look(own: Mapping[Chart, Mesh], texts: Mapping[str, str]) -> bool:
    of_meshes = {mesh.name for mesh in own.values()}
    others = [text for name, text in texts.items() if name not in of_meshes]
    named = set().union(*map(scan.names, others))
    return any(map(scan.of_istio, others)) or any(
        not named.isdisjoint(scan.names(texts[name])) for name in of_meshes & texts.keys() if named
    )


def _with_namesakes(read: _Read, own: Mapping[Chart, Mesh], texts: Mapping[str, str]) -> Iterator[Declared]:
    """Give the objects that were read, after those of the same names in meshes that are as they came."""
    heard = {one.key[-1] for objects in read.values() for one in objects}
    for chart, mesh in own.items() if heard else ():
        if chart not in read and not heard.isdisjoint(scan.names(texts.get(mesh.name, ""))):
            yield from _declared(chart)
    yield from sorted((one for objects in read.values() for one in objects), key=lambda one: (one.chart, one.id))


def mesh_needs_a_look(chart: Chart, mesh: Mesh, text: str, declared: Collection[IConstruct]) -> bool:
    """Tell by a mesh's YAML, and by all that is declared in the app, whether anything may be wrong in it.

    What the resource modules write among themselves is sound, as tests show of any mesh; so this is about what was
    patched, added or taken out, and about fields and types that nobody should use.
    """
    own = written(chart)
    taken_out = any(item not in declared for item in own.objects)
    changed = own.patched or taken_out or scan.count(text) != len(own.objects)
    return changed or scan.suspicious(text, mesh.istio)


@jsii.implements(constructs.IValidation)
class MeshValidation:
    """The same where cdk8s' own `App` synthesizes, which asks validations and raises a RuntimeError of what they say.

    jsii lets no exception of Python's through. So what is wrong in a patch for itself is raised as it is made.
    """

    def __init__(self, chart: Chart, mesh: Mesh) -> None:
        self._chart = chart
        self._mesh = mesh
        written(chart).at_once = mesh.istio

    def validate(self) -> list[str]:
        """Give the problems as text."""
        return [str(problem) for problem in sorted(mesh_problems(self._chart, self._mesh))]
