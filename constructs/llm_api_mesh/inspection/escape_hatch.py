"""Patches of the package's objects: a patch that would not be written, or only in part, is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cdk8s import ApiObject, JsonPatch
from constructs import Construct

from llm_api_mesh.errors import MeshError, Problem, listed
from llm_api_mesh.inspection import losses, patch_places
from llm_api_mesh.inspection.objects import inspect_fields
from llm_api_mesh.inspection.record import record_of

if TYPE_CHECKING:
    _Base = ApiObject
else:
    _Base = object  # the imported class, which is the next base, is the ApiObject


class EscapeHatch(_Base):
    """A base class for imported classes, placed before them."""

    def __init__(self, scope: Construct, name: str, **properties: Any) -> None:
        super().__init__(scope, name, **properties)
        self._record = record_of(scope)
        self._record.objects.append(self)

    def add_json_patch(self, *ops: JsonPatch) -> None:
        """Patch the object.

        Raises:
            MeshError: A part of the patch would not be in the YAML (patch-without-effect), with all problems of the
                patch. In a plain `cdk8s.App`, also: a field or an extension that the Istio release ignores or lacks.
        """
        problems: list[Problem] = []
        first = before = self.to_json()
        for op in ops:
            try:
                patched = JsonPatch.apply(before, op)
            except RuntimeError as error:  # jsii raises it for any error of JavaScript
                failed = "TEST_OPERATION_FAILED" in str(error)
                problem = _failed_test(self, op) if failed else _no_place(self, before, op)
                raise MeshError([*problems, problem]) from None
            super().add_json_patch(op)
            try:
                after = self.to_json()
            except RuntimeError:
                wrong = f"the value of the patch of {_place(op)} has another type than the field"
                raise MeshError([*problems, _without_effect(self, wrong)]) from None
            lost = [_lost(self, problem) for problem in losses.find(type(self), patched, after)]
            if not lost and before == after != patched:
                lost = [_without_effect(self, _nothing(op))]
            problems += lost
            before = after
        # A test is not without effect beside an operation that changes something.
        if not problems and ops and before == first:
            problems.append(_without_effect(self, _nothing(*ops)))
        self._record.patched = True
        if self._record.patch_release:
            problems += inspect_fields(_api(self), self._record.patch_release, before)
        if problems:
            raise MeshError(problems)


_PLAIN = "For other fields, declare the object as a plain cdk8s.ApiObject."


def _without_effect(item: ApiObject, given: str) -> Problem:
    return Problem(
        _path(item),
        "patch-without-effect",
        given,
        "a patch that sets fields of the definition to new values",
        _PLAIN,
        api=_api(item),
    )


def _place(op: JsonPatch) -> str:
    return patch_places.path(patch_places.steps(op)) or "the whole object"


def _nothing(*ops: JsonPatch) -> str:
    return f"the patch of {listed(list(map(_place, ops)), 'and')} changes nothing in the YAML"


def _failed_test(item: ApiObject, op: JsonPatch) -> Problem:
    return _without_effect(item, f"the test of the patch fails at {_place(op)}")


def _no_place(item: ApiObject, document: object, op: JsonPatch) -> Problem:
    absent = patch_places.absence(document, patch_places.steps(op))
    given = f"the patch is for a place that doesn't exist, {absent.place}"
    return replace(_without_effect(item, given), allowed=absent.there, fix=absent.near)


def _lost(item: ApiObject, problem: Problem) -> Problem:
    return replace(problem, api=_api(item), path=f"{_path(item)}.{problem.path}", fix=problem.fix or _PLAIN)


def _api(item: ApiObject) -> str:
    """Return the name of the API, which is the id of its chart."""
    name: str = item.chart.node.id
    return name


def _path(item: ApiObject) -> str:
    return f"{item.kind}/{item.name}"
