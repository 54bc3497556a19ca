"""What the gateway reads of a request's body, and how much of it it keeps."""

from __future__ import annotations

from dataclasses import dataclass

from llm_api_mesh.plan import settings
from llm_api_mesh.plan.legs import failovers
from llm_api_mesh.plan.providers import providers
from llm_api_mesh.spec.credentials import AwsSignature
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import MODEL_HEADER, ModelFromBody

STREAM_HEADER = "x-llm-stream"
"""Where the gateway writes whether a stream is asked for."""
STREAMED = "1"
"""What stands there then."""

# The text of a prompt of a million tokens. Envoy's own number is 1 MiB, and 32 KiB with Istio's profile for the edge.
_LONGEST = 4 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A value of a JSON object, and the header that the gateway writes it into."""

    key: str
    header: str


def readings(mesh: Mesh) -> tuple[Reading, ...]:
    """What is read of every JSON body; nothing: bodies aren't looked at."""
    found = []
    if mesh.models and isinstance(mesh.model_from, ModelFromBody):
        found.append(Reading(key="model", header=MODEL_HEADER))
    if settings.budget(mesh).first_token and any(not way.backend.speaks_grpc for way in mesh.ways):
        found.append(Reading(key="stream", header=STREAM_HEADER))
    return tuple(found)


def kept(mesh: Mesh) -> bool:
    """Whether bodies are kept until they are whole: to be read, to be signed, or to be sent to another backend."""
    signed = any(isinstance(one.credential, AwsSignature) for one in providers(mesh))
    return bool(signed or readings(mesh) or failovers(mesh))


def longest(mesh: Mesh) -> int | None:
    """How much of a body is kept; None: what the gateway keeps of any other request's."""
    return _LONGEST if mesh.max_prompt_bytes is None and kept(mesh) else mesh.max_prompt_bytes
