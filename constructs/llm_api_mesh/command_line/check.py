"""`llm-api-mesh check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal

import typer

from llm_api_mesh.command_line.checking.report import Report, names
from llm_api_mesh.command_line.exit_codes import PROBLEMS
from llm_api_mesh.command_line.printing.progress import progress
from llm_api_mesh.command_line.sources import SourceKind, kind_of, sources
from llm_api_mesh.releases import NEWEST, IstioRelease

_Form = Literal["text", "json", "sarif"]
_MODULES: Mapping[SourceKind, str] = {"program": "programs", "files": "files", "objects": "objects"}
_PRINTERS: Mapping[_Form, str] = {"text": "problems", "json": "json_text", "sarif": "sarif"}


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="A program; or YAML files, folders of such files, and folders of Kubernetes objects such as dist. "
            "Default: what the app in cdk8s.yaml names.",
            metavar="[PATHS...]",
            show_default=False,
        ),
    ] = None,
    *,
    form: Annotated[
        _Form, typer.Option("--format", help="How problems are printed; SARIF is for code hosts.")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    objects: Annotated[
        bool,
        typer.Option(
            "--objects",
            help="Also build the objects of YAML files, as synth does, to find objects that are too large. This needs "
            "Node.js, which all other checks of YAML files don't.",
        ),
    ] = False,
    istio: Annotated[
        IstioRelease, typer.Option(help="Istio release of the cluster, for folders of Kubernetes objects.")
    ] = NEWEST,
) -> None:
    """Find what is wrong in YAML files, in a program or in folders of Kubernetes objects.

    Nothing is written. The status is 0 if nothing is wrong, 1 if there are problems or if a program fails, and 2 if the
    command line is wrong.
    """
    reports = _reports(sources(paths or []), istio, built=objects)
    import_module(f"{__package__}.printing.{_PRINTERS['json' if as_json else form]}").print_reports(reports)
    if not all(report.is_clean for report in reports):
        raise typer.Exit(PROBLEMS)


def _reports(paths: Sequence[Path], istio: IstioRelease, *, built: bool) -> list[Report]:
    """Check the sources of each kind together: all files that describe APIs are one app."""
    modules: Mapping[SourceKind, str] = {**_MODULES, "files": "built_files"} if built else _MODULES
    by_kind: dict[SourceKind, list[Path]] = {}
    for path in paths:
        by_kind.setdefault(kind_of(path), []).append(path)
    found: list[Report] = []
    for kind, same in by_kind.items():
        module = import_module(f"{__package__}.checking.{modules[kind]}")
        with progress(names(same)) as shown:
            found += module.check(same, istio, shown)
    return found
