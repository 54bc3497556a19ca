"""`llm-api-mesh graph`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from llm_api_mesh.command_line.folders import ending_if_unreadable
from llm_api_mesh.errors import listed
from llm_api_mesh.graphs.drawing import GraphFormat, drawn, only, traffic_of
from llm_api_mesh.graphs.mermaid import MOST_ARROWS, MOST_CHARACTERS, is_too_large
from llm_api_mesh.nearest import nearest
from llm_api_mesh.traffic.model import Traffic

_FORMATS: Mapping[str, GraphFormat] = {".htm": "html", ".html": "html", ".mmd": "mermaid", ".svg": "svg"}


def graph(
    folder: Annotated[Path, typer.Argument(help="Folder with YAML files.")] = Path("dist"),
    *,
    form: Annotated[
        GraphFormat | None,
        typer.Option(
            "--format",
            help="HTML is one page with a search and filters. Default: by the ending of the file, or mermaid if "
            "it has none.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write. Default: print it.", show_default=False),
    ] = None,
    host: Annotated[
        list[str] | None,
        typer.Option(help="Draw only this host. The option can be repeated. Default: all.", show_default=False),
    ] = None,
) -> None:
    """Draw where requests go, read from the YAML of a folder.

    Clients, hosts, kinds of requests and backends are boxes, and arrows have weights and conditions.

    The status is 1 if the folder can't be read, and 2 if the command line is wrong.
    """
    with ending_if_unreadable():
        traffic = traffic_of(folder)
    chosen = form or _format_of(output)
    _check(host or (), traffic)
    text = drawn(only(traffic, host or ()), chosen, f"Where requests go by {folder.as_posix()}")
    if chosen == "mermaid" and is_too_large(text):
        sys.stderr.write(
            f"Mermaid draws at most {MOST_ARROWS} arrows and {MOST_CHARACTERS:,} characters, unless its settings say "
            "otherwise. Choose some hosts with --host, or another format.\n"
        )
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def _format_of(output: Path | None) -> GraphFormat:
    """Return the format of a file by its ending; Mermaid for a file without one, and for what is printed."""
    if output is None or not output.suffix:
        return "mermaid"
    if output.suffix not in _FORMATS:
        raise typer.BadParameter(
            f"{output} doesn't say which format it has. End it with {listed(list(_FORMATS))}, or add --format.",
            param_hint="--output",
        )
    return _FORMATS[output.suffix]


def _check(hosts: Sequence[str], traffic: Traffic) -> None:
    known = sorted({entry.host for entry in traffic.entries})
    for host in hosts:
        if host not in known:
            near = nearest(host, known)
            fix = f" Did you mean {near}?" if near else ""
            raise typer.BadParameter(f"No object in the folder has the host {host}.{fix}", param_hint="--host")
