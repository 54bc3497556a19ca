"""What stands in charts, judged by the guard: the mesh's objects, its user's patches, and objects of the user's own."""

from __future__ import annotations

from collections.abc import Collection

from llm_api_mesh.errors import Problem
from llm_api_mesh.guard import guard, scan
from llm_api_mesh.guard.findings import Object
from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.resources.escape_hatch import written
from llm_api_mesh.spec.mesh import Mesh

import constructs
import jsii
from cdk8s import ApiObject, Chart
from constructs import IConstruct


def mesh_problems(chart: Chart, mesh: Mesh) -> list[Problem]:
    """Find what is wrong in a mesh's chart."""
    return guard.problems(mesh.name, mesh.istio, _objects(chart), mesh)


def chart_problems(chart: Chart, release: IstioRelease) -> list[Problem]:
    """Find what is wrong in a chart that stands beside the meshes."""
    return guard.problems(chart.node.id, release, _objects(chart))


def _objects(chart: Chart) -> list[Object]:
    # One by one: `Chart.to_json` would ask the app's validations first, and so the one that is asking. And not
    # `Chart.api_objects`, which leaves out what stands within constructs.
    return [item.to_json() for item in chart.node.find_all() if isinstance(item, ApiObject) and Chart.of(item) is chart]


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
    """The same where cdk8s' own `App` synthesizes, which asks validations and raises what they say."""

    def __init__(self, chart: Chart, mesh: Mesh) -> None:
        self._chart = chart
        self._mesh = mesh

    def validate(self) -> list[str]:
        """Give the problems as text."""
        return [str(problem) for problem in sorted(mesh_problems(self._chart, self._mesh))]
