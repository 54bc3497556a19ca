"""A table of any kind, before it is text or Markdown: sections with columns and rows."""

from __future__ import annotations

from dataclasses import dataclass

from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.posture.lines import Posture
from llm_api_mesh.access_tables.tables import Matrix, NotRead, PlaceTable, PodsTable

NOTHING = "nothing"

_WITH_SIDECAR = (
    "For pods with a sidecar or in ambient mode. The folder doesn't show whether the pods have either; "
    "without both, everyone with network access reaches them."
)


@dataclass(frozen=True)
class Section:
    """A table with a heading."""

    heading: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Document:
    """Sections under a title."""

    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def matrix_document(matrix: Matrix) -> Document:
    """The matrix of callers, models and backends."""
    sections = [
        *map(_place, matrix.places),
        *map(_pods, matrix.pods),
        *_named("Calls in the mesh that are led elsewhere", matrix.in_mesh),
        _not_read(matrix.not_read),
    ]
    note = (
        "Each row is a kind of requests, in the order in which the proxy compares its routes. "
        "What a caller gets is what one request of this kind gets."
    )
    return Document("Who reaches what", (note,), tuple(sections))


def posture_document(posture: Posture) -> Document:
    """The posture table."""
    settings = tuple((one.subject, one.topic, one.state, one.text, one.source) for one in posture.settings)
    failures = tuple((one.part, one.state, one.text, one.source) for one in posture.failures)
    return Document(
        "What is open and what is closed",
        (),
        (
            Section("In force", (), ("what", "topic", "state", "why", "read from"), settings),
            Section("When a part fails or is missing", (), ("part", "state", "what happens", "read from"), failures),
        ),
    )


def outcome_text(outcome: Outcome) -> str:
    """An outcome on one line, with the object that refuses."""
    shown = f" ({outcome.source})" if outcome.kind == "refused" and outcome.source else ""
    return f"{outcome.words}{shown}"


def _place(table: PlaceTable) -> Section:
    ports = f", {' and '.join(table.ports)}" if table.ports else ""
    rows = tuple(
        (
            " or ".join(sample.words for sample in row.requests),
            *map(outcome_text, row.outcomes),
            f"{row.source}, route {' and '.join(row.routes)}" if row.routes else row.source,
        )
        for row in table.rows
    )
    columns = ("request", *(one.name for one in table.callers), "read from")
    return Section(f"{table.host} at the Gateway {table.gateway}{ports}", table.notes, columns, rows)


def _pods(table: PodsTable) -> Section:
    selector = ", ".join(f"{name}={value}" for name, value in sorted(table.selector.items()))
    notes = [_WITH_SIDECAR]
    if table.models:
        notes.append(f"Gateways lead there: {'; '.join(table.models)}.")
    rows = tuple((name, *map(outcome_text, found)) for name, found in table.callers.items())
    columns = ("caller", *(f"port {port}" for port in table.ports))
    return Section(f"Pods of {table.service} ({selector}), past all gateways", tuple(notes), columns, rows)


def _named(heading: str, found: tuple[NotRead, ...]) -> tuple[Section, ...]:
    rows = tuple((one.source, one.reason) for one in found)
    return (Section(heading, (), ("object", "what"), rows),) if found else ()


def _not_read(found: tuple[NotRead, ...]) -> Section:
    rows = tuple((one.source, one.reason) for one in found) or ((NOTHING, ""),)
    return Section("Not read", (), ("object", "reason"), rows)
