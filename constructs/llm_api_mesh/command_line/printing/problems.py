"""Problems as text: the words of `MeshError`, and a line about each source."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from llm_api_mesh.command_line.checking.report import Report
from llm_api_mesh.command_line.printing.terminal import Part, print_lines
from llm_api_mesh.errors import MeshError, Problem, by_api, counted, on_one_line, ordered

_Line = Sequence[Part]


def print_reports(reports: Sequence[Report]) -> None:
    """Print the problems of all sources to stdout, and why programs failed to stderr."""
    print_lines((line for report in reports for line in _of_report(report)), sys.stdout)
    for report in reports:
        if report.failure:
            sys.stderr.write(f"{report.failure}\n")


def print_error(error: MeshError) -> None:
    """Print the text of an error to stderr."""
    groups = by_api(error.problems).items()
    print_lines((line for api, group in groups for line in _of_api(error.heading(api, len(group)), group)), sys.stderr)


def _of_report(report: Report) -> Iterator[_Line]:
    for name, group in by_api(ordered(report.problems)).items():
        yield from _of_api(f"{on_one_line(name)}: {counted(len(group), 'problem')}", group)
    yield [(report.summary, "bold green" if report.is_clean else "bold red")]


def _of_api(heading: str, problems: Sequence[Problem]) -> Iterator[_Line]:
    yield [(heading, "bold")]
    for problem in problems:
        place = f"{problem.source}: " if problem.source else ""
        code = f"[{problem.code}]"
        yield [("  ", ""), (place, "cyan"), (problem.text.removesuffix(code), ""), (code, "dim")]
