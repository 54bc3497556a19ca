"""How long an answer may take: what a team knows, from which every timer on the way follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.durations import at_least

from pydantic import AfterValidator

_Length = Annotated[timedelta, AfterValidator(at_least(timedelta(milliseconds=10)))]
_KeepAlive = Annotated[timedelta, AfterValidator(at_least(timedelta(seconds=2)))]


class Budget(Spec):
    """The times that a team knows of its model; a time that isn't given comes from the mesh's preset.

    `None` means: no limit. The timers that follow from these are checked against each other.
    """

    first_token: _Length | None = None
    """Longest wait for the first byte of a stream; after it a `Failover` asks the next backend. Default: no limit.
    Becomes: a number of the checklist, and `retries.perTryTimeout` on the way to each backend of a failover but the
    last, for requests with `"stream": true`."""
    whole_answer: _Length | None = None
    """The same for an answer that isn't streamed: its first byte comes with its last one, so this is the longest such
    generation. Default: no limit. Becomes: `retries.perTryTimeout` as above, for the other requests."""
    stream_silence: _Length | None = None
    """Longest silence within a stream, such as a thinking phase. Default: no limit. Becomes: a number of the
    checklist."""
    generation: _Length | None = None
    """Longest time from a request to the end of its answer, waits and retries included. Default: no limit, so that no
    stream is ever cut; embeddings have 60 s. Becomes: `http[].timeout` of the routes that generate."""
    quick: _Length = timedelta(seconds=30)
    """Longest time of an answer that generates nothing long: lists of models, health, embeddings, tokens. Default:
    30 s. Becomes: `http[].timeout` of the routes to these endpoints."""
    server_keep_alive: _KeepAlive = timedelta(seconds=5)
    """How long the model server keeps an idle connection. Default: 5 s, as uvicorn and so vLLM do. Becomes:
    `connectionPool.http.idleTimeout`, a second less."""
    grace_period: _Length | None = None
    """The pods' `terminationGracePeriodSeconds`. Default: not known, and not checked."""
