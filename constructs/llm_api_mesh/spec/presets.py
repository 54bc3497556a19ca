"""Sets of defaults for kinds of traffic. Each value can be overridden separately."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, NamedTuple

from frozendict import frozendict

from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.load_balancer import LeastRequest, LoadBalancer
from llm_api_mesh.spec.retries import Retries

Preset = Literal["agents", "chat", "completion-batch", "embeddings"]
"""`agents`: programs have long conversations. `chat`: persons have conversations. `completion-batch`: no person waits.
`embeddings`: answers are short and not streamed."""


class Defaults(NamedTuple):
    """The values of a preset."""

    budget: Budget
    retries: Retries
    ejection: Ejection
    load_balancer: LoadBalancer = LeastRequest()


PRESETS: frozendict[Preset | None, Defaults] = frozendict(
    {
        # Any traffic. Affinity would be worse than least request for single questions with one long prompt before them.
        None: Defaults(Budget(), Retries(), Ejection()),
        # Each request of a conversation repeats the one before it. An agent's session is known before the first one.
        "agents": Defaults(
            Budget(), Retries(), Ejection(), ConsistentHash(keys=["agent_session", "prompt_cache_key", "opening"])
        ),
        "chat": Defaults(Budget(), Retries(), Ejection(), ConsistentHash(keys=["prompt_cache_key", "opening"])),
        # A job can wait until a full pool has room: more attempts, further apart.
        "completion-batch": Defaults(Budget(), Retries(attempts=5, backoff=timedelta(seconds=1)), Ejection()),
        # The length of an answer depends on the model, not on the prompt, so an answer that takes a minute hangs. As
        # answers are short, five errors in a row come soon, and so does the proof that a replica works again.
        "embeddings": Defaults(
            Budget(generation=timedelta(seconds=60)),
            Retries(attempts=3),
            Ejection(base_time=timedelta(seconds=10), interval=timedelta(seconds=1)),
        ),
    }
)
