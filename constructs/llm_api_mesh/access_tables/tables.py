"""The matrix as data: which kinds of callers get what, for each kind of request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.requests import Caller, Request


@dataclass(frozen=True)
class Sample:
    """A kind of requests, and one of them."""

    words: str
    request: Request


@dataclass(frozen=True)
class Row:
    """What each kind of callers gets for requests that one route takes."""

    requests: tuple[Sample, ...]
    """All of them get the same."""
    outcomes: tuple[Outcome, ...]
    """One for each kind of callers."""
    routes: tuple[str, ...]
    """Their names; two routes have one row if the same requests get the same from both."""
    source: str


@dataclass(frozen=True)
class PlaceTable:
    """The rows of a host at a Gateway."""

    gateway: str
    source: str
    """The Gateway object; empty if the folder doesn't have it."""
    host: str
    ports: tuple[str, ...]
    callers: tuple[Caller, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PodsTable:
    """Who reaches the pods of a Service past all gateways, if they have a sidecar or are in ambient mode."""

    service: str
    selector: Mapping[str, str]
    models: tuple[str, ...]
    """The requests at gateways that lead to these pods."""
    ports: tuple[str, ...]
    callers: Mapping[str, tuple[Outcome, ...]]
    """For each kind of callers, one outcome for each port."""


@dataclass(frozen=True)
class NotRead:
    """An object, or a part of it, that may change who reaches what, and why it isn't read."""

    source: str
    reason: str


@dataclass(frozen=True)
class Matrix:
    """Who reaches what."""

    places: tuple[PlaceTable, ...]
    pods: tuple[PodsTable, ...]
    in_mesh: tuple[NotRead, ...]
    """Calls in the mesh that a VirtualService leads to another place than their own Service."""
    not_read: tuple[NotRead, ...]
