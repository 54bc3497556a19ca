"""What a check has found, as JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh.command_line.checking.report import Report
from llm_api_mesh.errors import Problem, ordered
from llm_api_mesh.secret_shapes import hide


def print_reports(reports: Sequence[Report]) -> None:
    """Print one JSON object."""
    whole = {"clean": all(report.is_clean for report in reports), "sources": list(map(_of_report, reports))}
    sys.stdout.write(f"{json.dumps(whole, indent=2)}\n")


def _of_report(report: Report) -> Mapping[str, Any]:
    return {
        "source": report.source,
        "files": report.files,
        **{f"{word}s".lower().replace(" ", "_"): number for number, word in report.counts},
        "failure": hide(report.failure),
        "problems": [_of_problem(problem) for problem in ordered(report.problems)],
    }


def _of_problem(problem: Problem) -> Mapping[str, Any]:
    texts = {name: hide(getattr(problem, name)) for name in ("path", "code", "given", "allowed", "fix")}
    source = problem.source
    return {
        "api": problem.api,
        "environments": list(problem.environments),
        **texts,
        "file": source.file if source else None,
        "line": source.line if source else None,
        "column": source.column if source else None,
        "text": problem.text,
    }
