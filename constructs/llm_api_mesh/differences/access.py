"""The differences in who gets in: by the policies of the gateways, and at the pods past all gateways."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.access_tables.matrix import derive_matrix
from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.tables import Matrix
from llm_api_mesh.differences.changes import Change

_Key = tuple[str, str, str]


def compare_access(old: Manifests, new: Manifests) -> tuple[Change, ...]:
    """What callers may do that they might not before, and the other way round. Routes are compared elsewhere."""
    before, after = (dict(_outcomes(derive_matrix(some))) for some in (old, new))
    found = []
    for where, request, caller in sorted(before.keys() & after.keys()):
        one, other = before[where, request, caller], after[where, request, caller]
        if _differ(one, other):
            sources = tuple(sorted({one.source, other.source} - {""}))
            found.append(Change(where, request, "access", caller, _words(one), _words(other), sources))
    return tuple(found)


def _outcomes(matrix: Matrix) -> Iterator[tuple[_Key, Outcome]]:
    for place in matrix.places:
        for row in place.rows:
            for caller, outcome in zip(place.callers, row.outcomes, strict=True):
                for request in row.requests:
                    yield (f"{place.host} at the Gateway {place.gateway}", request.words, caller.name), outcome
    for table in matrix.pods:
        for caller_name, outcomes in table.callers.items():
            for port, outcome in zip(table.ports, outcomes, strict=True):
                yield (f"pods of {table.service}, past all gateways", f"port {port}", caller_name), outcome


def _differ(old: Outcome, new: Outcome) -> bool:
    is_refused = "refused" in {old.kind, new.kind} and (old.kind, old.status) != (new.kind, new.status)
    return is_refused or old.authorizer != new.authorizer


def _words(outcome: Outcome) -> str:
    if outcome.kind == "served":
        return f"let in, if the authorizer {outcome.authorizer} admits" if outcome.authorizer else "let in"
    return f"refused with {outcome.status}" if outcome.kind == "refused" and outcome.status else outcome.words
