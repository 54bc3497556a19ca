"""The problem of settings that cancel each other."""

from __future__ import annotations

from llm_api_mesh.errors import Problem


def combination_ignored(path: str, given: str, allowed: str, fix: str = "") -> Problem:
    """Describe a combination of settings of which Istio ignores at least one."""
    return Problem(path, "combination-ignored", given, allowed, fix)
