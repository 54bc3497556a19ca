"""The app: all meshes are checked together, then all files are written, or none."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from llm_api_mesh.claims import Claims
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.output import YAML, publish
from llm_api_mesh.spec.mesh import Mesh

from cdk8s import App, YamlOutputType


class MeshApp(App):
    """A cdk8s App that gathers every problem of every mesh before it writes anything.

    In a plain `cdk8s.App`, a mesh raises its problems at once instead.

    Args:
        outdir: Folder of the YAML files, one a chart. Default: `$CDK8S_OUTDIR`, which `cdk8s synth` sets, or `dist`.
    """

    def __init__(self, *, outdir: str | os.PathLike[str] | None = None) -> None:
        self._folder = Path(outdir or os.environ.get("CDK8S_OUTDIR") or "dist")
        self._staging = TemporaryDirectory(prefix="llm-api-mesh-")
        self._problems: list[Problem] = []
        self._meshes: list[Mesh] = []
        super().__init__(outdir=self._staging.name, yaml_output_type=YamlOutputType.FILE_PER_CHART)

    def synth(self) -> None:
        """Write a file for each chart, and remove those of earlier calls that are no longer written.

        Raises:
            MeshError: Meshes have problems. The folder is as it was. If nobody catches it, the program ends with
                status 1 and the problems on stderr.
        """
        problems = list(self._problems)
        claims = Claims()
        for mesh in sorted(self._meshes, key=lambda mesh: mesh.name):
            problems += claims.add(mesh)
        if problems:
            raise MeshError(problems)
        super().synth()
        staged = Path(self._staging.name)
        missing = [mesh for mesh in self._meshes if not (staged / f"{mesh.name}{YAML}").is_file()]
        if missing:
            raise MeshError(_misnamed(mesh) for mesh in missing)
        publish(staged, self._folder)

    def include(self, mesh: Mesh | None, problems: tuple[Problem, ...]) -> None:
        """Take note of a mesh, or of what is wrong with it; `LlmApiMesh` calls this."""
        if mesh:
            self._meshes.append(mesh)
        self._problems += problems


def _misnamed(mesh: Mesh) -> Problem:
    return Problem(
        mesh=mesh.name,
        path="file",
        code="output-file",
        given=f"another name than {mesh.name}{YAML}",
        allowed="a mesh right below the app, and no dependency between charts: with one, cdk8s numbers all files",
        fix="Order what Argo CD applies by sync waves.",
    )
