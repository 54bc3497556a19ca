"""Files that describe APIs and LLM gateways, their environments, and what differs between these."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from llm_api_mesh.app import MeshApp, declared_apis
from llm_api_mesh.described_apis import declare_all
from llm_api_mesh.environments import Environments, add_documents
from llm_api_mesh.errors import NOTHING, MeshError, Problem, show
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.documents import Documents, read_documents
from llm_api_mesh.neighbours import near
from llm_api_mesh.reading.file_format import ENVIRONMENTS
from llm_api_mesh.spec.base import KIND
from llm_api_mesh.unsynthesized import Waiting


def add_files(app: MeshApp | Environments, *paths: str | os.PathLike[str]) -> None:
    """Declare the APIs and LLM gateways that YAML files describe.

    Each document has `apiVersion: llm-api-mesh/v1`, `kind: LlmApiMesh` or `kind: LlmGateway`, `name`, and the keywords
    of the construct as fields. For `Environments`, documents can also be environments and overlays. A file can have
    several documents. The order of files and documents doesn't matter.

    Args:
        app: The app, which may have other APIs as well, or the environments.
        paths: Files, and folders of which all `*.yaml` and `*.yml` files are read, also those in their folders. Files
            and folders whose names begin with a dot are left out. A file has at most 4 MiB.

    Raises:
        MeshError: The arguments are wrong. Problems of files are raised by `MeshApp.synth` or `Environments.synth`,
            together with all others, and have a `source`.
    """
    if problem := _misused(app, paths):
        Waiting.end_all()
        raise MeshError([problem])
    _add(app, read_documents(map(Path, paths)))


def app_of_files(
    paths: Iterable[Path], outdir: Path | None = None, advance: Callable[[], None] = lambda: None
) -> MeshApp | Environments:
    """Return an app that has all files: `Environments` if some document is for environments, or else a `MeshApp`.

    `advance` is called after each file that has been read.
    """
    return app_of_documents(read_documents(paths, advance), outdir)


def app_of_changed_files(
    paths: Sequence[Path], changed: Collection[Path], outdir: Path, advance: Callable[[], None] = lambda: None
) -> MeshApp | Environments:
    """Return an app that writes what the changed files describe. Of the others it has those that may clash with them.

    The others are those whose objects `outdir` has, as they were written last.
    """
    found = read_documents(paths, advance, changed)
    if found.are_of_environments:
        return app_of_documents(read_documents(paths, advance), outdir)
    app = MeshApp(outdir=outdir)
    declared_apis(app).changed = frozenset(one.label for one in found.documents)
    others = {path.parent / label for path in paths for label in near(found.documents, outdir)}
    beside = read_documents(paths, advance, {one for one in others if one.is_file()}.difference(changed))
    _add(app, Documents(0, [*found.documents, *beside.documents], [*found.problems, *beside.problems]))
    return app


def app_of_documents(found: Documents, outdir: Path | None = None) -> MeshApp | Environments:
    """Return an app that has what files have been read to have, as `app_of_files` does."""
    app = Environments(outdir=outdir) if found.are_of_environments else MeshApp(outdir=outdir)
    _add(app, found)
    return app


def _add(app: MeshApp | Environments, found: Documents) -> None:
    """Declare what the documents describe."""
    if isinstance(app, Environments):
        add_documents(app, found.documents, found.problems)
        return
    if problems := [*found.problems, *_of_environments(found.documents)]:
        declared_apis(app).refuse(problems)
    declare_all(app, (one for one in found.documents if one.is_construct))


def _misused(app: object, paths: tuple[object, ...]) -> Problem | None:
    """Return what is wrong with the arguments."""
    call = 'Write add_files(app, "apis").'
    if not isinstance(app, MeshApp | Environments):
        allowed = "a MeshApp or Environments"
        return Problem("app", "type-wrong", show(app), allowed, call, api=add_files.__name__)
    if not paths:
        return Problem("paths", "field-required", NOTHING, "files and folders", call, api=add_files.__name__)
    wrong = next((path for path in paths if not isinstance(path, str | os.PathLike)), None)
    if wrong is None:
        return None
    return Problem("paths", "type-wrong", show(wrong), "the path of a file or a folder", call, api=add_files.__name__)


def _of_environments(documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield a problem for what only `Environments` can read."""
    for document in documents:
        if document.is_construct and document.environments is None:
            continue
        yield document.located(
            Problem(
                ENVIRONMENTS if document.is_construct else KIND,
                "needs-environments",
                show(document.environments if document.is_construct else document.kind),
                "environments, overlays and APIs of some environments in files that Environments read",
                'Write add_files(environments, "apis"), and call environments.synth().',
                api=str(document.name),
            )
        )
