"""What a check has found, as SARIF 2.1.0, which code hosts show beside the lines of a change."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from llm_api_mesh.command_line.checking.report import Report
from llm_api_mesh.command_line.error_sections import read_sections
from llm_api_mesh.errors import Problem, on_one_line, ordered
from llm_api_mesh.secret_shapes import hide

_NAME = "llm-api-mesh"
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def print_reports(reports: Sequence[Report]) -> None:
    """Print one SARIF log with one run."""
    found = [(problem, report) for report in reports for problem in ordered(report.problems)]
    codes = sorted({problem.code for problem, _ in found})
    run = {
        "tool": {"driver": {"name": _NAME, "version": version(_NAME), "rules": _rules(codes)}},
        "invocations": [_invocation(reports)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, report, codes.index(problem.code)) for problem, report in found],
    }
    sys.stdout.write(f"{json.dumps({'$schema': _SCHEMA, 'version': '2.1.0', 'runs': [run]}, indent=2)}\n")


def _rules(codes: Sequence[str]) -> list[Mapping[str, Any]]:
    """Return what each code means, with the example of its section."""
    sections = read_sections()
    return [
        {
            "id": code,
            "shortDescription": {"text": sections[code].paragraph},
            "help": {"text": sections[code].text, "markdown": sections[code].text},
            "defaultConfiguration": {"level": "error"},
        }
        for code in codes
    ]


def _invocation(reports: Sequence[Report]) -> Mapping[str, Any]:
    """Say whether everything was checked."""
    failed = [report for report in reports if report.failure]
    notes = [
        {"level": "error", "message": {"text": hide(report.failure)}, "locations": [_location(report.source, 1, 1)]}
        for report in failed
    ]
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notes}


def _result(problem: Problem, report: Report, rule: int) -> Mapping[str, Any]:
    source = problem.source
    place = _location(source.file, source.line, source.column) if source else _location(report.source, 1, 1)
    field = f"{problem.api}.{problem.path}" if problem.path else problem.api
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": "error",
        "message": {"text": f"{on_one_line(problem.api)}: {problem.text}"},
        "locations": [{**place, "logicalLocations": [{"fullyQualifiedName": hide(field)}]}],
        # The line isn't part of it, so that a code host knows a problem again that has moved.
        "partialFingerprints": {"problem/v1": sha256(f"{problem.code} {field}".encode()).hexdigest()},
    }


def _location(file: str, line: int, column: int) -> dict[str, Any]:
    path = Path(file)
    inside = path.resolve().is_relative_to(Path.cwd())
    uri = quote(path.resolve().relative_to(Path.cwd()).as_posix()) if inside else path.resolve().as_uri()
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": {"startLine": line, "startColumn": column},
        }
    }
