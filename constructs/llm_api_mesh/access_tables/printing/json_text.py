"""The tables as JSON. Each kind of requests has a sample request, and each kind of callers the claims of a token."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.posture.lines import Posture
from llm_api_mesh.access_tables.requests import Caller, nested
from llm_api_mesh.access_tables.tables import Matrix, NotRead, PlaceTable, PodsTable, Row, Sample
from llm_api_mesh.secret_shapes import HEADERS, HIDDEN, hide_all


def matrix_json(matrix: Matrix) -> str:
    """Write the matrix as JSON."""
    return _written(
        {
            "places": [_place(one) for one in matrix.places],
            "pods": [_pods(one) for one in matrix.pods],
            "in_mesh": [_not_read(one) for one in matrix.in_mesh],
            "not_read": [_not_read(one) for one in matrix.not_read],
        }
    )


def posture_json(posture: Posture) -> str:
    """Write the posture as JSON."""
    return _written(
        {
            "settings": [asdict(one) for one in posture.settings],
            "failures": [asdict(one) for one in posture.failures],
        }
    )


def _written(value: Mapping[str, Any]) -> str:
    return json.dumps(hide_all(value), indent=2, ensure_ascii=False) + "\n"


def _place(table: PlaceTable) -> dict[str, Any]:
    return {
        "gateway": table.gateway,
        "host": table.host,
        "ports": list(table.ports),
        "read_from": table.source,
        "notes": list(table.notes),
        "callers": [_caller(one) for one in table.callers],
        "rows": [_row(one, table.callers) for one in table.rows],
    }


def _caller(caller: Caller) -> dict[str, Any]:
    return {"name": caller.name, "claims": None if caller.token is None else nested(caller.token)}


def _row(row: Row, callers: Sequence[Caller]) -> dict[str, Any]:
    return {
        "requests": [_sample(one) for one in row.requests],
        "routes": list(row.routes),
        "read_from": row.source,
        "answers": {caller.name: _outcome(one) for caller, one in zip(callers, row.outcomes, strict=True)},
    }


def _sample(sample: Sample) -> dict[str, Any]:
    request = sample.request
    return {
        "kind": sample.words,
        "method": request.method,
        "path": request.path,
        "headers": {name: HIDDEN if name in HEADERS else value for name, value in sorted(request.headers.items())},
        "model": request.model or None,
        "written_by_gateway": dict(sorted(request.written.items())),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "kind": outcome.kind,
        "status": outcome.status,
        "backends": [{**asdict(one), "pods": dict(sorted(one.pods.items()))} for one in outcome.backends],
        "external_authorizer": outcome.authorizer or None,
        "reason": outcome.reason,
        "read_from": outcome.source,
    }


def _pods(table: PodsTable) -> dict[str, Any]:
    return {
        "service": table.service,
        "selector": dict(sorted(table.selector.items())),
        "requests_at_gateways": list(table.models),
        "ports": list(table.ports),
        "answers": {
            name: {port: _outcome(one) for port, one in zip(table.ports, found, strict=True)}
            for name, found in table.callers.items()
        },
    }


def _not_read(one: NotRead) -> dict[str, str]:
    return {"object": one.source, "reason": one.reason}
