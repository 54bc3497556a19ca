"""How long an answer may take: what a team knows, from which every timer on the way follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Self

from llm_api_mesh.spec.base import Spec, refused
from llm_api_mesh.spec.durations import at_least

from pydantic import model_validator

_Length = Annotated[timedelta, at_least(timedelta(milliseconds=10))]
_KeepAlive = Annotated[timedelta, at_least(timedelta(seconds=2))]


class Budget(Spec):
    """The times that a team knows of its model; a time that isn't given comes from the mesh's preset.

    `None` means: no limit. The timers that follow from these are checked against each other.
    """

    first_token: _Length | None = None
    """Longest wait for the first byte of a stream; after it a `Failover` asks the next backend, and without one the
    client gets 504: what may be under way isn't asked for twice. Default: no limit. Becomes: `retries.perTryTimeout` of
    the gateway's routes for requests with `"stream": true`, which it then tells apart by their body, and a number of
    the checklist."""
    whole_answer: _Length | None = None
    """Longest wait for an answer that isn't streamed, after which a `Failover` asks the next backend; without one it is
    refused. The first byte comes with the last one, so this is the longest such generation. Default: no limit. Becomes:
    `retries.perTryTimeout` of the second hop's routes, of which those for streams have `first_token` instead."""
    stream_silence: _Length | None = None
    """Longest silence within a stream, such as a thinking phase; not without `first_token`, as it counts before the
    first byte, too. Default: no limit. Becomes: `idle_timeout` of the routes for streams, by an EnvoyFilter, not
    shorter than `first_token`; and a number of the checklist."""
    generation: _Length | None = None
    """Longest time from a request to the end of its answer, waits and retries included. Default: no limit, so that no
    stream is ever cut; embeddings have 60 s. Becomes: `http[].timeout` of the routes that generate."""
    quick: _Length = timedelta(seconds=30)
    """Longest time of an answer that generates nothing long: lists of models, health, embeddings, tokens. Default:
    30 s. Becomes: `http[].timeout` of the routes to these endpoints."""
    # Within a cluster a handshake takes a millisecond, with a provider, TLS included, up to 0.6 s; and a packet that is
    # lost is sent again after a second.
    connect_timeout: _Length = timedelta(seconds=2)
    """Longest wait for a connection to a replica or a provider, the TLS handshake included; after it the request goes
    to another replica. Each attempt has it, before `first_token` begins. Default: 2 s, or half of the shortest of
    `first_token`, `whole_answer`, `quick` and `generation`, so that there is time for another attempt. Becomes:
    `connectionPool.tcp.connectTimeout`."""
    server_keep_alive: _KeepAlive = timedelta(seconds=5)
    """How long the model server keeps an idle connection. Default: 5 s, as uvicorn and so vLLM do; for pools that speak
    gRPC as long as they like, as these servers announce the end. Becomes: `connectionPool.http.idleTimeout`, a second
    less."""
    grace_period: _Length | None = None
    """The pods' `terminationGracePeriodSeconds`; not shorter than `generation`, `first_token` and `whole_answer`.
    Default: not known, and not checked. Becomes: nothing; pods aren't the mesh's."""

    @model_validator(mode="after")
    def _silence_after_a_beginning(self) -> Self:
        if self.stream_silence and not self.first_token:
            raise refused(
                "field-without-effect",
                given="stream_silence without first_token",
                allowed="stream_silence with first_token, because a stream is also silent before its first byte",
            )
        return self
