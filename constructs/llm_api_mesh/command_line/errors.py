"""`llm-api-mesh errors`."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from llm_api_mesh.command_line.error_sections import Section, read_sections
from llm_api_mesh.command_line.printing.terminal import print_markdown
from llm_api_mesh.nearest import nearest

_LINK = re.compile(r"\[([^]]*)\]\(([a-z-]+\.md)?(?:#[a-z-]+)?\)")


def _completed(incomplete: str) -> list[str]:
    return [code for code in read_sections() if code.startswith(incomplete)]


def errors(
    code: Annotated[
        str,
        typer.Argument(help="A code such as weight-sum. Without it, all codes are listed.", autocompletion=_completed),
    ] = "",
) -> None:
    """Say what an error code means, with an example.

    A code stands at the end of each message. The example is a program that is refused with it, and what the program
    prints.
    """
    sections = read_sections()
    if not code:
        sys.stdout.writelines(f"{one.code}: {_first_sentence(one)}\n" for one in sections.values())
        return
    section = sections.get(code.strip("[]"))
    if section is None:
        near = nearest(code, sections)
        fix = f"Did you mean {near}?" if near else "Run llm-api-mesh errors for all codes."
        raise typer.BadParameter(f"There is no code {code}. {fix}", param_hint="CODE")
    print_markdown(f"# {section.code}\n\n{_LINK.sub(_with_page, section.text)}\n")


def _with_page(link: re.Match[str]) -> str:
    """Name the file that a link leads to, because a terminal shows no relative links."""
    text, page = link.groups()
    return f"{text} (docs/{page})" if page else text


def _first_sentence(section: Section) -> str:
    return _LINK.sub(r"\1", section.paragraph.partition(". ")[0].removesuffix(".") + ".")
