"""Which values of a request's body the gateway reads, and how much of a body it buffers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import MODEL_HEADER, ModelFromBody

STREAM_HEADER = "x-llm-stream"
"""The header in which the gateway writes whether the request is for a stream."""
STREAMED = "1"
"""The header's value for a stream."""

# The length of a prompt of a million tokens. Envoy's own limit is 1 MiB, and 32 KiB with Istio's profile EDGE.
_LONGEST = 4 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A value of a JSON object, and the header that the gateway writes it into."""

    key: str
    header: str


@dataclass(frozen=True, kw_only=True)
class RequestBody:
    """How the gateway treats the bodies of requests."""

    readings: tuple[Reading, ...]
    """The values that it reads from every JSON body; empty: it reads none."""
    buffered: bool
    """Whether it buffers whole bodies: to read them, to sign them, or to send them to another backend."""
    longest: int | None
    """The largest body in bytes that it buffers; None: the gateway's own limit."""


def derive_readings(mesh: Mesh, settings: Settings, leaves: Iterable[LeafTarget]) -> Iterator[Reading]:
    """Yield the values that the gateway reads from every JSON body."""
    if mesh.models and isinstance(mesh.model_from, ModelFromBody):
        yield Reading(key="model", header=MODEL_HEADER)
    if settings.budget.first_token and any(not leaf.backend.speaks_grpc for leaf in leaves):
        yield Reading(key="stream", header=STREAM_HEADER)


def request_body(mesh: Mesh, readings: tuple[Reading, ...], *, signed: bool, fails_over: bool) -> RequestBody:
    """Decide how bodies are treated, if they are `signed` for a provider or kept for another backend."""
    buffered = bool(readings) or signed or fails_over
    longest = _LONGEST if mesh.max_prompt_bytes is None and buffered else mesh.max_prompt_bytes
    return RequestBody(readings=readings, buffered=buffered, longest=longest)
