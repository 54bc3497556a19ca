"""Patches that would be lost, as a whole or in part, are refused; those that aren't are noted, for the guard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.inspection import losses
from llm_api_mesh.inspection.objects import inspect_fields
from llm_api_mesh.releases import IstioRelease

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
    at_once: IstioRelease | None = None
    """In a plain `cdk8s.App`, which gathers no problems, a patch is judged as it is made: for this release."""


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
        """Patch the object.

        Raises:
            MeshError: Something of it wouldn't be in the YAML (patch-without-effect); with all that wouldn't. Where
                `at_once` is set, also: a field or an extension that the release doesn't have or doesn't read.
        """
        problems: list[Problem] = []
        first = before = self.to_json()
        for op in ops:
            try:
                asked = JsonPatch.apply(before, op)
            except RuntimeError as error:  # jsii's word for any error of JavaScript
                failed = "TEST_OPERATION_FAILED" in str(error)
                given = "a test that fails" if failed else "a patch of a place that isn't there"
                raise MeshError([*problems, _without_effect(self, given)]) from None
            super().add_json_patch(op)
            try:
                after = self.to_json()
            except RuntimeError:
                wrong = "a value of another kind than the field's"
                raise MeshError([*problems, _without_effect(self, wrong)]) from None
            lost = [_lost(self, loss) for loss in losses.find(type(self), asked, after)]
            if not lost and before == after != asked:
                lost = [_without_effect(self, _NOTHING)]
            problems += lost
            before = after
        # One that tests, beside one that changes something, has done its work.
        if not problems and ops and before == first:
            problems.append(_without_effect(self, _NOTHING))
        self._written.patched = True
        if self._written.at_once:
            problems += inspect_fields(_mesh(self), self._written.at_once, before)
        if problems:
            raise MeshError(problems)


_NOTHING = "a patch that changes nothing in the YAML"
_PLAIN = "For other fields, declare the object as a plain cdk8s.ApiObject."


def _without_effect(patched: ApiObject, given: str) -> Problem:
    return Problem(
        mesh=_mesh(patched),
        path=_path(patched),
        code="patch-without-effect",
        given=given,
        allowed="a patch of fields that the definition has, to values that they don't have yet",
        fix=_PLAIN,
    )


def _lost(patched: ApiObject, loss: losses.Loss) -> Problem:
    return Problem(
        mesh=_mesh(patched),
        path=f"{_path(patched)}.{loss.path}",
        code="patch-without-effect",
        given=loss.given,
        allowed=loss.allowed,
        fix=loss.fix or _PLAIN,
    )


def _mesh(patched: ApiObject) -> str:
    """Give the mesh's name, which is its chart's."""
    name: str = patched.chart.node.id
    return name


def _path(patched: ApiObject) -> str:
    return f"{patched.kind}/{patched.name}"
