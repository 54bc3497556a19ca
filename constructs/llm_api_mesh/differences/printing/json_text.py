"""Differences as JSON, in full length."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from llm_api_mesh.differences.changes import Change
from llm_api_mesh.differences.report import Differences
from llm_api_mesh.errors import Problem
from llm_api_mesh.secret_shapes import hide_all


def differences_json(all_found: Sequence[Differences]) -> str:
    """Write the differences of one or more pairs of folders as a list of JSON objects."""
    return f"{json.dumps([hide_all(_whole(one)) for one in all_found], ensure_ascii=False, indent=2)}\n"


def _whole(found: Differences) -> dict[str, Any]:
    return {
        "old": found.old,
        "new": found.new,
        "objects": [
            {
                "object": one.ref,
                "change": one.kind,
                "fields": [{"path": field.path, "old": field.old, "new": field.new} for field in one.fields],
            }
            for one in found.objects
        ],
        "traffic": [_change(one) for one in found.traffic],
        "access": [_change(one) for one in found.access],
        "problems": {
            "introduced": [_problem(one) for one in found.introduced],
            "fixed": [_problem(one) for one in found.fixed],
            "unchanged": [_problem(one) for one in found.unchanged],
        },
        "not_in_words": list(found.not_in_words),
        "not_read": [{"object": one.source, "reason": one.reason} for one in found.not_read],
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "where": one.where,
        "requests": one.request,
        "topic": one.topic,
        "subject": one.subject,
        "old": one.old,
        "new": one.new,
        "sentence": one.words,
        "objects": list(one.sources),
    }


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "name": one.api,
        "path": one.path,
        "code": one.code,
        "given": one.given,
        "allowed": one.allowed,
        "fix": one.fix,
    }
