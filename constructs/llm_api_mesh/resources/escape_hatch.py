"""Patches that would be lost are refused.

A class imported from a CRD writes the fields of that CRD and drops all others, after patches have been applied: a
misspelt or newer field, or another `apiVersion`, would vanish without a word.
"""

from __future__ import annotations

from typing import Any, Protocol

from llm_api_mesh.errors import MeshError, Problem

from cdk8s import JsonPatch


class _ApiObject(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    def to_json(self) -> Any: ...
    def add_json_patch(self, *ops: JsonPatch) -> None: ...


class EscapeHatch:
    """Mixed into imported classes, in front of them."""

    def add_json_patch(self: _ApiObject, *ops: JsonPatch) -> None:
        """Patch the object; raise MeshError (patch-without-effect) when a patch doesn't show in the YAML."""
        for op in ops:
            before = self.to_json()
            super().add_json_patch(op)  # type: ignore[misc]
            if self.to_json() == before:
                raise MeshError(
                    [
                        Problem(
                            mesh=self.name,
                            path=self.kind,
                            code="patch-without-effect",
                            given="a patch that changes nothing in the YAML",
                            allowed="a patch of fields that the CRD has, to values that they don't have yet",
                            fix="For other fields, declare the object as a plain cdk8s.ApiObject.",
                        )
                    ]
                )
