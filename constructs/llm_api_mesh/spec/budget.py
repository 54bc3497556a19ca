"""The times that a team knows about its model. All timers follow from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Self

from pydantic import model_validator

from llm_api_mesh.spec.base import Spec, refused
from llm_api_mesh.spec.durations import between

_LONGEST = timedelta(hours=12)  # a timedelta of days is one whose unit was forgotten

Duration = Annotated[timedelta, between(timedelta(milliseconds=100), _LONGEST)]
_Connect = Annotated[timedelta, between(timedelta(milliseconds=10), timedelta(minutes=1))]
_KeepAlive = Annotated[timedelta, between(timedelta(seconds=2), _LONGEST)]


class Budget(Spec):
    """The times that a team knows about its model.

    A time that isn't given is that of the preset. None means no limit. Times that contradict each other are refused.
    Each time is a timedelta or text such as "30s", from 100 ms to 12 h.
    """

    first_token: Duration | None = None
    """Longest wait for the first byte of a stream. Then a `Failover` tries the next backend; without one the client
    gets 504, because a generation that may have started isn't requested twice. Default: no limit. Becomes:
    `retries.perTryTimeout` of the gateway's routes for requests with `"stream": true`, which the gateway then
    recognizes by their bodies, and a number in the checklist."""
    whole_answer: Duration | None = None
    """Longest wait for an answer that isn't streamed. Then a `Failover` tries the next backend; without one, this field
    is refused. The first byte of such an answer comes with the last, so this is the longest generation that isn't
    streamed. Default: no limit. Becomes: `retries.perTryTimeout` of the routes of the second hop; those for streams
    have `first_token` instead."""
    stream_silence: Duration | None = None
    """Longest silence in a stream, such as a thinking phase. It also counts before the first byte, so it needs
    `first_token`. Default: no limit. Becomes: `idle_timeout` of the routes for streams, by an EnvoyFilter, not shorter
    than `first_token`; and a number in the checklist."""
    generation: Duration | None = None
    """Longest time from a request to the end of its answer, including waits and retries. Default: no limit, so that no
    stream is ever cut; 60 s for embeddings. Becomes: `http[].timeout` of the routes that generate."""
    quick: Duration | None = None
    """Longest time of a short answer: lists of models, embeddings, token counts. Default: no separate limit; for
    embeddings the time of `generation`, because every answer is short. Becomes: `http[].timeout` of separate routes to
    `GET /v1/models` and the models below it, `/v1/embeddings`, `/tokenize`, `/v1/messages/count_tokens` and
    `/v1/responses/input_tokens`."""
    # A handshake takes a millisecond in a cluster, and up to 0.6 s with a provider, including TLS. A lost packet is
    # sent again after a second.
    connect_timeout: _Connect = timedelta(seconds=2)
    """Longest wait for a connection to a replica or provider, including the TLS handshake. Then the request goes to
    another replica. 10 ms to 1 min. Each attempt has this wait, before `first_token` starts. Default: 2 s, or half of
    the shortest of `first_token`, `whole_answer`, `quick` and `generation`, so that there is time for another attempt.
    Becomes: `connectionPool.tcp.connectTimeout`."""
    server_keep_alive: _KeepAlive = timedelta(seconds=5)
    """How long the model server keeps an idle connection; 2 s to 12 h. Default: 5 s, like uvicorn and so vLLM; no limit
    for pools that speak gRPC, because their servers announce the end of a connection. Becomes:
    `connectionPool.http.idleTimeout`, 1 s shorter."""
    grace_period: Duration | None = None
    """`terminationGracePeriodSeconds` of the pods; not shorter than `generation`, `first_token` and `whole_answer`.
    Default: unknown, and not checked. Becomes: nothing, because the pods aren't part of the API's objects."""

    @model_validator(mode="after")
    def _silence_needs_first_token(self) -> Self:
        if self.stream_silence and not self.first_token:
            raise refused(
                "field-without-effect",
                given="stream_silence without first_token",
                allowed="stream_silence with first_token, because a stream is also silent before its first byte",
            )
        return self
