"""Patches that would be lost are refused, and those that aren't are noted, for the guard.

A class imported from a CRD writes the fields of that CRD and drops all others, after patches have been applied: a
misspelt or newer field, or another `apiVersion`, would vanish without a word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from llm_api_mesh.errors import MeshError, Problem

from cdk8s import ApiObject, JsonPatch
from constructs import Construct

if TYPE_CHECKING:
    _Base = ApiObject
else:
    _Base = object  # the imported class beside it is the ApiObject


@dataclass
class Written:
    """What the resource modules have put into a chart."""

    objects: list[ApiObject] = field(default_factory=list)
    patched: bool = False


_written: WeakKeyDictionary[Construct, Written] = WeakKeyDictionary()


def written(chart: Construct) -> Written:
    """What of a chart is this package's own, and whether its user has changed it."""
    return _written.setdefault(chart, Written())


class EscapeHatch(_Base):
    """Mixed into imported classes, in front of them."""

    def __init__(self, scope: Construct, name: str, **properties: Any) -> None:
        super().__init__(scope, name, **properties)
        self._written = written(scope)
        self._written.objects.append(self)

    def add_json_patch(self, *ops: JsonPatch) -> None:
        """Patch the object; raise MeshError (patch-without-effect) when a patch doesn't show in the YAML."""
        for op in ops:
            before = self.to_json()
            super().add_json_patch(op)
            try:
                after = self.to_json()
            except RuntimeError:  # jsii's word for any error of JavaScript
                raise MeshError([_without_effect(self, "a patch of a place that isn't there")]) from None
            if after == before:
                raise MeshError([_without_effect(self, "a patch that changes nothing in the YAML")])
        self._written.patched = True


def _without_effect(patched: ApiObject, given: str) -> Problem:
    return Problem(
        mesh=patched.name,
        path=patched.kind,
        code="patch-without-effect",
        given=given,
        allowed="a patch of fields that the CRD has, to values that they don't have yet",
        fix="For other fields, declare the object as a plain cdk8s.ApiObject.",
    )
