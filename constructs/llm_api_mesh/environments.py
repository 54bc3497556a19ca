"""Several environments: an app for each, all checked together before the files of any are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Never

from llm_api_mesh.app import CheckedApp, MeshApp
from llm_api_mesh.declared_apis import DeclaredApis
from llm_api_mesh.described_apis import declare_all
from llm_api_mesh.dry_run import default_folder
from llm_api_mesh.errors import NOTHING, MeshError, Problem, listed, show
from llm_api_mesh.files.document import Document
from llm_api_mesh.nearest import nearest
from llm_api_mesh.overlays.differences import Specification, differences
from llm_api_mesh.overlays.origins import GivenOverlay
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.reading import problems_of
from llm_api_mesh.reading.file_format import ENVIRONMENTS, KINDS
from llm_api_mesh.spec.base import Faulty, Spec
from llm_api_mesh.spec.environment import Environment, LlmApiMeshOverlay, LlmGatewayOverlay, Overlay
from llm_api_mesh.unsynthesized import Waiting


class Environments:
    """The same APIs and LLM gateways for several targets, such as `dev`, `staging` and `prod`, or several clusters.

    It has a `MeshApp` for each environment, in the order of their names: `for app in environments` declares something
    in each, and `environments["dev"]` is one of them. `app.environment` is the name of an app's environment.

    Args:
        environments: The environments. Files that `add_files` reads can have others.
        overlays: What differs in some environments in an API or an LLM gateway, whether files or the program describe
            it. Default: none. Files can have others.
        outdir: Folder with a folder for each environment. Default: `$CDK8S_OUTDIR`, which `cdk8s synth` sets, or
            `dist`.
    """

    def __init__(
        self,
        *environments: Environment,
        overlays: Sequence[LlmApiMeshOverlay | LlmGatewayOverlay] = (),
        outdir: str | os.PathLike[str] | None = None,
    ) -> None:
        if problem := _misused(environments, overlays, outdir):
            Waiting.end_all()
            raise MeshError([problem])
        self._folder = Path(outdir) if outdir else default_folder()
        self._waiting = Waiting(str(self._folder), "environments.synth()")
        self._given: list[tuple[Any, Document | None]] = [(one, None) for one in (*environments, *overlays)]
        self._documents: list[Document] = []
        self._problems: list[Problem] = []
        self._complete = True
        self._apps: dict[str, _EnvironmentApp] | None = None

    def __iter__(self) -> Iterator[MeshApp]:
        """Give the app of each environment, in the order of their names."""
        return iter(self._by_name().values())

    def __getitem__(self, name: str) -> MeshApp:
        """Return the app of an environment.

        Raises:
            MeshError: There is no such environment.
        """
        apps = self._by_name()
        if name not in apps:
            Waiting.end_all()
            raise MeshError([*self._problems, _no_environment(name, apps, "Environments", "name")])
        return apps[name]

    def synth(self) -> None:
        """Write the files of all environments, each into the folder with its name, if none has a problem.

        Prints for each environment what `MeshApp.synth` prints.

        Raises:
            MeshError: Something has problems in some environment, or a file in a folder isn't the app's own. All
                folders are unchanged. If the program doesn't catch the error, it ends with status 1 and the problems
                on stderr.
        """
        apps = list(self._by_name().values())
        problems = [*self._problems]
        checked: list[CheckedApp] = []
        for app in apps:
            try:
                checked.append(app.checked())
            except MeshError as error:
                problems += (replace(one, environments=(app.environment,)) for one in error.problems)
        self._refuse(problems)
        with ExitStack() as drafts:  # a full disk is noticed before a file of any environment is replaced
            put_in_place = [drafts.enter_context(app.drafts()) for app in apps]
            for app, one, put in zip(apps, checked, put_in_place, strict=True):
                app.say(one, put())

    def differences(self, one: str, other: str) -> str:
        """Return what differs between two environments, by field of each API and LLM gateway, as text.

        Only specifications are compared, with their defaults, and not what a program patches.

        Raises:
            MeshError: There is no such environment, or one of both has problems.
        """
        names = (one, other)
        for name in names:
            _ = self[name]
        problems = [*self._problems]
        specifications: list[Specification] = []
        for name in names:
            app = self._by_name()[name]
            try:
                specifications.append(app.specification())
            except MeshError as error:
                problems += (replace(found, environments=(name,)) for found in error.problems)
        self._refuse(problems)
        return differences(*specifications)

    def _add(self, documents: Sequence[Document], problems: Iterable[Problem]) -> None:
        if self._apps is not None:
            Waiting.end_all()
            raise MeshError([_too_late()])
        before = len(self._problems)
        self._problems += problems
        self._complete = self._complete and len(self._problems) == before
        for document in documents:
            if document.is_construct:
                self._documents.append(document)
                self._waiting.add(str(document.name))
            elif not document.problems:
                self._given.append((_spec(document), document))

    def _refuse(self, problems: Sequence[Problem]) -> None:
        """Raise the problems, if there are any: one that several environments have, once."""
        self._waiting.end()
        if problems:
            Waiting.end_all()
            raise MeshError(_together(problems), str(self._folder))

    def _by_name(self) -> dict[str, _EnvironmentApp]:
        """Return the apps; the first call makes them, and declares in them what files have."""
        if self._apps is None:
            self._apps = self._declared_apps()
        return self._apps

    def _declared_apps(self) -> dict[str, _EnvironmentApp]:
        apps = {spec.name: _EnvironmentApp(spec, self._folder, self._waiting) for spec in self._environments()}
        if not apps and not self._problems:
            fix = (
                "Name the file that has kind: Environment as well, or write Environments(Environment(name=...)) in a "
                "program."
            )
            self._problems.append(
                Problem("environments", "field-required", NOTHING, "an Environment", fix, api="Environments")
            )
        for given in self._overlays():
            for index, name in enumerate(given.overlay.environments):
                if name in apps:
                    apps[name].declared.overlays.add(given)
                elif apps:
                    path = f"{ENVIRONMENTS}[{index}]"
                    self._note(_no_environment(name, apps, given.overlay.name, path), given.document)
        for document in self._documents:
            for index, name in enumerate(document.environments or ()):
                if apps and isinstance(name, str) and name not in apps:
                    path = f"{ENVIRONMENTS}[{index}]"
                    self._note(_no_environment(name, apps, str(document.name), path), document)
        for name, app in apps.items():
            app.declared.overlays.complete = self._complete
            declare_all(app, (one for one in self._documents if one.environments is None or name in one.environments))
        return apps

    def _environments(self) -> list[Environment]:
        """Return the sound environments by name, each once; note the problems of the others."""
        found: dict[str, Environment] = {}
        for value, document in self._given:
            if not issubclass(_kind(value), Environment):
                continue
            name = _name(value)
            self._note_all(problems_of(value, name, plain=document is not None), document)
            if name in found:
                allowed = "one Environment for each name, which is also the name of the folder"
                self._note(Problem("name", "environment-duplicate", show(name), allowed, api=name), document)
            elif isinstance(value, Environment):
                found[name] = value
        return [found[name] for name in sorted(found)]

    def _overlays(self) -> Iterator[GivenOverlay]:
        """Yield the sound overlays; note the problems of the others."""
        for value, document in self._given:
            if isinstance(value, Overlay):
                yield GivenOverlay(value, document)
            elif issubclass(_kind(value), Overlay):
                self._note_all(problems_of(value, _name(value), plain=document is not None), document)

    def _note(self, problem: Problem, document: Document | None) -> None:
        self._problems.append(document.located(problem) if document else problem)

    def _note_all(self, problems: Iterable[Problem], document: Document | None) -> None:
        for problem in problems:
            self._note(problem, document)


def add_documents(environments: Environments, documents: Sequence[Document], problems: Iterable[Problem]) -> None:
    """Add what files have. This isn't a method, because users don't need it.

    Raises:
        MeshError: The apps are in use already, and so would lack what the files have.
    """
    environments._add(documents, problems)  # noqa: SLF001  # the environments' own module


class _EnvironmentApp(MeshApp):
    """The app of one environment."""

    def __init__(self, environment: Environment, folder: Path, waiting: Waiting) -> None:
        super().__init__(outdir=folder / environment.name, argo_cd=bool(environment.argo_cd))
        self.environment = environment.name
        self._target = environment
        self._defaults = environment.defaults
        self._declared = DeclaredApis(waiting)

    @property
    def declared(self) -> DeclaredApis:
        """The APIs and LLM gateways of the environment."""
        return self._declared

    def checked(self) -> CheckedApp:
        """Stage all files, if nothing of the environment has problems."""
        return self._checked()

    def drafts(self) -> AbstractContextManager[Callable[[], Sequence[str] | None]]:
        """Write drafts of the staged files, and give what puts them in place."""
        return self._drafts()

    def say(self, checked: CheckedApp, removed: Sequence[str] | None) -> None:
        """Print what was written; nothing after a dry run."""
        self._say(checked, removed)

    def specification(self) -> Specification:
        """Return the specification of each API and LLM gateway, if nothing of the environment has problems."""
        plans, gateways = self._declared.checked(self)
        everything: list[Plan | GatewayPlan] = [*plans.values(), *gateways.values()]
        return Specification(self._target, {plan.spec.name: plan.spec for plan in everything})

    def synth(self) -> Never:
        """Refuse to write one environment alone: `Environments.synth` checks all of them first."""
        Waiting.end_all()
        raise MeshError(
            [
                Problem(
                    "synth",
                    "needs-environments",
                    f"synth() of the environment {self.environment} alone",
                    "synth() of the Environments, which checks all of them before it writes one",
                    "Write environments.synth().",
                    api=self.environment,
                )
            ]
        )


def _misused(environments: Sequence[object], overlays: object, outdir: object) -> Problem | None:
    """Return what is wrong with the arguments."""
    api = Environments.__name__
    wrong = next((one for one in environments if not issubclass(_kind(one), Environment)), None)
    if wrong is not None:
        fix = f"Write Environment(name={show(wrong)})." if isinstance(wrong, str) else ""
        return Problem("environments", "type-wrong", show(wrong), "Environment(...)", fix, api=api)
    if not isinstance(overlays, Sequence) or isinstance(overlays, str):
        return Problem("overlays", "type-wrong", show(overlays), "a list", api=api)
    wrong = next((one for one in overlays if not issubclass(_kind(one), Overlay)), None)
    if wrong is not None:
        allowed = "LlmApiMeshOverlay(...) or LlmGatewayOverlay(...)"
        return Problem("overlays", "type-wrong", show(wrong), allowed, api=api)
    if not isinstance(outdir, str | os.PathLike | None):
        return Problem("outdir", "type-wrong", show(outdir), "the path of a folder, or None", api=api)
    return None


def _kind(value: object) -> type:
    """Return the type of a specification, which may be faulty."""
    return value.kind if isinstance(value, Faulty) else type(value)


def _name(value: Spec | Faulty) -> str:
    """Return the name of an environment or an overlay, which may be faulty."""
    name = getattr(value, "name", None)
    return name if isinstance(name, str) else _kind(value).__name__


def _spec(document: Document) -> Spec | Faulty:
    """Return the environment or the overlay that a document describes."""
    return KINDS[document.kind](**document.fields)


def _no_environment(name: object, known: Iterable[str], api: str, path: str) -> Problem:
    names = sorted(known)
    near = nearest(str(name), names)
    fix = f"Write {show(near)}." if near else ""
    return Problem(
        path, "environment-unknown", show(name), listed([show(one) for one in names]) or "none", fix, api=api
    )


def _too_late() -> Problem:
    return Problem(
        "app",
        "needs-environments",
        "files after the apps of the environments are in use",
        "all files before the first app of an environment is used",
        "Call add_files first.",
        api="add_files",
    )


def _together(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem once, with all environments that have it."""
    found: dict[tuple[Any, ...], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.source, replace(problem, environments=())), []).append(problem)
    for same in found.values():
        names = dict.fromkeys(name for one in same for name in one.environments)
        yield replace(same[0], environments=tuple(names))
