"""The app: all meshes are checked together, then all files are written, or none."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from llm_api_mesh.claims import Claims
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.inspection.charts import inspect_app
from llm_api_mesh.output import YAML, foreign, no_folder, publish
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.mesh import Mesh

from cdk8s import App, Chart, YamlOutputType

# As a program ends, the collector goes through all modules again, which takes it a tenth of a second.
atexit.register(gc.freeze)


class MeshApp(App):
    """A cdk8s App that gathers every problem of every mesh before it writes anything.

    In a plain `cdk8s.App`, a mesh raises its problems at once instead.

    Args:
        outdir: Folder of the YAML files, one a chart; of this app alone, as files of meshes that it doesn't declare go.
            Default: `$CDK8S_OUTDIR`, which `cdk8s synth` sets, or `dist`.
    """

    def __init__(self, *, outdir: str | os.PathLike[str] | None = None) -> None:
        self._folder = Path(outdir or os.environ.get("CDK8S_OUTDIR") or "dist")
        self._staged = Path(mkdtemp(prefix="llm-api-mesh-"))
        finalize(self, rmtree, self._staged, ignore_errors=True)  # a TemporaryDirectory would warn of itself
        self._problems: list[Problem] = []
        self._plans: dict[Chart, Plan] = {}
        super().__init__(outdir=str(self._staged), yaml_output_type=YamlOutputType.FILE_PER_CHART)

    def synth(self) -> None:
        """Write a file for each chart, and remove those of earlier calls that are no longer written.

        Prints to stdout what the gateways' administrators have to see to, if there is anything.

        Raises:
            MeshError: Meshes have problems, or a file in the way isn't of this app's. The folder is as it was. If
                nobody catches it, the program ends with status 1 and the problems on stderr.
        """
        plans = self._checked()
        meshes = {chart: plan.spec for chart, plan in plans.items()}
        staged = self._staged
        for path in staged.iterdir():
            path.unlink()
        super().synth()
        names = {path.name for path in staged.iterdir()}
        blocker = no_folder(self._folder)
        missing = [mesh for mesh in meshes.values() if f"{mesh.name}{YAML}" not in names]
        problems = [_misnamed(mesh) for mesh in missing if self.node.try_find_child(mesh.name)]
        problems += [_no_folder(blocker)] if blocker else [_in_the_way(path) for path in foreign(self._folder, names)]
        texts = {path.name.removesuffix(YAML): path.read_text(encoding="utf-8") for path in staged.iterdir()}
        problems += inspect_app(self, plans, texts)
        if problems:
            raise MeshError(problems)
        publish(staged, self._folder)
        for plan in sorted(plans.values(), key=lambda plan: plan.spec.name):
            sys.stdout.writelines(_checklist(plan))

    def synth_yaml(self) -> str:
        """Give the YAML of all charts as one text. Raises MeshError as `synth` does."""
        plans = self._checked()
        text = super().synth_yaml()
        if problems := inspect_app(self, plans):
            raise MeshError(problems)
        return text

    def include(self, chart: Chart, plan: Plan | None, problems: tuple[Problem, ...]) -> None:
        """Take note of a mesh, or of what is wrong with it; `LlmApiMesh` calls this."""
        if plan:
            self._plans[chart] = plan
        self._problems += problems

    def _checked(self) -> dict[Chart, Plan]:
        """Give the meshes that are to be written, if all is right with them."""
        conflicts = _conflicts(self._plans.values())
        if conflicts:  # maybe with a mesh that has been taken out of the tree, which is slow to ask
            found = self._plans.items()
            self._plans = {chart: plan for chart, plan in found if self.node.try_find_child(plan.spec.name) is chart}
            conflicts = _conflicts(self._plans.values())
        if problems := [*self._problems, *conflicts]:
            raise MeshError(problems)
        return self._plans


def _conflicts(plans: Collection[Plan]) -> list[Problem]:
    claims = Claims()
    problems: list[Problem] = []
    for plan in sorted(plans, key=lambda plan: plan.spec.name):
        if found := claims.conflicts(plan):
            problems += found
        else:
            claims.add(plan)
    return [*problems, *(problem for plan in plans for problem in claims.unserved(plan.spec))]


def _checklist(plan: Plan) -> Iterator[str]:
    items = plan.checklist
    if items:
        yield f"{plan.spec.name}: for the administrator of the gateway\n"
    for item in items:
        yield f"  - {item}\n"


def _misnamed(mesh: Mesh) -> Problem:
    return Problem(
        mesh=mesh.name,
        path="file",
        code="output-file",
        given=f"another name than {mesh.name}{YAML}",
        allowed="no dependency between charts: with one, cdk8s numbers all files",
        fix="Order what Argo CD applies by sync waves.",
    )


def _in_the_way(path: Path) -> Problem:
    return Problem(
        mesh=path.name.removesuffix(YAML),
        path="file",
        code="output-file",
        given=f"{path}, which this app didn't write",
        allowed="a file of this app's, or none",
        fix="Move it away, or give the mesh another name.",
    )


def _no_folder(path: Path) -> Problem:
    return Problem(
        mesh=path.name,
        path="outdir",
        code="output-file",
        given=f"{path}, which is no folder",
        allowed="a folder, or nothing yet",
        fix="Move it away, or give the app another outdir.",
    )
