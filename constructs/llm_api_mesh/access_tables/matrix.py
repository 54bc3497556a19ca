"""The matrix of a folder: callers, models and backends, and who reaches pods past all gateways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.access_tables.not_read import in_mesh, not_read
from llm_api_mesh.access_tables.place_rows import place_table
from llm_api_mesh.access_tables.places import places
from llm_api_mesh.access_tables.pod_rows import pods_tables
from llm_api_mesh.access_tables.tables import Matrix, NotRead, PlaceTable
from llm_api_mesh.access_tables.world import World

_SERVICE = "Service "


def derive_matrix(manifests: Manifests) -> Matrix:
    """Read who reaches what from the objects of a folder."""
    world = World(manifests)
    tables: list[PlaceTable] = []
    problems: list[NotRead] = []
    for place in places(manifests):
        table, found = place_table(world, place)
        tables.append(table)
        problems += found
    merged = _merged(tables)
    problems += not_read(world)
    return Matrix(
        places=merged,
        pods=pods_tables(world, _models(merged)),
        in_mesh=tuple(in_mesh(world)),
        not_read=tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.source, one.reason))),
    )


def _merged(tables: Iterable[PlaceTable]) -> tuple[PlaceTable, ...]:
    """Show a host once, if its requests get the same at several ports of a Gateway."""
    found: list[PlaceTable] = []
    for table in tables:
        for index, before in enumerate(found):
            if replace(before, ports=()) == replace(table, ports=()):
                found[index] = replace(before, ports=(*before.ports, *table.ports))
                break
        else:
            found.append(table)
    return tuple(sorted(found, key=lambda one: (one.gateway, one.host, one.ports)))


def _models(tables: Iterable[PlaceTable]) -> dict[str, list[str]]:
    """The requests that lead to each Service."""
    found: dict[str, list[str]] = {}
    for table in tables:
        for row in table.rows:
            reached = {name for outcome in row.outcomes for name in outcome.reaches if name.startswith(_SERVICE)}
            for name in sorted(reached):
                for sample in row.requests:
                    found.setdefault(name.removeprefix(_SERVICE), []).append(f"{table.host}: {sample.words}")
    return found
