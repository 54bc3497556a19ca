"""The app: it checks all APIs together, then writes all files or none."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, NamedTuple, Never
from weakref import finalize

from cdk8s import App, YamlOutputType

from llm_api_mesh.declared_apis import DeclaredApis
from llm_api_mesh.dry_run import default_folder, in_progress
from llm_api_mesh.errors import MeshError, Problem, counted, listed, show
from llm_api_mesh.inspection.charts import inspect_app
from llm_api_mesh.inspection.yaml_text import count_objects
from llm_api_mesh.lazy_chart import tree
from llm_api_mesh.manifests.manifest import manifests
from llm_api_mesh.manifests.yaml_text import YamlTexts
from llm_api_mesh.output import YAML, OutputFolder
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.printing.checklist_text import printed_checklists
from llm_api_mesh.unsynthesized import Waiting

# When a program ends, Python's garbage collector traverses all modules once more, which takes a tenth of a second.
atexit.register(gc.freeze)


class CheckedApp(NamedTuple):
    """What an app would write."""

    texts: Mapping[str, str]
    """The texts of the files by the names of their charts."""
    plans: Sequence[Plan | GatewayPlan]


class _Tree:
    """The tree of an app. Whoever asks for it gets the objects of all APIs in it.

    It isn't a property: Node.js calls Python for a property that a class overrides.
    """

    def __get__(self, app: MeshApp | None, kind: object) -> Any:
        if app is None:
            return self
        declared_apis(app).declare_objects()
        return tree(app)


class MeshApp(App):
    """A cdk8s App that gathers the problems of all APIs before it writes anything.

    In a plain `cdk8s.App`, an API raises its problems at once.

    Args:
        outdir: Folder of the YAML files, one for each chart. Two apps need two folders, because an app removes the
            files of APIs that it doesn't declare. Default: `$CDK8S_OUTDIR`, which `cdk8s synth` sets, or `dist`.
        argo_cd: The `argo_cd` of all APIs and LLM gateways that don't set it. Default: False.
    """

    argo_cd: bool
    """The `argo_cd` of all APIs and LLM gateways that don't set it."""
    environment: str = ""
    """The name of the app's environment; empty without `Environments`."""
    if not TYPE_CHECKING:  # type checkers see the tree of any construct
        node = _Tree()

    def __init__(self, *positional: Never, outdir: str | os.PathLike[str] | None = None, argo_cd: bool = False) -> None:
        if problem := _misused(positional, outdir, argo_cd):
            Waiting.end_all()
            raise MeshError([problem])
        self.argo_cd = argo_cd
        self._defaults: Mapping[str, object] = {"argo_cd": True} if argo_cd else {}
        self._folder = OutputFolder(Path(outdir) if outdir else default_folder())
        self._staged = Path(mkdtemp(prefix="llm-api-mesh-"))
        finalize(self, rmtree, self._staged, ignore_errors=True)  # a TemporaryDirectory would print a warning
        self._declared = DeclaredApis(Waiting(str(self._folder)))
        super().__init__(outdir=str(self._staged), yaml_output_type=YamlOutputType.FILE_PER_CHART)

    def synth(self) -> None:
        """Write a file for each chart, and remove files of earlier calls that have no chart any more.

        Prints to stdout what was written, and what the platform's team or the owner of a plain gateway has to do.

        Raises:
            MeshError: APIs have problems, or a file in the folder isn't the app's own. The folder is unchanged. If the
                program doesn't catch the error, it ends with status 1 and the problems on stderr.
        """
        checked = self._checked()
        with self._drafts() as put_in_place:
            self._say(checked, put_in_place())

    def _checked(self) -> CheckedApp:
        """Stage all files, and return what they contain, if nothing has problems."""
        plans, gateways = self._declared.checked(self, str(self._folder))
        unchanged = self._declared.unchanged()
        texts = self._stage(unchanged)
        described: list[Plan | GatewayPlan] = [*plans.values(), *gateways.values()]
        everything = [one for one in described if one.spec.name not in unchanged]
        everything.sort(key=lambda plan: plan.spec.name)
        problems = [
            _misnamed(plan)
            for plan in everything
            if plan.spec.name not in texts and tree(self).try_find_child(plan.spec.name)
        ]
        problems += self._folder.problems([path.name for path in self._staged.iterdir()])
        problems += inspect_app(self, plans, gateways, texts)
        if problems:
            raise self._declared.error(problems, str(self._folder))
        return CheckedApp(texts, everything)

    def _drafts(self) -> AbstractContextManager[Callable[[], Sequence[str] | None]]:
        """Write drafts of the staged files, and give what puts them in place and returns the names of removed ones."""
        return self._folder.drafts(self._staged, self._declared.sources(), whole=self._declared.changed is None)

    def _say(self, checked: CheckedApp, removed: Sequence[str] | None) -> None:
        """Print what was written, and what teams have to do; a dry run, which removes nothing, keeps it instead."""
        checklist = "".join(printed_checklists(checked.plans))
        if removed is None:
            if run := in_progress():
                run.say(Path(str(self._folder)), checklist)
            return
        sys.stdout.write(f"{_written(checked.texts, str(self._folder), removed)}\n")
        sys.stdout.write(checklist)

    def synth_yaml(self) -> str:
        """Return the YAML of all charts as one text. Raises MeshError as `synth` does."""
        plans, gateways = self._declared.checked(self)
        self._declared.declare_objects()
        text = super().synth_yaml()
        if problems := inspect_app(self, plans, gateways):
            raise self._declared.error(problems)
        return text

    def _stage(self, unchanged: frozenset[str]) -> dict[str, str]:
        """Write all files but the unchanged ones into an empty folder, and return their texts by the charts' names."""
        for path in self._staged.iterdir():
            path.unlink()
        super().synth()
        for path in self._staged.iterdir():
            if path.name.removesuffix(YAML) in unchanged:
                path.unlink()
        waiting = [file for file in self._declared.described() if file.name not in unchanged]
        texts = YamlTexts().write(list(map(manifests, waiting)))
        for file, text in zip(waiting, texts, strict=True):
            path = self._staged / f"{file.name}{YAML}"
            if path.exists():  # cdk8s gives charts that depend on each other other names
                path.write_text(text, encoding="utf-8")
        return {path.name.removesuffix(YAML): path.read_text(encoding="utf-8") for path in self._staged.iterdir()}


def declared_apis(app: MeshApp) -> DeclaredApis:
    """Return the APIs of an app. This isn't a method, because users don't need it."""
    return app._declared  # noqa: SLF001  # the app's own module


def app_defaults(app: MeshApp) -> Mapping[str, object]:
    """Return the keywords that an app gives to its APIs and LLM gateways."""
    return app._defaults  # noqa: SLF001  # the app's own module


def _misused(positional: Sequence[object], outdir: object, argo_cd: object) -> Problem | None:
    """Return what is wrong with the arguments of an app."""
    if positional:
        given = ", ".join(map(show, positional))
        fix = f"Write MeshApp(outdir={show(positional[0])})."
        return Problem("outdir", "type-wrong", f"{given} without a keyword", "keywords", fix, api=MeshApp.__name__)
    if not isinstance(outdir, str | os.PathLike | None):
        return Problem("outdir", "type-wrong", show(outdir), "the path of a folder, or None", api=MeshApp.__name__)
    if not isinstance(argo_cd, bool):
        return Problem("argo_cd", "type-wrong", show(argo_cd), "True or False", api=MeshApp.__name__)
    return None


def _written(texts: Mapping[str, str], folder: str, removed: Sequence[str]) -> str:
    """Say what was written."""
    objects, files = sum(map(count_objects, texts.values())), len(texts)
    removal = f", and removed {listed(removed, 'and')}" if removed else ""
    return f"wrote {counted(objects, 'object')} in {counted(files, 'file')} to {folder}{removal}"


def _misnamed(plan: Plan | GatewayPlan) -> Problem:
    name = plan.spec.name
    return Problem(
        "file",
        "output-file",
        f"another name than {name}{YAML}",
        "charts without dependencies, because cdk8s numbers all files if there is a dependency",
        "Remove the dependencies. To order what Argo CD applies, use sync waves.",
        api=name,
    )
