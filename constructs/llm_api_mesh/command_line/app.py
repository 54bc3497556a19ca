"""The table of commands, and the program that runs them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

NAME = "llm-api-mesh"

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "init": "Write a new project with an API or an LLM gateway.",
        "synth": "Write the Kubernetes and Istio objects of a program or of YAML files.",
        "check": "Find what is wrong in YAML files, in a program or in folders of Kubernetes objects.",
        "checklist": "Say which settings no object can contain, and who has to make them.",
        "diff": "Say what differs between two folders of objects: for requests, by object and field, and in problems.",
        "graph": "Draw where requests go, read from the YAML of a folder.",
        "explain": "Say what a field is and what it becomes.",
        "errors": "Say what an error code means, with an example.",
        "schema": "Print the JSON Schema of YAML files.",
        "matrix": "Print who reaches which models and backends, read from the YAML of a folder.",
        "posture": "Print what is open or closed and why, and what happens when a part fails.",
    }
)
"""What each command does, by its name: the first sentence of the function with this name, in the module with this name.
"""

# Boxes and colors are for people. Programs, files and tests get plain text, and rich isn't imported for them.
_MARKUP: Any = "rich" if sys.stdout.isatty() and sys.stderr.isatty() else None


class _Commands(TyperGroup):
    """The commands. Until one of them runs, only its name and its sentence are known."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Import the module of the command that is to run."""
        name, known, rest = super().resolve_command(ctx, args)
        return name, _imported(name) if name and known else None, rest


app = typer.Typer(
    cls=_Commands,
    name=NAME,
    no_args_is_help=True,
    rich_markup_mode=_MARKUP,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command that the arguments of the program name, and end the program."""
    try:
        app(prog_name=NAME)
    except ImportError as error:
        if not isinstance(error, import_module("llm_api_mesh.node").NoNodeError):
            raise
        sys.exit(str(error))
    except OSError as error:
        if error.filename is None:
            raise
        sys.exit(f"{error.filename}: {error.strerror}")  # a folder that can't be written, a file that can't be read


def _print_version(wanted: bool) -> None:  # an option's value
    """Print the version of the package, and end the program."""
    if wanted:
        metadata = import_module("importlib.metadata")
        sys.stdout.write(f"{NAME} {metadata.version(NAME)}\n")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Load balancing for Large Language Model APIs via Istio, from typed descriptions in Python or YAML."""
    del version


def _imported(name: str) -> Any:
    """Return a command with its arguments and options."""
    function = getattr(import_module(f"{__package__}.{name}"), name)
    alone = typer.Typer(add_completion=False, rich_markup_mode=_MARKUP)
    alone.command(name, context_settings={"help_option_names": ["-h", "--help"]})(function)
    return get_command(alone)


def _not_imported() -> None:
    """Stand for a command whose module isn't imported yet."""


for _name, _sentence in COMMANDS.items():
    app.command(_name, short_help=_sentence)(_not_imported)
