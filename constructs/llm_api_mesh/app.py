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
from llm_api_mesh.inspection.charts import app_problems
from llm_api_mesh.output import YAML, foreign, no_folder, publish
from llm_api_mesh.plan.checklist import checklist
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
        self._meshes: dict[Chart, Mesh] = {}
        super().__init__(outdir=str(self._staged), yaml_output_type=YamlOutputType.FILE_PER_CHART)

    def synth(self) -> None:
        """Write a file for each chart, and remove those of earlier calls that are no longer written.

        Prints to stdout what the gateways' administrators have to see to, if there is anything.

        Raises:
            MeshError: Meshes have problems, or a file in the way isn't of this app's. The folder is as it was. If
                nobody catches it, the program ends with status 1 and the problems on stderr.
        """
        meshes = self._checked()
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
        problems += app_problems(self, meshes, texts)
        if problems:
            raise MeshError(problems)
        publish(staged, self._folder)
        for mesh in sorted(meshes.values(), key=lambda mesh: mesh.name):
            sys.stdout.writelines(_checklist(mesh))

    def synth_yaml(self) -> str:
        """Give the YAML of all charts as one text. Raises MeshError as `synth` does."""
        meshes = self._checked()
        text = super().synth_yaml()
        if problems := app_problems(self, meshes):
            raise MeshError(problems)
        return text

    def include(self, chart: Chart, mesh: Mesh | None, problems: tuple[Problem, ...]) -> None:
        """Take note of a mesh, or of what is wrong with it; `LlmApiMesh` calls this."""
        if mesh:
            self._meshes[chart] = mesh
        self._problems += problems

    def _checked(self) -> dict[Chart, Mesh]:
        """Give the meshes that are to be written, if all is right with them."""
        conflicts = _conflicts(self._meshes.values())
        if conflicts:  # maybe with a mesh that has been taken out of the tree, which is slow to ask
            found = self._meshes.items()
            self._meshes = {chart: mesh for chart, mesh in found if self.node.try_find_child(mesh.name) is chart}
            conflicts = _conflicts(self._meshes.values())
        if problems := [*self._problems, *conflicts]:
            raise MeshError(problems)
        return self._meshes


def _conflicts(meshes: Collection[Mesh]) -> list[Problem]:
    claims = Claims()
    problems: list[Problem] = []
    for mesh in sorted(meshes, key=lambda mesh: mesh.name):
        if found := claims.conflicts(mesh):
            problems += found
        else:
            claims.add(mesh)
    return [*problems, *(problem for mesh in meshes for problem in claims.unserved(mesh))]


def _checklist(mesh: Mesh) -> Iterator[str]:
    items = checklist(mesh)
    if items:
        yield f"{mesh.name}: for the administrator of the gateway\n"
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
