"""The app: it checks all APIs together, then writes all files or none."""

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

from cdk8s import App, Chart, YamlOutputType

from llm_api_mesh.claims import Claims
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.inspection.charts import inspect_app
from llm_api_mesh.output import YAML, OutputFolder
from llm_api_mesh.plan.plan import Plan

# When a program ends, Python's garbage collector traverses all modules once more, which takes a tenth of a second.
atexit.register(gc.freeze)


class MeshApp(App):
    """A cdk8s App that gathers the problems of all APIs before it writes anything.

    In a plain `cdk8s.App`, an API raises its problems at once.

    Args:
        outdir: Folder of the YAML files, one for each chart. Two apps need two folders, because an app removes the
            files of APIs that it doesn't declare. Default: `$CDK8S_OUTDIR`, which `cdk8s synth` sets, or `dist`.
    """

    def __init__(self, *, outdir: str | os.PathLike[str] | None = None) -> None:
        self._folder = OutputFolder(Path(outdir or os.environ.get("CDK8S_OUTDIR") or "dist"))
        self._staged = Path(mkdtemp(prefix="llm-api-mesh-"))
        finalize(self, rmtree, self._staged, ignore_errors=True)  # a TemporaryDirectory would print a warning
        self._problems: list[Problem] = []
        self._plans: dict[Chart, Plan] = {}
        super().__init__(outdir=str(self._staged), yaml_output_type=YamlOutputType.FILE_PER_CHART)

    def synth(self) -> None:
        """Write a file for each chart, and remove files of earlier calls that have no chart any more.

        Prints to stdout what the administrators of the gateways have to do, if there is anything.

        Raises:
            MeshError: APIs have problems, or a file in the folder isn't the app's own. The folder is unchanged. If the
                program doesn't catch the error, it ends with status 1 and the problems on stderr.
        """
        plans = self._checked()
        texts = self._stage()
        problems = [
            _misnamed(plan)
            for plan in plans.values()
            if plan.spec.name not in texts and self.node.try_find_child(plan.spec.name)
        ]
        problems += self._folder.problems([path.name for path in self._staged.iterdir()])
        problems += inspect_app(self, plans, texts)
        if problems:
            raise MeshError(problems)
        self._folder.publish(self._staged)
        for plan in sorted(plans.values(), key=lambda plan: plan.spec.name):
            sys.stdout.writelines(_checklist(plan))

    def synth_yaml(self) -> str:
        """Return the YAML of all charts as one text. Raises MeshError as `synth` does."""
        plans = self._checked()
        text = super().synth_yaml()
        if problems := inspect_app(self, plans):
            raise MeshError(problems)
        return text

    def include(self, chart: Chart, plan: Plan | None, problems: tuple[Problem, ...]) -> None:
        """Add an API, or the problems of an API. `LlmApiMesh` calls this."""
        if plan:
            self._plans[chart] = plan
        self._problems += problems

    def _checked(self) -> dict[Chart, Plan]:
        """Return the plans of all APIs, if neither they nor their combination has problems."""
        conflicts = _conflicts(self._plans.values())
        # An API that was removed from the tree can't conflict. The tree is only searched after a conflict, because that
        # is slow.
        if conflicts:
            found = self._plans.items()
            self._plans = {chart: plan for chart, plan in found if self.node.try_find_child(plan.spec.name) is chart}
            conflicts = _conflicts(self._plans.values())
        if problems := [*self._problems, *conflicts]:
            raise MeshError(problems)
        return self._plans

    def _stage(self) -> dict[str, str]:
        """Let cdk8s write all files into an empty folder. Return their contents by the names of their charts."""
        for path in self._staged.iterdir():
            path.unlink()
        super().synth()
        return {path.name.removesuffix(YAML): path.read_text(encoding="utf-8") for path in self._staged.iterdir()}


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
    if plan.checklist:
        yield f"{plan.spec.name}: for the administrator of the gateway\n"
    for item in plan.checklist:
        yield f"  - {item}\n"


def _misnamed(plan: Plan) -> Problem:
    name = plan.spec.name
    return Problem(
        "file",
        "output-file",
        f"another name than {name}{YAML}",
        "charts without dependencies, because cdk8s numbers all files if there is a dependency",
        "Remove the dependencies. To order what Argo CD applies, use sync waves.",
        mesh=name,
    )
