"""What the gateway reads of a request's body, and how much of a body it buffers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import MODEL_HEADER, ModelFromBody

STREAM_HEADER = "x-llm-stream"
"""Where the gateway writes whether the request is for a stream."""
STREAMED = "1"
"""The header's value for a stream."""

# The text of a prompt of a million tokens. Envoy's own number is 1 MiB, and 32 KiB with Istio's profile EDGE.
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
    """What it reads of every JSON body; empty: nothing."""
    buffered: bool
    """Whether it buffers whole bodies: to read them, to sign them, or to send them to another backend."""
    longest: int | None
    """How many bytes of a body it buffers; None: the gateway's own number."""


def derive_readings(mesh: Mesh, settings: Settings, leaves: Iterable[LeafTarget]) -> Iterator[Reading]:
    """Give what the gateway reads of every JSON body."""
    if mesh.models and isinstance(mesh.model_from, ModelFromBody):
        yield Reading(key="model", header=MODEL_HEADER)
    if settings.budget.first_token and any(not leaf.backend.speaks_grpc for leaf in leaves):
        yield Reading(key="stream", header=STREAM_HEADER)


def request_body(mesh: Mesh, readings: tuple[Reading, ...], *, signed: bool, fails_over: bool) -> RequestBody:
    """Decide it by what happens to bodies: `signed` for a provider, or kept for another backend."""
    buffered = bool(readings) or signed or fails_over
    longest = _LONGEST if mesh.max_prompt_bytes is None and buffered else mesh.max_prompt_bytes
    return RequestBody(readings=readings, buffered=buffered, longest=longest)
